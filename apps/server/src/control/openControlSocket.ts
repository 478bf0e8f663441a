import { once } from "node:events";
import { lstatSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { StringDecoder } from "node:string_decoder";
import { limitConnections } from "../http/limitConnections.ts";
import {
  CONTROL_VERSION,
  type ControlOperation,
  type ControlResponse,
  isControlOperation,
  MAX_REQUEST_BYTES,
  parseControlInput,
  type ServerControl,
} from "./controlProtocol.ts";
import { ControlSocketError, checkSocketPath } from "./controlSocketPath.ts";

/** Options of the control socket. */
interface ControlHandlers {
  /** The administration on behalf of an operator. */
  administer(operator: string): ServerControl;
  /** Is called with every error that is not a response in itself. */
  onFault(error: unknown): void;
}

/** Errors whose code and text are meant for the operator. */
const reportable: ReadonlySet<string> = new Set([
  "ACCOUNT_EXISTS",
  "ACCOUNT_NOT_FOUND",
  "ACCOUNT_NOT_KEPT",
  "ACCOUNT_UNCHANGED",
  "HASHING_BUSY",
  "IMPORT_INCOMPLETE",
  "INVALID_ACCOUNT",
  "INVALID_PAGE",
  "SESSION_NOT_FOUND",
  "STORE_UNAVAILABLE",
]);

/** Of these, the ones that the server also logs. */
const faults: ReadonlySet<string> = new Set([
  "ACCOUNT_NOT_KEPT",
  "ACCOUNT_UNCHANGED",
  "IMPORT_INCOMPLETE",
  "STORE_UNAVAILABLE",
]);

/** The longest name of an operator. */
const MAX_OPERATOR_CHARACTERS = 128;

interface ParsedRequest {
  readonly version: unknown;
  readonly operation: string;
  readonly operator: string;
  readonly input: unknown;
}

/** Only the owner of the process gets in. */
const OTHERS = 0o177;

/** A command asks once and goes: above this many, the oldest that has not asked yet is closed for a new one. */
const MAX_CONNECTIONS = 32;

/** How long a request may take to arrive. */
const REQUEST_MILLISECONDS = 10_000;

/** How long pending responses may take when the socket is closed. */
const CLOSE_MILLISECONDS = 5000;

/** An open control socket. */
export interface ControlSocket {
  /** Accepts no more requests, and responds to those it has. */
  close(): Promise<void>;
}

/** Which connections there are, and how far each is. */
type Connections = Map<Socket, "receiving" | "responding">;

/** Options of `openControlSocket`. */
interface ControlSocketOptions extends ControlHandlers {
  readonly path: string;
}

/**
 * Opens the socket on which commands reach a running server, for the owner of the data directory alone.
 *
 * The caller holds the lock of the data directory: a socket that is there was left by a server that was killed, and is
 * removed.
 *
 * @throws {ControlSocketError} when something else has its name, its path is too long, or the system rejects
 */
export async function openControlSocket(options: ControlSocketOptions): Promise<ControlSocket> {
  const { path } = options;
  checkSocketPath(path);
  removeStale(path);
  const connections: Connections = new Map();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    connections.set(socket, "receiving");
    socket.once("close", () => connections.delete(socket));
    socket.on("error", () => socket.destroy());
    void serve(socket, connections, options);
  });
  limitConnections(server, {
    most: MAX_CONNECTIONS,
    event: "connection",
    isBusy: (socket) => connections.get(socket) === "responding",
  });
  await listen(server, path);
  return { close: () => close(server, connections) };
}

function removeStale(path: string): void {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return;
  if (!stats.isSocket())
    throw new ControlSocketError(path, "cannot be made: something else has its name. Move it away.");
  rmSync(path);
}

async function listen(server: Server, path: string): Promise<void> {
  // The socket is made inside of `listen`, so that it never exists with another mode.
  const previous = process.umask(OTHERS);
  try {
    server.listen(path);
  } finally {
    process.umask(previous);
  }
  try {
    await once(server, "listening");
  } catch (cause) {
    throw new ControlSocketError(path, "cannot be made. Check the owner and mode of its directory.", {
      cause,
    });
  }
}

