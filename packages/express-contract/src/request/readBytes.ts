import type { IncomingMessage } from "node:http";
import { BodyTooLargeError, RequestAbortedError } from "../errors.ts";

const NOTHING = Buffer.alloc(0);

/**
 * Reads the body of a request.
 *
 * @throws BodyTooLargeError as soon as more than `limitBytes` are announced or have come
 * @throws RequestAbortedError when the client goes away before the end
 */
export function readBytes(req: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const announced = Number(req.headers["content-length"] ?? 0);
  if (announced > limitBytes) return Promise.reject(new BodyTooLargeError(limitBytes));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const stop = () => {
      req.off("data", onData).off("end", onEnd).off("error", onGone).off("close", onGone);
    };
    const onData = (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limitBytes) return void chunks.push(chunk);
      stop();
      reject(new BodyTooLargeError(limitBytes));
    };
    const onEnd = () => {
      stop();
      const [first = NOTHING] = chunks;
      resolve(chunks.length > 1 ? Buffer.concat(chunks, length) : first);
    };
    const onGone = (cause?: unknown) => {
      stop();
      reject(new RequestAbortedError(cause));
    };
    req.on("data", onData).on("end", onEnd).on("error", onGone).on("close", onGone);
  });
}
