const MS_PER_SECOND = 1000;

/** Chooses a share of the calls, evenly spread: with a rate of 0.01 the first and then each hundredth. */
export function createSampler(rate: number): () => boolean {
  if (rate >= 1) return () => true;
  if (rate <= 0) return () => false;
  let saved = 1;
  return () => {
    if (saved < 1) {
      saved += rate;
      return false;
    }
    saved += rate - 1;
    return true;
  };
}

/** Allows so many calls in a second, evenly refilled; an idle second is all that it saves up. */
export function createRateLimit(perSecond: number, monotonicMs: () => number): () => boolean {
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
