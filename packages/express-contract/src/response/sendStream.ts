import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { ReadableStream } from "node:stream/web";

/**
 * A body that comes bit by bit: a `Readable` of Node, a `ReadableStream` of the web, or any generator. With a
 * `contentLength` in bytes the client is told how much is to come.
 */
export type BodyStream = AsyncIterable<string | Uint8Array> & { readonly contentLength?: number };

/** Whether a body is a stream of text or bytes. */
export function isBodyStream(body: unknown): body is BodyStream {
  return typeof body === "object" && body !== null && Symbol.asyncIterator in body;
}

/** How a stream is sent. */
export interface StreamOptions {
  writeHead(): void;
  /** Sends the head before the first bytes are there; an error of the source then ends the connection. */
  readonly isHeadSentFirst: boolean;
  /** Sends the head in a packet of its own. */
  readonly isHeadFlushed: boolean;
  /** The response has no body; the source is closed unread. */
  readonly isHead: boolean;
}

/**
 * Sends a stream as the body of a response, no faster than the client reads it. The source is closed when the client
 * goes away. The head waits for the first bytes, so that an error of the source before them can still become an error
 * response; an error after the head destroys the connection, which is how the client learns that bytes are missing.
 *
 * @throws the error of the source; where `res.destroyed` is true by then, the head had been sent
 */
export async function sendStream(
  res: ServerResponse,
  body: BodyStream,
  options: StreamOptions,
): Promise<void> {
  const source = toReadable(body);
  // An error that comes while nobody reads from the source is seen by the next read.
  source.on("error", () => undefined);
  const head = { isWritten: false };
  // One listener for the whole stream: wrappers of responses hand listeners on and cannot take them back.
  let wake: () => void = () => undefined;
  const onDrain = () => wake();
  const onClose = () => {
    source.destroy();
    wake();
  };
  const drained = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
      if (res.destroyed) resolve();
    });
  if (res.destroyed) return void source.destroy();
  res.on("drain", onDrain).on("close", onClose);
  try {
    await copy(source, res, { ...options, head, drained });
  } catch (error) {
    if (res.destroyed) return;
    if (head.isWritten) res.destroy();
    throw error;
  } finally {
    res.off("drain", onDrain).off("close", onClose);
    source.destroy();
  }
}

interface Copying extends StreamOptions {
  readonly head: { isWritten: boolean };
  /** Resolves when the response takes more, or never will. */
  drained(): Promise<void>;
}

async function copy(source: Readable, res: ServerResponse, copying: Copying): Promise<void> {
  if (copying.isHead || copying.isHeadSentFirst) sendHead(res, copying);
  if (copying.isHead) return void res.end();
  for await (const chunk of source) {
    sendHead(res, copying);
    if (!isOver(res) && !res.write(chunk)) await copying.drained();
    // Closed before the loop is left, which would close it with an error.
    if (isOver(res)) return void source.destroy();
  }
  sendHead(res, copying);
  if (!isOver(res)) res.end();
}

/** The client is gone, or the response guard has sent another response in place of this one. */
function isOver(res: ServerResponse): boolean {
  return res.destroyed || res.writableEnded;
}

function sendHead(res: ServerResponse, { head, writeHead, isHeadFlushed, isHead }: Copying): void {
  if (head.isWritten) return;
  writeHead();
  head.isWritten = true;
  if (isHead) return;
  // A body shorter or longer than the announced length would shift the next response of the connection.
  res.strictContentLength = true;
  if (isHeadFlushed) res.flushHeaders();
}

function toReadable(body: BodyStream): Readable {
  if (body instanceof Readable) return body;
  if (body instanceof ReadableStream) return Readable.fromWeb(body);
  return Readable.from(body, { objectMode: true, highWaterMark: 1 });
}
