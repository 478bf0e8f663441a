import { escapeSegment, isJsonObject } from "@gatehouse/contract";
import { prefixPieces, restPieces } from "./arrayArbitrary.ts";
import type { Conjunction, Piece } from "./Conjunction.ts";
import { objectFacts } from "./objectFacts.ts";
import type { Child } from "./Position.ts";

/** A child of a value with its schemas. */
export interface ChildSchemas {
  readonly child: Child;
  readonly pieces: readonly Piece[];
  /** How a JSON pointer goes on to it; `*` for any. */
  readonly segment: string;
}

/** The children that a conjunction has schemas for. */
export function childSchemas(conjunction: Conjunction): readonly ChildSchemas[] {
  return [...propertySchemas(conjunction), ...itemSchemas(conjunction)];
}

function propertySchemas(conjunction: Conjunction): readonly ChildSchemas[] {
  const { properties, patterns, additional = [] } = objectFacts(conjunction);
  const children: ChildSchemas[] = [];
  for (const [name, pieces] of properties) {
    children.push({ child: { kind: "property", name }, pieces, segment: escapeSegment(name) });
  }
  for (const [pattern, pieces] of patterns) {
    children.push({ child: { kind: "pattern", pattern }, pieces, segment: "*" });
  }
  if (additional.length > 0)
    children.push({ child: { kind: "additional" }, pieces: additional, segment: "*" });
  return children;
}

function itemSchemas(conjunction: Conjunction): readonly ChildSchemas[] {
  const prefix = prefixPieces(conjunction).map((pieces, index): ChildSchemas => {
    return { child: { kind: "prefix item", index }, pieces, segment: String(index) };
  });
  const items = restPieces(conjunction) ?? [];
  const hasItems = prefix.length === 0 && items.some(({ schema }) => isJsonObject(schema));
  return hasItems ? [...prefix, { child: { kind: "item" }, pieces: items, segment: "*" }] : prefix;
}
