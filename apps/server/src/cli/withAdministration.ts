import { setTimeout as pause } from "node:timers/promises";
import type { Administration } from "../control/Administration.ts";
import { controlSocketPath } from "../control/controlSocketPath.ts";
import { createRemoteAdministration } from "../control/createRemoteAdministration.ts";
import { DataDirectoryBusyError } from "../control/DataDirectoryBusyError.ts";
import { readLockHolder, tryLock } from "../control/lockDataDirectory.ts";
import { checkDataDirectory, checkOwner } from "./checkDataDirectory.ts";
import { findServer } from "./findServer.ts";
import type { Invocation } from "./Invocation.ts";

/** A server that stops holds its directory for some seconds after its socket is gone. */
const LONGEST_WAIT_MILLISECONDS = 15_000;
const RETRY_MILLISECONDS = 100;

/** What is to be done. */
export interface AdministrativeWork<T> {
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
    if (found.kind === "answered") {
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
  // Most commands find a server, and then need nothing of what it is made of.
  const { openLocalAdministration } = await import("./openLocalAdministration.ts");
  const local = await openLocalAdministration(invocation, purpose);
  try {
    return await run(local.administration);
  } finally {
    await local.close();
  }
}
