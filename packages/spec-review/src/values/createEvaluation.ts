import { isJsonObject, type JsonObject, type JsonValue } from "@gatehouse/contract";
import { type Keywords, memberSchemas, type SchemaNode } from "../schema/SchemaNode.ts";
import {
  compileRegExp,
  type Evaluation,
  evaluateScalar,
  type FormatCheck,
  formatCheck,
  hasDuplicates,
  type Seen,
} from "./Evaluation.ts";

/** A value under evaluation, and what has been looked at so far. */
interface Subject {
  readonly keywords: Keywords;
  readonly value: JsonValue;
  readonly seen: Seen;
}

/**
 * A JSON Schema 2020-12 evaluator over schema nodes. It takes microseconds where compiling a validator takes
 * milliseconds; Ajv confirms its results before they are shown.
 *
 * @param onVisit is called with each schema that an evaluation looks at
 */
export function createEvaluation(onVisit: (node: SchemaNode) => void = () => undefined): Evaluation {
  const patterns = new Map<string, RegExp | undefined>();
  const formats = new Map<string, FormatCheck | undefined>();
  const evaluation: Evaluation = {
    evaluate(node, value) {
      onVisit(node);
      return evaluateNode(evaluation, node, value);
    },
    matches(pattern, text) {
      if (!patterns.has(pattern)) patterns.set(pattern, compileRegExp(pattern));
      return patterns.get(pattern)?.test(text) ?? true;
    },
    fitsFormat(format, value) {
      if (!formats.has(format)) formats.set(format, formatCheck(format));
      const check = formats.get(format);
      return check === undefined || typeof value !== check.type || check.accepts(value);
    },
  };
  return evaluation;
}

function evaluateNode(evaluation: Evaluation, node: SchemaNode, value: JsonValue): Seen | undefined {
  const { keywords } = node;
  if (keywords.booleanSchema !== undefined) return keywords.booleanSchema ? nothingSeen() : undefined;
  if (!evaluateScalar(evaluation, keywords, value)) return undefined;
  const seen = nothingSeen();
  const valid =
    evaluateApplicators(evaluation, { keywords, value, seen }) &&
    evaluateObject(evaluation, { keywords, value, seen }) &&
    evaluateArray(evaluation, { keywords, value, seen });
  return valid ? seen : undefined;
}

function nothingSeen(): Seen {
  return { names: new Set(), indices: new Set() };
}

/** Evaluates the keywords that apply other schemas to the same value. */
function evaluateApplicators(evaluation: Evaluation, subject: Subject): boolean {
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

/** Evaluates the keywords of objects. */
function evaluateObject(evaluation: Evaluation, subject: Subject): boolean {
  const { keywords, value, seen } = subject;
  if (!isJsonObject(value)) return true;
  if (!fitsShape(keywords, value)) return false;
  const { propertyNames } = keywords;
  const names = Object.keys(value);
  if (propertyNames && !names.every((name) => evaluation.evaluate(propertyNames, name))) return false;
  return (
    names.every((name) => evaluateMember(evaluation, { keywords, value, seen }, name)) &&
    evaluateUnseenMembers(evaluation, { keywords, value, seen })
  );
}

interface ObjectSubject {
  readonly keywords: Keywords;
  readonly value: JsonObject;
  readonly seen: Seen;
}

function fitsShape(keywords: Keywords, value: JsonObject): boolean {
  const count = Object.keys(value).length;
  if (count < (keywords.minProperties ?? 0)) return false;
  if (count > (keywords.maxProperties ?? Number.POSITIVE_INFINITY)) return false;
  if (keywords.required && !keywords.required.every((name) => Object.hasOwn(value, name))) return false;
  if (!keywords.dependentRequired) return true;
  return [...keywords.dependentRequired].every(
    ([name, needs]) => !Object.hasOwn(value, name) || needs.every((need) => Object.hasOwn(value, need)),
  );
}

function evaluateMember(evaluation: Evaluation, subject: ObjectSubject, name: string): boolean {
  const { keywords, value, seen } = subject;
  const schemas = memberSchemas(keywords, name, (pattern) => evaluation.matches(pattern, name));
  if (schemas.length > 0) seen.names.add(name);
  return schemas.every((node) => evaluation.evaluate(node, value[name] ?? null) !== undefined);
}

function evaluateUnseenMembers(evaluation: Evaluation, { keywords, value, seen }: ObjectSubject): boolean {
  const rest = keywords.unevaluatedProperties;
  if (!rest) return true;
  const unseen = Object.keys(value).filter((name) => !seen.names.has(name));
  for (const name of unseen) seen.names.add(name);
  return unseen.every((name) => evaluation.evaluate(rest, value[name] ?? null) !== undefined);
}

/** Evaluates the keywords of arrays. */
function evaluateArray(evaluation: Evaluation, subject: Subject): boolean {
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
    evaluateUnseenItems(evaluation, { keywords, seen, items })
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

function evaluateUnseenItems(evaluation: Evaluation, { keywords, seen, items }: ItemsSubject): boolean {
  const rest = keywords.unevaluatedItems;
  if (!rest) return true;
  const unseen = [...items.keys()].filter((index) => !seen.indices.has(index));
  for (const index of unseen) seen.indices.add(index);
  return unseen.every((index) => evaluation.evaluate(rest, items[index] ?? null) !== undefined);
}
