/** For each format the wider ones that take all of its texts. */
const WIDER: ReadonlyMap<string, readonly string[]> = new Map([
  ["uri", ["uri-reference", "iri", "iri-reference"]],
  ["uri-reference", ["iri-reference"]],
  ["email", ["idn-email"]],
  ["hostname", ["idn-hostname"]],
]);

/** Formats that take every value of their type. */
const HINTS: ReadonlySet<string> = new Set(["password", "binary", "float", "double"]);

/** Tells whether every value of the first format is one of the second. */
export function formatImplies(format: string, other: string): boolean {
  return format === other || HINTS.has(other) || (WIDER.get(format)?.includes(other) ?? false);
}
