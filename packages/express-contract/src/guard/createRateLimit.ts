const MS_PER_SECOND = 1000;

/** What a rate limit is made of. */
export interface RateLimitOptions {
  readonly perSecond: number;
  /** A clock that only goes forward. */
  readonly monotonicMs: () => number;
}

/** Makes a limit that says yes so often in a second, evenly refilled; an idle second is all that it saves up. */
export function createRateLimit({ perSecond, monotonicMs }: RateLimitOptions): () => boolean {
  let tokens = perSecond;
  let refilledAtMs = monotonicMs();
  return () => {
    const nowMs = monotonicMs();
    tokens = Math.min(perSecond, tokens + ((nowMs - refilledAtMs) * perSecond) / MS_PER_SECOND);
    refilledAtMs = nowMs;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
