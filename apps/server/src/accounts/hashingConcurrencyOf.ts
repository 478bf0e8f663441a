/** The size of Node's thread pool unless `UV_THREADPOOL_SIZE` says otherwise. */
const DEFAULT_POOL_THREADS = 4;

/** The machine a gate is sized for. */
export interface HashingMachine {
  readonly cores: number;
  readonly poolThreads?: number;
}

/**
 * How many password checks may run at once: all cores but one, and one thread of the pool less than there are.
 * Files and name look-ups use the same pool, and wait behind every hash that takes its last thread.
 */
export function hashingConcurrencyOf({ cores, poolThreads = DEFAULT_POOL_THREADS }: HashingMachine): number {
  return Math.max(1, Math.min(cores - 1, poolThreads - 1));
}
