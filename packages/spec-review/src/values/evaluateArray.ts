import type { JsonValue } from "@gatehouse/contract";
import type { Keywords, SchemaNode } from "../schema/SchemaNode.ts";
import { type Evaluation, hasDuplicates, type Seen } from "./Evaluation.ts";
import type { Subject } from "./evaluateApplicators.ts";

/** Evaluates the keywords of arrays. */
export function evaluateArray(evaluation: Evaluation, subject: Subject): boolean {
  const { keywords, value, seen } = subject;
  if (!Array.isArray(value)) return true;
  const items: readonly JsonValue[] = value;
  if (items.length < (keywords.minItems ?? 0)) return false;
  if (items.length > (keywords.maxItems ?? Number.POSITIVE_INFINITY)) return false;
  if (keywords.uniqueItems && hasDuplicates(items)) return false;
  return (
    items.every((item, index) =>
      evaluateItem(evaluation, { keywords, seen, item, index, before: items[index - 1] }),
    ) &&
    evaluateContains(evaluation, { keywords, seen, items }) &&
    evaluateUnseen(evaluation, { keywords, seen, items })
  );
}

interface ItemSubject {
  readonly keywords: Keywords;
  readonly seen: Seen;
  readonly item: JsonValue;
  readonly index: number;
  /** The item before, which conforms. */
  readonly before: JsonValue | undefined;
}

function evaluateItem(evaluation: Evaluation, { keywords, seen, item, index, before }: ItemSubject): boolean {
  const node: SchemaNode | undefined = keywords.prefixItems?.[index] ?? keywords.items;
  if (!node) return true;
  seen.indices.add(index);
  // A long list that was made as an example holds one item many times.
  if (item === before && index > (keywords.prefixItems?.length ?? 0)) return true;
  return evaluation.evaluate(node, item) !== undefined;
}

interface ItemsSubject {
  readonly keywords: Keywords;
  readonly seen: Seen;
  readonly items: readonly JsonValue[];
}

function evaluateContains(evaluation: Evaluation, { keywords, seen, items }: ItemsSubject): boolean {
  const { contains, minContains = 1, maxContains = Number.POSITIVE_INFINITY } = keywords;
  if (!contains) return true;
  const found = [...items.keys()].filter((index) => evaluation.evaluate(contains, items[index] ?? null));
  for (const index of found) seen.indices.add(index);
  return found.length >= minContains && found.length <= maxContains;
}

function evaluateUnseen(evaluation: Evaluation, { keywords, seen, items }: ItemsSubject): boolean {
  const rest = keywords.unevaluatedItems;
  if (!rest) return true;
  const unseen = [...items.keys()].filter((index) => !seen.indices.has(index));
  for (const index of unseen) seen.indices.add(index);
  return unseen.every((index) => evaluation.evaluate(rest, items[index] ?? null) !== undefined);
}
