import { Agent, type IncomingHttpHeaders, request as requestPlain } from "node:http";
import { request as requestTls, Agent as TlsAgent } from "node:https";
import { connect, type Socket } from "node:net";
import { text as readText } from "node:stream/consumers";
import { connect as connectTls } from "node:tls";

/** One request. Bodies are sent as JSON, texts as they are. */
export interface TargetRequest {
  /** @default "GET" */
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Goes into `x-hm-authorization`. */
  readonly token?: string;
  readonly body?: unknown;
  /** The loopback address that it comes from, such as `127.3.4.5`; it then has a connection of its own. */
  readonly from?: string;
  /** Where the connection comes from; another one than that of all requests stays apart from theirs. */
  readonly agent?: Agent;
  /** @default 30000 */
  readonly longestMilliseconds?: number;
}

/** The response to a request. */
export interface TargetResponse {
  /** 0 without a response; `text` then names the cause. */
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** From the first byte sent to the last one read. */
  readonly milliseconds: number;
}

const plainAgent = new Agent({ keepAlive: true });
const tlsAgent = new TlsAgent({ keepAlive: true, rejectUnauthorized: false });

/** Sends a request to a loopback origin and waits for the whole response; never rejects. */
export function send(
  origin: string,
  { method = "GET", path, from, ...rest }: TargetRequest,
): Promise<TargetResponse> {
  const { protocol, hostname, port } = new URL(loopbackOnly(origin));
  const isTls = protocol === "https:";
  const startedAt = performance.now();
  const headers = headersOf(rest);
  const address = { host: hostname, port, method, path, headers, rejectUnauthorized: false };
  const { agent = isTls ? tlsAgent : plainAgent } = rest;
  const way = from === undefined ? { agent } : { agent: false as const, localAddress: from };
  const { promise, resolve } = Promise.withResolvers<TargetResponse>();
  const fail = (error: Error): void => {
    const milliseconds = performance.now() - startedAt;
    resolve({ status: 0, headers: {}, text: error.message, milliseconds });
  };
  const sent = (isTls ? requestTls : requestPlain)({ ...address, ...way }, (response) => {
    const { statusCode: status = 0 } = response;
    readText(response).then((text) => {
      resolve({ status, headers: response.headers, text, milliseconds: performance.now() - startedAt });
    }, fail);
  });
  sent.setTimeout(rest.longestMilliseconds ?? 30_000, () => sent.destroy(new Error("No response in time.")));
  sent.once("error", fail);
  if (rest.body === undefined) sent.end();
  else sent.end(typeof rest.body === "string" ? rest.body : JSON.stringify(rest.body));
  return promise;
}

function headersOf({ headers, token, body }: Pick<TargetRequest, "headers" | "token" | "body">) {
  return {
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(token === undefined ? {} : { "x-hm-authorization": token }),
    ...(headers as Record<string, string | string[]> | undefined),
  };
}

/** Opens a connection to a loopback origin. Its errors are swallowed: an attacker expects to be cut. */
export async function openConnection(origin: string, from?: string): Promise<Socket> {
  const { protocol, hostname, port } = new URL(loopbackOnly(origin));
  const address = {
    host: hostname,
    port: Number(port),
    ...(from === undefined ? {} : { localAddress: from }),
  };
  const isTls = protocol === "https:";
  const socket = isTls ? connectTls({ ...address, rejectUnauthorized: false }) : connect(address);
  await new Promise<void>((resolve) => {
    socket.once(isTls ? "secureConnect" : "connect", () => resolve());
    socket.once("error", () => resolve());
  });
  socket.on("error", () => undefined);
  return socket;
}

/** What came back over a connection. */
export interface Conversation {
  readonly text: string;
  /** Whether the server closed the connection within the time. */
  readonly closed: boolean;
}

/**
 * Writes bytes as they are and gives everything that comes back until the server closes the connection.
 *
 * @param longestMilliseconds how long to wait for that; what came until then is given @default 2000
 */
export async function sendRaw(
  origin: string,
  bytes: string | Buffer,
  { longestMilliseconds = 2000, halfClose = false } = {},
): Promise<Conversation> {
  const socket = await openConnection(origin);
  let text = "";
  socket.on("data", (chunk: Buffer) => {
    text += chunk.toString("latin1");
  });
  const { promise: closed, resolve } = Promise.withResolvers<boolean>();
  socket.once("close", () => resolve(true));
  const timer = setTimeout(() => resolve(false), longestMilliseconds);
  if (halfClose) socket.end(bytes);
  else socket.write(bytes);
  const outcome = await closed;
  clearTimeout(timer);
  socket.destroy();
  return { text, closed: outcome };
}

/** Gives everything that comes until the server closes the connection. */
export async function readAll(socket: Socket): Promise<string> {
  let text = "";
  socket.on("data", (chunk: Buffer) => {
    text += chunk.toString("latin1");
  });
  await new Promise<void>((resolve) => socket.once("close", () => resolve()));
  return text;
}

/** Closes the connections that are kept for later requests. */
export function hangUp(): void {
  plainAgent.destroy();
  tlsAgent.destroy();
}

/** Attacks go to this machine and nowhere else. @throws {Error} for any other address */
function loopbackOnly(origin: string): string {
  const { hostname } = new URL(origin);
  if (/^127\.\d+\.\d+\.\d+$/.test(hostname) || hostname === "[::1]" || hostname === "localhost")
    return origin;
  throw new Error(`${origin} is not a loopback address; attacks stay on this machine.`);
}
