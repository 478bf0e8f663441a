/** How two samples of times differ. */
export interface Comparison {
  /** The probability of a difference at least this large between samples of the same distribution. */
  readonly p: number;
  /** Median of the second less median of the first. */
  readonly medianGap: number;
  /** By how much that gap varies from run to run: its standard error, by the middle halves of the samples. */
  readonly gapNoise: number;
}

/**
 * Compares two samples by the rank sum test of Mann and Whitney, two-sided, by the normal approximation with ties
 * corrected; good from about twenty values each.
 */
export function compareSamples(first: readonly number[], second: readonly number[]): Comparison {
  const ranked = [
    ...first.map((value) => ({ value, isFirst: true })),
    ...second.map((value) => ({ value, isFirst: false })),
  ];
  ranked.sort((a, b) => a.value - b.value);
  let rankSum = 0;
  let ties = 0;
  for (let start = 0; start < ranked.length; ) {
    let end = start;
    while (end < ranked.length && ranked[end]?.value === ranked[start]?.value) end += 1;
    const rank = (start + 1 + end) / 2;
    const count = end - start;
    rankSum += rank * ranked.slice(start, end).filter(({ isFirst }) => isFirst).length;
    ties += count ** 3 - count;
    start = end;
  }
  const [n, m] = [first.length, second.length];
  const u = rankSum - (n * (n + 1)) / 2;
  const total = n + m;
  const variance = ((n * m) / 12) * (total + 1 - ties / (total * (total - 1)));
  const z = variance === 0 ? 0 : Math.max(0, Math.abs(u - (n * m) / 2) - 0.5) / Math.sqrt(variance);
  return {
    p: complementaryError(z / Math.SQRT2),
    medianGap: medianOf(second) - medianOf(first),
    gapNoise: Math.hypot(medianNoiseOf(first), medianNoiseOf(second)),
  };
}

/**
 * Compares two samples whose values were taken in pairs, one right after the other, by the signed rank test of Wilcoxon,
 * two-sided, by the normal approximation with ties corrected. Load that slows both of a pair has no influence, so that a
 * slow machine yields the same result as a fast one, only later.
 *
 * @throws {RangeError} when the samples differ in length
 */
export function comparePairs(first: readonly number[], second: readonly number[]): Comparison {
  if (first.length !== second.length) throw new RangeError("Pairs need samples of one length.");
  const differences = second.map((value, index) => value - (first[index] ?? Number.NaN));
  const ranked = differences.filter((value) => value !== 0).sort((a, b) => Math.abs(a) - Math.abs(b));
  let rankSum = 0;
  let ties = 0;
  for (let start = 0; start < ranked.length; ) {
    let end = start;
    while (end < ranked.length && Math.abs(ranked[end] ?? 0) === Math.abs(ranked[start] ?? 0)) end += 1;
    const count = end - start;
    const rank = (start + 1 + end) / 2;
    rankSum += rank * ranked.slice(start, end).filter((value) => value > 0).length;
    ties += count ** 3 - count;
    start = end;
  }
  const n = ranked.length;
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - ties / 48;
  const z =
    variance <= 0 ? 0 : Math.max(0, Math.abs(rankSum - (n * (n + 1)) / 4) - 0.5) / Math.sqrt(variance);
  return {
    p: complementaryError(z / Math.SQRT2),
    medianGap: medianOf(differences),
    gapNoise: medianNoiseOf(differences),
  };
}

/** The standard error of a median, as of a normal distribution with this middle half. */
function medianNoiseOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  const deviation = (at(0.75) - at(0.25)) / 1.349;
  return (1.2533 * deviation) / Math.sqrt(sorted.length);
}

/** The middle value. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}

/** erfc for values of 0 and above, to seven digits (Abramowitz and Stegun, 7.1.26). */
function complementaryError(x: number): number {
  const t = 1 / (1 + 0.3275911 * x);
  const terms = [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429];
  return terms.reduceRight((sum, term) => (sum + term) * t, 0) * Math.exp(-x * x);
}
