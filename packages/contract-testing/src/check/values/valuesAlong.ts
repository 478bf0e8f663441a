import type { JsonValue } from "@gatehouse/contract";
import type * as fc from "fast-check";
import type { Hop } from "./Position.ts";
import type { ValueContext, ValuePlan, ValueSource } from "./ValueSource.ts";

/** Makes the values at the end of a way into a value. */
export type LeafValues = (context: ValueContext) => fc.Arbitrary<JsonValue> | undefined;

/**
 * Values that conform to their schemas everywhere but at one position inside, which is always present and has values of
 * its own.
 *
 * @returns `undefined` where the position cannot be reached.
 */
export function valuesAlong(
  source: ValueSource,
  hops: readonly Hop[],
  { context, leaf }: { readonly context: ValueContext; readonly leaf: LeafValues },
): fc.Arbitrary<JsonValue> | undefined {
  const [hop, ...rest] = hops;
  if (hop === undefined) return leaf(context);
  const conjunction = source.expand(hop.pieces)[hop.way];
  if (conjunction === undefined) return undefined;
  const inner = { ...context, depth: context.depth + 1 };
  const child = valuesAlong(source, rest, { context: inner, leaf });
  return child && source.conjunctionValues(conjunction, context, planFor(source, hop, child));
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
    case "prefix item":
      return { item: { values, index: child.index } };
  }
}
