/**
 * A load generator on raw sockets: each connection sends its request again as soon as the answer is whole.
 * It spends far less per request than the cheapest server, so that the server is what is measured.
 */
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** What to send, and how hard. */
export interface LoadOptions {
  readonly port: number;
  /** The whole request, head and body. */
  readonly request: string;
  readonly connections: number;
  readonly seconds: number;
  /** Goes on beyond `seconds` until so many answers have come, three times as long at most. */
  readonly leastAnswers?: number;
}

/** What came of it. */
export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly answers: number;
  /** Answers with another status than 200. */
  readonly refused: number;
}

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

function drive(socket: Socket, request: Buffer, count: Count): void {
  let text = "";
  socket.setNoDelay(true);
  socket.on("connect", () => socket.write(request));
  socket.on("data", (chunk: Buffer) => {
    // All bodies of the comparison are ASCII, so that characters and bytes are the same.
    text = text === "" ? chunk.toString("latin1") : text + chunk.toString("latin1");
    const length = answerLength(text);
    if (length === undefined || text.length < length) return;
    count.answers += 1;
    if (!text.startsWith(OK)) count.refused += 1;
    text = text.slice(length);
    socket.write(request);
  });
}

/** Loads a server on the loopback interface for a while. */
export async function load(options: LoadOptions): Promise<LoadResult> {
  const { port, request, connections, seconds, leastAnswers = 0 } = options;
  const count: Count = { answers: 0, refused: 0 };
  const bytes = Buffer.from(request);
  const sockets = Array.from({ length: connections }, () => connect(port, "127.0.0.1"));
  for (const socket of sockets) drive(socket, bytes, count);
  const started = performance.now();
  for (let parts = 0; parts < 3 && (parts === 0 || count.answers < leastAnswers); parts += 1) {
    await delay(seconds * 1000);
  }
  const elapsed = (performance.now() - started) / 1000;
  for (const socket of sockets) socket.destroy();
  return { ...count, requestsPerSecond: count.answers / elapsed };
}
