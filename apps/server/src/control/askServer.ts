import { lstat, stat } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { dirname } from "node:path";
import type { Administration } from "./Administration.ts";
import {
  CONTROL_VERSION,
  type ControlFailure,
  type ControlInput,
  type ControlOperation,
  type ControlOutput,
  type ControlRequest,
  type ControlResponse,
  controlOperations,
  MAX_RESPONSE_BYTES,
  type ServerControl,
} from "./controlProtocol.ts";

/** The failure between a command and a running server. */
type ControlFault =
  /** The socket is there and does not let us in. */
  | "not-permitted"
  /** Another file has the name of the socket, or other users can access it. */
  | "not-trusted"
  /** The server accepted the request and sent no complete response. */
  | "no-answer"
  /** The server speaks another version of the protocol. */
  | "other-version";

/** A server that does not respond within this time hangs: hashing a password takes a fraction of a second. */
const LONGEST_RESPONSE_MILLISECONDS = 30_000;
const OTHERS = 0o077;

/** A question to a running server. */
interface ControlQuestion<Operation extends ControlOperation> {
  readonly path: string;
  readonly operation: Operation;
  readonly input: ControlInput<Operation>;
  readonly operator: string;
  /** @default 30000 */
  readonly longestResponseMilliseconds?: number;
}

/**
 * - `completed`: the server has done it.
 * - `absent`: there is no socket.
 * - `stale`: there is a socket without a listener; its server was killed.
 */
export type ControlReply<Operation extends ControlOperation> =
  | { readonly kind: "completed"; readonly output: ControlOutput<Operation> }
  | { readonly kind: "absent" }
  | { readonly kind: "stale" };

/**
 * Asks the server behind a control socket.
 *
 * @throws {ControlError} when there is a server that cannot be asked
 * @throws {ControlRejectedError} when it rejected
 */
export async function askServer<Operation extends ControlOperation>(
  question: ControlQuestion<Operation>,
): Promise<ControlReply<Operation>> {
  const { path, operation, operator, input } = question;
  if (!(await isTrustedSocket(path))) return { kind: "absent" };
  const socket = await reach(path);
  if (typeof socket === "string") return { kind: socket };
  const request: ControlRequest = { version: CONTROL_VERSION, operation, operator, input };
  const longest = question.longestResponseMilliseconds ?? LONGEST_RESPONSE_MILLISECONDS;
  socket.setTimeout(longest, () => socket.destroy(new Error("It took too long.")));
  const response = parseResponse(await exchange(socket, `${JSON.stringify(request)}\n`), path);
  if (!response.ok) {
    if (response.error.code === "OTHER_VERSION")
      throw new ControlError("other-version", response.error.message);
    throw new ControlRejectedError(response.error);
  }
  // Both sides are of the same protocol version, and the server is trusted: the socket belongs to the correct user.
  return { kind: "completed", output: response.output as ControlOutput<Operation> };
}

/** Passwords go through this socket, so it must not belong to another user. */
async function isTrustedSocket(path: string): Promise<boolean> {
  const stats = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw notPermitted(path, error);
  });
  if (stats === undefined) return false;
  if (!stats.isSocket()) throw new ControlError("not-trusted", `${path} is not a socket. Move it away.`);
  const user = process.geteuid?.();
  const directory = await stat(dirname(path));
  const isOurs = stats.uid === user || (user === 0 && stats.uid === directory.uid);
  if (user !== 0 && stats.uid !== user) throw notPermitted(path, undefined);
  if (isOurs && (stats.mode & OTHERS) === 0) return true;
  const message = `${path} does not belong to the owner of its directory alone, so it may lead to the server of another user. Find out who made it, and restart the server.`;
  throw new ControlError("not-trusted", message);
}

async function reach(path: string): Promise<Socket | "absent" | "stale"> {
  const socket = connect(path);
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve).once("error", reject);
    });
    return socket;
  } catch (error) {
    socket.destroy();
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return "absent";
    if (code === "ECONNREFUSED") return "stale";
    throw notPermitted(path, error);
  }
}

function notPermitted(path: string, cause: unknown): ControlError {
  const message = `The server cannot be reached over ${path}: only the owner of the data directory and root may. Run the command as that user, with sudo -u.`;
  return new ControlError("not-permitted", message, { cause });
}

async function exchange(socket: Socket, request: string): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  socket.write(request);
  try {
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > MAX_RESPONSE_BYTES) throw new Error("The response is too long.");
    }
  } catch (cause) {
    throw new ControlError("no-answer", noResponse, { cause });
  } finally {
    socket.destroy();
  }
  return Buffer.concat(chunks).toString("utf8");
}

const noResponse =
  "The server accepted the request and sent no response. Whether it was processed is unknown: check before you try again. If it does not respond at all, restart it.";

function parseResponse(text: string, path: string): ControlResponse {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ControlError("no-answer", noResponse, { cause });
  }
  if (isResponse(value)) return value;
  throw new ControlError(
    "other-version",
    `The server behind ${path} uses another version of the protocol. Use the gatehouse command of the release that runs.`,
  );
}

function isResponse(value: unknown): value is ControlResponse {
  if (typeof value !== "object" || value === null || !("version" in value) || !("ok" in value)) return false;
  // A rejection of another version can be read by all versions.
  if (value.ok === false) return "error" in value;
  return value.version === CONTROL_VERSION && value.ok === true && "output" in value;
}

/** A running server could not be asked. */
export class ControlError extends Error {
  readonly code = "CONTROL_FAILED";
  readonly fault: ControlFault;

  constructor(fault: ControlFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ControlError";
    this.fault = fault;
  }
}

/** A running server rejected the command; `reason` is the code of the error that it met. */
export class ControlRejectedError extends Error {
  readonly code = "CONTROL_REFUSED";
  readonly reason: string;

  constructor({ code, message }: ControlFailure) {
    super(message);
    this.name = "ControlRejectedError";
    this.reason = code;
  }
}

/** The administration of a running server, over its control socket. */
export function createRemoteAdministration(path: string, operator: string): ServerControl {
  const ask = async <Operation extends ControlOperation>(
    operation: Operation,
    input: ControlInput<Operation>,
  ) => {
    const reply = await askServer({ path, operation, input, operator });
    if (reply.kind === "completed") return reply.output;
    throw new ControlError("no-answer", "The server has stopped in the meantime. Run the command again.");
  };
  const methods = controlOperations.map((operation) => [
    operation,
    (input: ControlInput<typeof operation>) => ask(operation, input),
  ]);
  // One method for each operation, which is what the interface is.
  return Object.fromEntries(methods) as ServerControl satisfies Administration;
}
