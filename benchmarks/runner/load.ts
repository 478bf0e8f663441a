/**
 * A load generator on raw sockets: each connection sends its request again as soon as the answer is whole.
 * It spends far less per request than the cheapest server, so that the server is what is measured.
 */
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { connect as connectTls } from "node:tls";

/** What to send, and how hard. */
export interface LoadOptions {
  readonly port: number;
  /** Whether to speak TLS, whatever the certificate. */
  readonly tls?: boolean | undefined;
  /** The whole request, head and body. */
  readonly request: string;
  readonly connections: number;
  readonly seconds: number;
  /** The processor time that the server has taken so far. */
  readonly cpuMicroseconds?: () => Promise<number>;
  /** Goes on beyond `seconds` until so many answers have come, `MOST_EXTENSIONS` times as long at most. */
  readonly leastAnswers?: number;
}

/** What came of it. */
export interface LoadResult {
  readonly answers: number;
  /** How long these answers took. */
  readonly seconds: number;
  /** What the server took of the processor for them; `NaN` where nobody asked. */
  readonly cpuMicroseconds: number;
  /** Answers with another status than 200. */
  readonly refused: number;
}

/** On a machine that is busy with other work a server takes long to get warm. */
const MOST_EXTENSIONS = 20;
const OK = "HTTP/1.1 200";

/** The length of the answer that a buffer begins with; `undefined` while its head is not whole. */
function answerLength(text: string): number | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [, length] = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, end + 2)) ?? [];
  return end + 4 + Number(length ?? 0);
}

interface Count {
  answers: number;
  refused: number;
}

/** Sends the request again and again; resolves with the first answer. */
function drive(socket: Socket, request: Buffer, count: Count): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let text = "";
  socket.setNoDelay(true);
  // Both kinds of socket send what was written before they were connected.
  socket.write(request);
  socket.on("data", (chunk: Buffer) => {
    // All bodies of the comparison are ASCII, so that characters and bytes are the same.
    text = text === "" ? chunk.toString("latin1") : text + chunk.toString("latin1");
    const length = answerLength(text);
    if (length === undefined || text.length < length) return;
    count.answers += 1;
    if (!text.startsWith(OK)) count.refused += 1;
    text = text.slice(length);
    socket.write(request);
    resolve();
  });
  socket.on("error", reject);
  return promise;
}

/** Loads a server on the loopback interface for a while, counted from the first answer on every connection. */
export async function load(options: LoadOptions): Promise<LoadResult> {
  const { port, tls = false, request, connections, seconds, leastAnswers = 0, cpuMicroseconds } = options;
  const count: Count = { answers: 0, refused: 0 };
  const bytes = Buffer.from(request);
  const address = { port, host: "127.0.0.1", rejectUnauthorized: false };
  const sockets = Array.from({ length: connections }, () => (tls ? connectTls(address) : connect(address)));
  await Promise.all(sockets.map((socket) => drive(socket, bytes, count)));
  const cpuBefore = (await cpuMicroseconds?.()) ?? 0;
  const before = count.answers;
  const started = performance.now();
  for (let parts = 0; parts < MOST_EXTENSIONS && (parts === 0 || count.answers < leastAnswers); parts += 1) {
    await delay(seconds * 1000);
  }
  const elapsed = (performance.now() - started) / 1000;
  const answers = count.answers - before;
  const cpu = ((await cpuMicroseconds?.()) ?? Number.NaN) - cpuBefore;
  for (const socket of sockets) socket.destroy();
  const { refused } = count;
  return { answers, refused, seconds: elapsed, cpuMicroseconds: cpu };
}
