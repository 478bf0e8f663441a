import { isJsonObject, type JsonValue } from "@gatehouse/contract";
import type { Keywords, SchemaNode } from "../schema/SchemaNode.ts";
import type { Evaluation, Seen } from "./Evaluation.ts";

/** A value under evaluation, and what has been looked at so far. */
export interface Subject {
  readonly keywords: Keywords;
  readonly value: JsonValue;
  readonly seen: Seen;
}

/** Evaluates the keywords that apply other schemas to the same value. */
export function evaluateApplicators(evaluation: Evaluation, subject: Subject): boolean {
  const { keywords, value, seen } = subject;
  const holds = (node: SchemaNode): boolean => {
    const inner = evaluation.evaluate(node, value);
    if (inner) absorb(seen, inner);
    return inner !== undefined;
  };
  if (keywords.ref && !holds(keywords.ref)) return false;
  if (keywords.allOf && !keywords.allOf.every(holds)) return false;
  // Every member of anyOf is asked: each one that holds counts for `unevaluated…`.
  if (keywords.anyOf && keywords.anyOf.filter(holds).length === 0) return false;
  if (keywords.oneOf && keywords.oneOf.filter(holds).length !== 1) return false;
  if (keywords.not && evaluation.evaluate(keywords.not, value)) return false;
  return evaluateCondition(keywords, holds) && evaluateDependents(keywords, value, holds);
}

function evaluateCondition(keywords: Keywords, holds: (node: SchemaNode) => boolean): boolean {
  if (!keywords.if) return true;
  const next = holds(keywords.if) ? keywords.then : keywords.else;
  return next === undefined || holds(next);
}

function evaluateDependents(
  keywords: Keywords,
  value: JsonValue,
  holds: (node: SchemaNode) => boolean,
): boolean {
  if (!keywords.dependentSchemas || !isJsonObject(value)) return true;
  return [...keywords.dependentSchemas].every(([name, node]) => !Object.hasOwn(value, name) || holds(node));
}

function absorb(seen: Seen, inner: Seen): void {
  for (const name of inner.names) seen.names.add(name);
  for (const index of inner.indices) seen.indices.add(index);
}
