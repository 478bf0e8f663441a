/** Lets a limited number of password checks run at once and a short line wait (OPS-04). */
export interface HashingGate {
  /** Runs the work when it is its turn, or turns it away at once when the line is too long. */
  run<T>(work: () => Promise<T>, order?: GateOrder): Promise<GateResult<T>>;
  /** How many wait now, for a metric. */
  readonly waiting: number;
  /** How many run now, for a metric. */
  readonly running: number;
}

/**
 * `first` for work that goes before all that waits, in a line of its own: somebody who signed in from this address before
 * must not wait behind a flood of strangers (AUT-08).
 */
export type GateOrder = "first" | "in-turn";

/** What became of the work. */
export type GateResult<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "busy"; readonly retryAfterSeconds: number };

/** How long the line may be, in time: more than this is not worth waiting for. */
const LINE_MS = 1000;
/** What a check is taken to last before the first one was measured. */
const FIRST_GUESS_MS = 60;
/** Weight of the newest measurement. */
const SMOOTHING = 0.1;

/** Options of a gate. */
export interface HashingGateOptions {
  /** How many checks run at once, see `hashingConcurrencyOf`. */
  readonly concurrency: number;
  /** Milliseconds of a clock that never steps, such as `performance.now`. */
  readonly monotonicMs: () => number;
}

/** An open gate. The line is as long as about one second of work, measured while running. */
export function createHashingGate({ concurrency, monotonicMs }: HashingGateOptions): HashingGate {
  const lines: Readonly<Record<GateOrder, (() => void)[]>> = { first: [], "in-turn": [] };
  let running = 0;
  let usualMs = FIRST_GUESS_MS;

  const maxWaiting = () => Math.max(1, Math.floor((LINE_MS / usualMs) * concurrency));

  async function enter(order: GateOrder): Promise<void> {
    if (running >= concurrency) await new Promise<void>((resolve) => lines[order].push(resolve));
    else running += 1;
  }

  /** The place goes straight to the next in line, so that nobody slips in between. */
  function leave(): void {
    const next = lines.first.shift() ?? lines["in-turn"].shift();
    if (next === undefined) running -= 1;
    else next();
  }

  return {
    get waiting() {
      return lines.first.length + lines["in-turn"].length;
    },
    get running() {
      return running;
    },
    async run<T>(work: () => Promise<T>, order: GateOrder = "in-turn"): Promise<GateResult<T>> {
      if (running >= concurrency && lines[order].length >= maxWaiting()) {
        return { kind: "busy", retryAfterSeconds: Math.ceil(LINE_MS / 1000) };
      }
      await enter(order);
      const startedMs = monotonicMs();
      try {
        return { kind: "done", value: await work() };
      } finally {
        usualMs += SMOOTHING * (monotonicMs() - startedMs - usualMs);
        leave();
      }
    },
  };
}

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
