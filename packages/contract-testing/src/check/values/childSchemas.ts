import { escapeSegment, isJsonObject } from "@gatehouse/contract";
import { prefixPieces, restPieces } from "./arrayArbitrary.ts";
import type { Conjunction, Piece } from "./Conjunction.ts";
import { objectFacts } from "./objectFacts.ts";
import type { Child } from "./Site.ts";

/** A child of a value with its schemas. */
export interface ChildPlace {
  readonly child: Child;
  readonly pieces: readonly Piece[];
  /** How a JSON pointer goes on to it; `*` for any. */
  readonly segment: string;
}

/** The children that a conjunction has schemas for. */
export function childPlaces(conjunction: Conjunction): readonly ChildPlace[] {
  return [...propertyPlaces(conjunction), ...itemPlaces(conjunction)];
}

function propertyPlaces(conjunction: Conjunction): readonly ChildPlace[] {
  const { properties, patterns, additional = [] } = objectFacts(conjunction);
  const places: ChildPlace[] = [];
  for (const [name, pieces] of properties) {
    places.push({ child: { kind: "property", name }, pieces, segment: escapeSegment(name) });
  }
  for (const [pattern, pieces] of patterns) {
    places.push({ child: { kind: "pattern", pattern }, pieces, segment: "*" });
  }
  if (additional.length > 0) places.push({ child: { kind: "additional" }, pieces: additional, segment: "*" });
  return places;
}

function itemPlaces(conjunction: Conjunction): readonly ChildPlace[] {
  const prefix = prefixPieces(conjunction).map((pieces, index): ChildPlace => {
    return { child: { kind: "place", index }, pieces, segment: String(index) };
  });
  const items = restPieces(conjunction) ?? [];
  const hasItems = prefix.length === 0 && items.some(({ schema }) => isJsonObject(schema));
  return hasItems ? [...prefix, { child: { kind: "item" }, pieces: items, segment: "*" }] : prefix;
}
