/**
 * Makes a sampler that says yes to a share of the calls, evenly spread: with a rate of 0.01, to the
 * first and then to each hundredth.
 */
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
