import * as fc from "fast-check";
import { lazyArbitrary } from "./lazyArbitrary.ts";
import type { ObjectFacts } from "./objectFacts.ts";
import type { ValueSource } from "./ValueSource.ts";

/** Names as most documents have them. */
export const ORDINARY_NAMES = lazyArbitrary(() => fc.stringMatching(/^[a-z][a-zA-Z0-9]{2,9}$/));

/** Names for properties that a document does not name, but may set rules for. */
export function extraNames(source: ValueSource, { names, properties }: ObjectFacts): fc.Arbitrary<string> {
  if (names.length === 0) return ORDINARY_NAMES;
  return source
    .values(names, { channel: "json", depth: 0 })
    .map(String)
    .filter((name) => !properties.has(name));
}