async function close(server: Server, connections: Connections): Promise<void> {
  const closed = once(server, "close");
  server.close();
  const cut = setTimeout(() => {
    for (const socket of connections.keys()) socket.destroy();
  }, CLOSE_MILLISECONDS);
  for (const [socket, phase] of connections) if (phase === "receiving") socket.destroy();
  await closed;
  clearTimeout(cut);
}

/** Reads one request, sends one response, and ends the connection. */
async function serve(socket: Socket, connections: Connections, handlers: ControlHandlers): Promise<void> {
  const line = await readLine(socket);
  if (line === undefined) return;
  connections.set(socket, "responding");
  const response = line === "too-long" ? tooLong : await handleRequest(line.text, handlers);
  socket.setTimeout(REQUEST_MILLISECONDS, () => socket.destroy());
  socket.end(`${JSON.stringify(response)}\n`);
  socket.resume();
}

const tooLong: ControlResponse = {
  version: CONTROL_VERSION,
  ok: false,
  error: { code: "REQUEST_TOO_LONG", message: `A request has at most ${MAX_REQUEST_BYTES} bytes.` },
};

/** The first line; nothing when the caller went away or took too long. */
function readLine(socket: Socket): Promise<{ readonly text: string } | "too-long" | undefined> {
  return new Promise((resolve) => {
    const decoder = new StringDecoder("utf8");
    let text = "";
    let bytes = 0;
    const finish = (line: { readonly text: string } | "too-long" | undefined): void => {
      socket.off("data", onData).off("end", onEnd).setTimeout(0);
      resolve(line);
    };
    const onEnd = (): unknown => socket.destroy();
    const onData = (chunk: Buffer): void => {
      bytes += chunk.length;
      text += decoder.write(chunk);
      const end = text.indexOf("\n");
      if (bytes > MAX_REQUEST_BYTES) finish("too-long");
      else if (end >= 0) finish({ text: text.slice(0, end) });
    };
    socket.on("data", onData).on("end", onEnd);
    socket.once("close", () => finish(undefined));
    socket.setTimeout(REQUEST_MILLISECONDS, onEnd);
  });
}

/** Does what one line asks for. Never rejects. */
async function handleRequest(line: string, handlers: ControlHandlers): Promise<ControlResponse> {
  const request = parseRequest(line);
  if (request === undefined) return reject("BAD_REQUEST", "The request is not one of this protocol.");
  if (request.version !== CONTROL_VERSION) {
    const message = `The request has version ${JSON.stringify(request.version)} of the protocol, and this server version ${CONTROL_VERSION}. Use the gatehouse command of the release that runs.`;
    return reject("OTHER_VERSION", message);
  }
  const { operation, operator, input } = request;
  if (!isControlOperation(operation)) return reject("UNKNOWN_OPERATION", "There is no such operation.");
  return perform(operation, { operator, input, handlers });
}

async function perform<Operation extends ControlOperation>(
  operation: Operation,
  { operator, input, handlers }: { operator: string; input: unknown; handlers: ControlHandlers },
): Promise<ControlResponse> {
  const parsed = parseControlInput(operation, input);
  if (parsed === undefined) return reject("BAD_REQUEST", `The input is not one of ${operation}.`);
  // The compiler does not know that name and input match; `parseControlInput` has checked it.
  const method = handlers.administer(operator)[operation] as (input: unknown) => Promise<unknown>;
  try {
    return { version: CONTROL_VERSION, ok: true, output: await method(parsed) };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (error instanceof Error && reportable.has(code)) {
      if (faults.has(code)) handlers.onFault(error);
      return reject(code, error.message);
    }
    handlers.onFault(error);
    return reject("INTERNAL_ERROR", "The server failed to do it; its log has the reason.");
  }
}

function reject(code: string, message: string): ControlResponse {
  return { version: CONTROL_VERSION, ok: false, error: { code, message } };
}

function parseRequest(line: string): ParsedRequest | undefined {
  const value = parseJson(line);
  if (typeof value !== "object" || value === null) return undefined;
  const { version, operation, operator, input } = value as Partial<Record<string, unknown>>;
  if (typeof operation !== "string" || typeof operator !== "string") return undefined;
  return { version, operation, operator: operator.slice(0, MAX_OPERATOR_CHARACTERS), input };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
