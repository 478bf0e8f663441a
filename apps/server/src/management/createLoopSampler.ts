/** What `createLoopSampler` works with. */
export interface LoopSamplerOptions {
  /** A clock that only goes forward, in milliseconds: `performance.now`. */
  readonly monotonicMs: () => number;
  /** Told how late each timer came, and how long before it had been set. */
  readonly onDelay: (delayMilliseconds: number, intervalMilliseconds: number) => void;
  /** @default 20 */
  readonly intervalMilliseconds?: number;
}

/**
 * Measures the delay of the event loop by how late a timer comes.
 *
 * `monitorEventLoopDelay` of Node gives percentiles since its last reset, so that two readers spoil each other's
 * figures; single samples can be counted in buckets that many may read.
 *
 * @returns a function that ends it
 */
export function createLoopSampler({
  monotonicMs,
  onDelay,
  intervalMilliseconds = 20,
}: LoopSamplerOptions): () => void {
  let due = monotonicMs() + intervalMilliseconds;
  const timer = setInterval(() => {
    const now = monotonicMs();
    onDelay(Math.max(0, now - due), intervalMilliseconds);
    due = now + intervalMilliseconds;
  }, intervalMilliseconds).unref();
  return () => clearInterval(timer);
}
