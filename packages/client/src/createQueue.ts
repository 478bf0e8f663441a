import type { AbortableCall } from "./call.ts";
import { abortError } from "./errors.ts";

/**
 * Runs tasks one after the other, also after a task that failed.
 *
 * @throws {GatehouseTransportError} `ABORTED` or `TIMEOUT` when the signal aborts first; the task does not run then.
 */
type Queue = <T>(call: AbortableCall, task: () => Promise<T>) => Promise<T>;

/** Resolves when the work before is done, or when the signal aborts. */
async function turn(before: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return before;
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const end = (): void => {
      signal.removeEventListener("abort", end);
      resolve();
    };
    signal.addEventListener("abort", end);
    void before.then(end);
  });
}

/** Makes a queue. Uses nothing newer than Node 20, which clients may run on. */
export function createQueue(): Queue {
  let last = Promise.resolve();
  return async (call, task) => {
    const before = last;
    let resolve: () => void = () => undefined;
    last = new Promise((done) => {
      resolve = done;
    });
    try {
      await turn(before, call.signal);
      if (call.signal?.aborted) throw abortError(call, call.signal);
      return await task();
    } finally {
      // A task that gave up waiting must not let the next one overtake those before.
      void before.then(resolve);
    }
  };
}
