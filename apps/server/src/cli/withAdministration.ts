import { statSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { Administration } from "../control/Administration.ts";
import {
  askServer,
  ControlError,
  type ControlReply,
  createRemoteAdministration,
} from "../control/askServer.ts";
import { controlSocketPath, hasControlSockets } from "../control/controlSocketPath.ts";
import { DataDirectoryBusyError, readLockHolder, tryLock } from "../control/lockDataDirectory.ts";
import { DataDirectoryError } from "./commandErrors.ts";
import type { Invocation } from "./Invocation.ts";

/** A server that does not identify itself within this time is not going to handle a command either. */
const LONGEST_RESPONSE_MILLISECONDS = 5000;

/** A server that stops holds its directory for some seconds after its socket is removed. */
const LONGEST_WAIT_MILLISECONDS = 15_000;
const RETRY_MILLISECONDS = 100;

/** The work and its names. */
interface AdministrativeWork<T> {
  readonly invocation: Invocation;
  /** Whether anything may change; only then the audit trail is opened. */
  readonly purpose: "look" | "change";
  run(administration: Administration): Promise<T>;
}

/**
 * Does something with accounts or sessions: through the running server, so that it takes effect there at once (SES-17),
 * or on the data directory itself when none runs.
 *
 * @throws {DataDirectoryError} when there is no data directory that this user can work on
 * @throws {DataDirectoryBusyError} when another process holds it for too long
 * @throws {ControlError} when the server cannot be asked
 */
export async function withAdministration<T>(work: AdministrativeWork<T>): Promise<T> {
  const { settings, operator } = work.invocation;
  const { dataDirectory } = settings;
  checkDataDirectory(dataDirectory);
  for (let waited = 0; waited <= LONGEST_WAIT_MILLISECONDS; waited += RETRY_MILLISECONDS) {
    const found = await findServer(dataDirectory, operator);
    if (found.kind === "completed") {
      return work.run(createRemoteAdministration(controlSocketPath(dataDirectory), operator));
    }
    checkOwner(dataDirectory);
    const lock = tryLock(dataDirectory, "gatehouse command");
    if (lock !== undefined) {
      using _held = { [Symbol.dispose]: lock.release };
      return await runLocally(work);
    }
    await pause(RETRY_MILLISECONDS);
  }
  throw new DataDirectoryBusyError(dataDirectory, readLockHolder(dataDirectory));
}

async function runLocally<T>({ invocation, purpose, run }: AdministrativeWork<T>): Promise<T> {
  // Most commands find a server, and then need nothing of the store.
  const { openLocalAdministration } = await import("./openLocalAdministration.ts");
  const local = await openLocalAdministration(invocation, purpose);
  try {
    return await run(local.administration);
  } finally {
    await local.close();
  }
}

/**
 * Looks for the server of a data directory.
 *
 * @throws {ControlError} when there is one that cannot be asked
 */
export async function findServer(
  dataDirectory: string,
  operator: string,
): Promise<ControlReply<"describeServer">> {
  if (!hasControlSockets(process.platform)) return { kind: "absent" };
  try {
    return await askServer({
      path: controlSocketPath(dataDirectory),
      operation: "describeServer",
      input: {},
      operator,
      longestResponseMilliseconds: LONGEST_RESPONSE_MILLISECONDS,
    });
  } catch (error) {
    if (!(error instanceof ControlError && error.fault === "no-answer")) throw error;
    const message = `The server of ${dataDirectory} does not respond on its control socket. It may be about to stop: try again, and restart it if that does not help.`;
    throw new ControlError("no-answer", message, { cause: error });
  }
}

/**
 * Makes sure that there is a data directory.
 *
 * @throws {DataDirectoryError} when there is none that this user can see
 */
export function checkDataDirectory(dataDirectory: string): void {
  const stats = look(dataDirectory);
  if (stats === undefined) {
    const advice =
      "does not exist. Name the right one with --data-dir or GATEHOUSE_DATA_DIR; the first start of the server makes it.";
    throw new DataDirectoryError("absent", dataDirectory, advice);
  }
  if (!stats.isDirectory()) {
    throw new DataDirectoryError("not-a-directory", dataDirectory, "is not a directory. Name another one.");
  }
}

/**
 * Ensures that new files belong to the user that the server runs as. Any other user, also root, would create files that
 * the server cannot open.
 *
 * @throws {DataDirectoryError} when the directory belongs to another user
 */
function checkOwner(dataDirectory: string): void {
  const user = process.geteuid?.();
  const owner = statSync(dataDirectory).uid;
  if (user === undefined || user === owner) return;
  const advice = `belongs to user ${owner}, and this is user ${user}. No server runs that could make the change, so it has to be made by the owner: sudo -u '#${owner}' gatehouse …`;
  throw new DataDirectoryError("other-owner", dataDirectory, advice);
}

function look(dataDirectory: string): ReturnType<typeof statSync> {
  try {
    return statSync(dataDirectory, { throwIfNoEntry: false });
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    const advice = `cannot be examined (${reason}). Run the command as its owner or as root, with sudo.`;
    throw new DataDirectoryError("not-permitted", dataDirectory, advice);
  }
}
