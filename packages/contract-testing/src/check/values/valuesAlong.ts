import type { JsonValue } from "@gatehouse/contract";
import type * as fc from "fast-check";
import type { Hop } from "./Site.ts";
import type { Place, ValuePlan, ValueSource } from "./ValueSource.ts";

/** Makes the values at the end of a way into a value. */
export type LeafValues = (place: Place) => fc.Arbitrary<JsonValue> | undefined;

/**
 * Values that fit their schemas everywhere but at one place inside, which is always there and has values of its own.
 *
 * @returns `undefined` where the place cannot be reached.
 */
export function valuesAlong(
  source: ValueSource,
  hops: readonly Hop[],
  { place, leaf }: { readonly place: Place; readonly leaf: LeafValues },
): fc.Arbitrary<JsonValue> | undefined {
  const [hop, ...rest] = hops;
  if (hop === undefined) return leaf(place);
  const conjunction = source.expand(hop.pieces)[hop.way];
  if (conjunction === undefined) return undefined;
  const inner = { ...place, depth: place.depth + 1 };
  const child = valuesAlong(source, rest, { place: inner, leaf });
  return child && source.conjunctionValues(conjunction, place, planFor(source, hop, child));
}

function planFor(source: ValueSource, { child }: Hop, values: fc.Arbitrary<JsonValue>): ValuePlan {
  switch (child.kind) {
    case "property":
      return { force: { name: child.name, values } };
    case "additional":
      return { extra: { values } };
    case "pattern":
      return { extra: { values, names: source.matching(child.pattern, { minimum: 1, maximum: 40 }) } };
    case "item":
      return { item: { values } };
    case "place":
      return { item: { values, index: child.index } };
  }
}
