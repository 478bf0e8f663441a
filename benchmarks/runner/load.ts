/**
 * A load generator on raw sockets: each connection sends its request again as soon as the response is complete.
 * It needs far less processor time for a request than the cheapest server, so it does not limit the server.
 */
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { connect as connectTls } from "node:tls";

/** Options of a load. */
export interface LoadOptions {
  readonly port: number;
  /** Whether to use TLS; every certificate is accepted. */
  readonly tls?: boolean | undefined;
  /** The whole request, head and body. */
  readonly request: string;
  readonly connections: number;
  readonly seconds: number;
  /** Returns the processor time of the server so far. */
  readonly cpuMicroseconds?: () => Promise<number>;
  /** Goes on beyond `seconds` until there are this many responses, at most `MOST_EXTENSIONS` times as long. */
  readonly leastResponses?: number;
}

/** The result of a load. */
export interface LoadResult {
  readonly responses: number;
  /** The time in which the responses arrived. */
  readonly seconds: number;
  /** The processor time of the server for them; `NaN` without `cpuMicroseconds` in the options. */
  readonly cpuMicroseconds: number;
  /** Responses with another status than 200. */
  readonly rejected: number;
}

/** On a machine that is busy with other work a server takes long to get warm. */
const MOST_EXTENSIONS = 20;
const OK = "HTTP/1.1 200";

/** The length of the response at the start of a buffer; `undefined` while its head is incomplete. */
function responseLength(text: string): number | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [, length] = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, end + 2)) ?? [];
  return end + 4 + Number(length ?? 0);
}

interface Count {
  responses: number;
  rejected: number;
}

/** Sends the request again and again; resolves with the first response. */
function drive(socket: Socket, request: Buffer, count: Count): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let text = "";
  socket.setNoDelay(true);
  // Both kinds of socket send what was written before they were connected.
  socket.write(request);
  socket.on("data", (chunk: Buffer) => {
    // All bodies of the comparison are ASCII, so that characters and bytes are the same.
    text = text === "" ? chunk.toString("latin1") : text + chunk.toString("latin1");
    const length = responseLength(text);
    if (length === undefined || text.length < length) return;
    count.responses += 1;
    if (!text.startsWith(OK)) count.rejected += 1;
    text = text.slice(length);
    socket.write(request);
    resolve();
  });
  socket.on("error", reject);
  return promise;
}

/** Loads a server on the loopback interface; the time starts when each connection has had its first response. */
export async function load(options: LoadOptions): Promise<LoadResult> {
  const { port, tls = false, request, connections, seconds, leastResponses = 0, cpuMicroseconds } = options;
  const count: Count = { responses: 0, rejected: 0 };
  const bytes = Buffer.from(request);
  const address = { port, host: "127.0.0.1", rejectUnauthorized: false };
  const sockets = Array.from({ length: connections }, () => (tls ? connectTls(address) : connect(address)));
  await Promise.all(sockets.map((socket) => drive(socket, bytes, count)));
  const cpuBefore = (await cpuMicroseconds?.()) ?? 0;
  const before = count.responses;
  const started = performance.now();
  for (
    let parts = 0;
    parts < MOST_EXTENSIONS && (parts === 0 || count.responses < leastResponses);
    parts += 1
  ) {
    await delay(seconds * 1000);
  }
  const elapsed = (performance.now() - started) / 1000;
  const responses = count.responses - before;
  const cpu = ((await cpuMicroseconds?.()) ?? Number.NaN) - cpuBefore;
  for (const socket of sockets) socket.destroy();
  const { rejected } = count;
  return { responses, rejected, seconds: elapsed, cpuMicroseconds: cpu };
}
