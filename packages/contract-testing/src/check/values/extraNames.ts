import * as fc from "fast-check";
import type { ObjectFacts } from "./objectFacts.ts";
import type { ValueSource } from "./ValueSource.ts";

/** Names for properties that a document does not name, but may set rules for. */
export function extraNames(source: ValueSource, { names, properties }: ObjectFacts): fc.Arbitrary<string> {
  if (names.length === 0) return fc.stringMatching(/^[a-z][a-zA-Z0-9]{2,9}$/);
  return source
    .values(names, { channel: "json", depth: 0 })
    .map(String)
    .filter((name) => !properties.has(name));
}
