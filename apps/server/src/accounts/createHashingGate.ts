import type { GateResult, HashingGate } from "./HashingGate.ts";

/** How long the line may be, in time: more than this is not worth waiting for. */
const LINE_MS = 1000;
/** What a check is taken to last before the first one was measured. */
const FIRST_GUESS_MS = 60;
/** Weight of the newest measurement. */
const SMOOTHING = 0.1;

/** What a gate is made of. */
export interface HashingGateOptions {
  /** How many checks run at once, see `hashingConcurrencyOf`. */
  readonly concurrency: number;
  /** Milliseconds of a clock that never steps, such as `performance.now`. */
  readonly monotonicMs: () => number;
}

/** An open gate. The line is as long as about one second of work, measured while running. */
export function createHashingGate({ concurrency, monotonicMs }: HashingGateOptions): HashingGate {
  const line: (() => void)[] = [];
  let running = 0;
  let usualMs = FIRST_GUESS_MS;

  const maxWaiting = () => Math.max(1, Math.floor((LINE_MS / usualMs) * concurrency));

  async function enter(): Promise<void> {
    if (running >= concurrency) await new Promise<void>((resolve) => line.push(resolve));
    else running += 1;
  }

  /** The place goes straight to the next in line, so that nobody slips in between. */
  function leave(): void {
    const next = line.shift();
    if (next === undefined) running -= 1;
    else next();
  }

  return {
    get waiting() {
      return line.length;
    },
    get running() {
      return running;
    },
    async run<T>(work: () => Promise<T>): Promise<GateResult<T>> {
      if (running >= concurrency && line.length >= maxWaiting()) {
        return { kind: "busy", retryAfterSeconds: Math.ceil(LINE_MS / 1000) };
      }
      await enter();
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
