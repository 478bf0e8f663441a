/** Limits of a number. */
export interface Range {
  readonly low?: number;
  readonly high?: number;
}

/** Whether a text is an integer within limits. */
export function isInteger(text: string, { low = -1e300, high = 1e300 }: Range): boolean {
  return /^-?\d+$/.test(text) && Number(text) >= low && Number(text) <= high;
}

/** Whether all texts are integers within limits. */
export function areIntegers(texts: readonly string[], range: Range): boolean {
  return texts.every((text) => isInteger(text, range));
}

/** The items of a text; none where there is no text. */
export function splitText(text: string | undefined, separator: string): readonly string[] {
  return text === undefined ? [] : text.split(separator);
}

/** `a=1,b=2` as `a,1,b,2`. */
export function pairsOf(text: string): readonly string[] {
  return text.split(",").flatMap((pair) => pair.split("="));
}

/** Whether texts are two names, in any order, each followed by an integer. */
export function isPair(texts: readonly string[], first: string, second: string): boolean {
  if (texts.length !== 4) return false;
  const [one = "", oneValue = "", other = "", otherValue = ""] = texts;
  return (
    [one, other].sort().join() === [first, second].sort().join() && areIntegers([oneValue, otherValue], {})
  );
}

/** The names of a query with all their values, decoded. */
export function queryOf(text: string): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const pair of text === "" ? [] : text.split("&")) {
    const [name = "", ...rest] = pair.split("=");
    const key = decodeURIComponent(name);
    values.set(key, [...(values.get(key) ?? []), decodeURIComponent(rest.join("=").replaceAll("+", " "))]);
  }
  return values;
}
