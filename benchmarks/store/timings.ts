/** Some times in milliseconds, in order of size. */
export interface Timings {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

/** Sorts out times in milliseconds. */
export function timingsOf(times: readonly number[]): Timings {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), longest: sorted.at(-1) ?? 0 };
}

/** Runs work one time after the other and times each. */
export async function timeEach(count: number, work: (index: number) => Promise<unknown>): Promise<Timings> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const startedMs = performance.now();
    await work(index);
    times.push(performance.now() - startedMs);
  }
  return timingsOf(times);
}
