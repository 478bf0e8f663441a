import { canonicalJson, type JsonValue } from "@gatehouse/contract";
import type { Facets } from "../facets/readFacets.ts";
import type { ChangeResult, FoundChange } from "../facets/SchemaChange.ts";
import { enumDropped, enumIntroduced, enumValueAdded, enumValueRemoved } from "../rules/schema/enumRules.ts";
import { words } from "../rules/words.ts";
import type { DiffContext, FacetPair } from "./DiffContext.ts";

/** The changes of listed values (`enum`, `const`) of a schema. */
export function compareValues(context: DiffContext, pair: FacetPair): FoundChange[] {
  const { before, after } = pair;
  if (!before.values && !after.values) return [];
  if (!before.values) return [change(context, pair, { rule: enumIntroduced.id, values: [] })];
  if (!after.values) return [change(context, pair, { rule: enumDropped.id, values: [] })];
  const removed = without(before.values.value, after.values.value);
  const added = without(after.values.value, before.values.value);
  return [
    ...(removed.length > 0 ? [change(context, pair, { rule: enumValueRemoved.id, values: removed })] : []),
    ...(added.length > 0 ? [change(context, pair, { rule: enumValueAdded.id, values: added })] : []),
  ];
}

function without(values: readonly JsonValue[], others: readonly JsonValue[]): JsonValue[] {
  const known = new Set(others.map(canonicalJson));
  return values.filter((value) => !known.has(canonicalJson(value)));
}

interface ValueChange {
  readonly rule: string;
  readonly values: readonly JsonValue[];
}

function change(context: DiffContext, pair: FacetPair, { rule, values }: ValueChange): FoundChange {
  return {
    rule,
    direction: pair.direction,
    subject: values.length > 0 ? words.list(values) : undefined,
    base: sideOf(pair.before),
    head: sideOf(pair.after),
    result: resultOf(context, pair, rule),
  };
}

function sideOf({ values }: Facets): FoundChange["base"] {
  return values && { pointer: values.pointer, value: values.value };
}

/** Fewer values of the sender, or more values of the receiver, break no client. */
function resultOf(context: DiffContext, pair: FacetPair, rule: string): ChangeResult {
  const narrows = rule === enumValueRemoved.id || rule === enumIntroduced.id;
  if (narrows !== (pair.direction === "request")) return { kind: "included" };
  const values = pair.receiver.values?.value;
  if (!values) return { kind: "included" };
  const list = pair.receiver.nullable ? [...values, null] : values;
  return context.decide(pair, [{ enum: list }]);
}
