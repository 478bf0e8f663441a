import { canonicalJson, elementsOf, type JsonValue } from "@gatehouse/contract";
import * as fc from "fast-check";
import { type Conjunction, childPiece, numbersOf, type Piece, valuesOf } from "./Conjunction.ts";
import type { ValueContext, ValuePlan, ValueSource } from "./ValueSource.ts";

/** Arrays without a documented limit stay this short. */
const USUAL_LENGTH = 4;
/** Deeper than this, arrays have as few items as they may. */
export const DEEP = 4;

/** Arrays that fit a conjunction. */
export function arrayArbitrary(
  source: ValueSource,
  conjunction: Conjunction,
  { context, plan }: { readonly context: ValueContext; readonly plan: ValuePlan },
): fc.Arbitrary<JsonValue> {
  const inner = { ...context, depth: context.depth + 1 };
  const prefix = prefixPieces(conjunction).map((pieces, index) =>
    plan.item?.index === index ? plan.item.values : source.values(pieces, inner),
  );
  const rest = restPieces(conjunction);
  const limits = lengthOf(conjunction, { context, prefixLength: prefix.length, isOpen: rest !== undefined });
  const anywhere = plan.item !== undefined && plan.item.index === undefined ? [plan.item.values] : [];
  const contained = containedPieces(conjunction).map((pieces) => source.values(pieces, inner));
  const wanted = prefix.length === 0 ? [...anywhere, ...contained] : [];
  const minLength = Math.max(0, limits.minimum - prefix.length - wanted.length);
  const maxLength = Math.max(minLength, limits.maximum - prefix.length - wanted.length);
  const items = source.values(rest ?? [], inner);
  const tail = valuesOf(conjunction, "uniqueItems").includes(true)
    ? fc.uniqueArray(items, { minLength, maxLength, selector: canonicalJson })
    : fc.array(items, { minLength, maxLength });
  if (prefix.length > 0) {
    const head = fc.tuple(...prefix);
    return fc.tuple(head, tail).map(([first, more]) => [...first, ...more].slice(0, limits.maximum));
  }
  return wanted.length === 0 ? tail.map((values): JsonValue => values) : insertInto(tail, wanted);
}

function insertInto(
  tail: fc.Arbitrary<readonly JsonValue[]>,
  wanted: readonly fc.Arbitrary<JsonValue>[],
): fc.Arbitrary<JsonValue> {
  return fc.tuple(fc.tuple(...wanted), tail, fc.nat(USUAL_LENGTH)).map(([items, more, index]) => {
    const at = Math.min(index, more.length);
    return [...more.slice(0, at), ...items, ...more.slice(at)];
  });
}

/** The schemas of the items behind the prefix items; `undefined` where there must be none. */
export function restPieces(conjunction: Conjunction): readonly Piece[] | undefined {
  if (conjunction.some(({ schema }) => schema.items === false || schema.unevaluatedItems === false)) {
    const hasItems = conjunction.some(({ schema }) => schema.items !== undefined && schema.items !== false);
    if (!hasItems || conjunction.some(({ schema }) => schema.items === false)) return undefined;
  }
  return conjunction
    .filter(({ schema }) => schema.items !== undefined)
    .map((constraint) => childPiece(constraint, "items"));
}

/** The schemas of the prefix items, by index. */
export function prefixPieces(conjunction: Conjunction): readonly (readonly Piece[])[] {
  const lists = conjunction.map((constraint) =>
    elementsOf(constraint.schema.prefixItems).map((_, index) => childPiece(constraint, "prefixItems", index)),
  );
  const length = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length }, (_, index) => lists.flatMap((list) => list[index] ?? []));
}

function containedPieces(conjunction: Conjunction): readonly (readonly Piece[])[] {
  return conjunction.flatMap((constraint) => {
    const { contains, minContains } = constraint.schema;
    if (contains === undefined || minContains === 0) return [];
    const times = typeof minContains === "number" ? minContains : 1;
    return Array.from({ length: times }, () => [childPiece(constraint, "contains")]);
  });
}

interface ListFacts {
  readonly context: ValueContext;
  readonly prefixLength: number;
  readonly isOpen: boolean;
}

function lengthOf(conjunction: Conjunction, { context, prefixLength, isOpen }: ListFacts) {
  const least = Math.max(0, ...numbersOf(conjunction, "minItems"));
  const most = Math.min(Number.POSITIVE_INFINITY, ...numbersOf(conjunction, "maxItems"));
  const minimum = Math.max(least, Math.min(prefixLength, most));
  if (!isOpen) return { minimum, maximum: Math.min(most, prefixLength) };
  const usual = context.depth >= DEEP ? minimum : Math.max(minimum + 2, USUAL_LENGTH);
  return { minimum, maximum: Math.min(most, usual) };
}
