import type { Writable } from "node:stream";
import type { LineSink } from "./LineSink.ts";

/**
 * Writes lines to a stream, usually `process.stdout`.
 *
 * A write is done when the stream has handed it on, so a reader that does not read holds back this sink and nothing
 * else. `fs.write` is not used on purpose: it would park one of the few threads that the whole process shares, and a
 * parked thread keeps the process from exiting.
 */
export function createStreamSink(stream: Writable): LineSink {
  // A stream without a listener turns a reader that went away (EPIPE) into a crash; the write reports it as well.
  const ignore = (): void => undefined;
  stream.on("error", ignore);
  return {
    write: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => (error ? reject(error) : resolve()));
      }),
    async close() {
      stream.off("error", ignore);
    },
  };
}
