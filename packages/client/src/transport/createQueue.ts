import { abortFault } from "../errors/abortFault.ts";
import type { AbortableCall } from "./Call.ts";

/**
 * Runs tasks one after the other, whatever becomes of those before.
 *
 * @throws {GatehouseTransportError} `ABORTED` or `TIMEOUT` when the signal aborts first; the task does not run then.
 */
export type Queue = <T>(call: AbortableCall, task: () => Promise<T>) => Promise<T>;

/** Resolves when the work before is done, or when the signal aborts. */
async function turn(before: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return before;
  if (signal.aborted) return;
  const { promise: aborted, resolve } = Promise.withResolvers<void>();
  const listener = (): void => resolve();
  signal.addEventListener("abort", listener);
  await Promise.race([before, aborted]);
  signal.removeEventListener("abort", listener);
}

/** Makes a queue. */
export function createQueue(): Queue {
  let last = Promise.resolve();
  return async (call, task) => {
    const before = last;
    const { promise, resolve } = Promise.withResolvers<void>();
    last = promise;
    try {
      await turn(before, call.signal);
      if (call.signal?.aborted) throw abortFault(call, call.signal);
      return await task();
    } finally {
      // A task that gave up waiting must not let the next one overtake those before.
      void before.then(resolve);
    }
  };
}
