import { isJsonObject, type JsonObject } from "@gatehouse/contract";
import type { Keywords, SchemaNode } from "../schema/SchemaNode.ts";
import type { Evaluation, Seen } from "./Evaluation.ts";
import type { Subject } from "./evaluateApplicators.ts";

/** Evaluates the keywords of objects. */
export function evaluateObject(evaluation: Evaluation, subject: Subject): boolean {
  const { keywords, value, seen } = subject;
  if (!isJsonObject(value)) return true;
  if (!fitsShape(keywords, value)) return false;
  const { propertyNames } = keywords;
  const names = Object.keys(value);
  if (propertyNames && !names.every((name) => evaluation.evaluate(propertyNames, name))) return false;
  return (
    names.every((name) => evaluateMember(evaluation, { keywords, value, seen }, name)) &&
    evaluateUnseen(evaluation, { keywords, value, seen })
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
  const schemas = memberSchemas(evaluation, keywords, name);
  if (schemas.length > 0) seen.names.add(name);
  return schemas.every((node) => evaluation.evaluate(node, value[name] ?? null) !== undefined);
}

function memberSchemas(evaluation: Evaluation, keywords: Keywords, name: string): SchemaNode[] {
  const own = keywords.properties?.get(name);
  const byPattern = [...(keywords.patternProperties ?? [])]
    .filter(([pattern]) => evaluation.matches(pattern, name))
    .map(([, node]) => node);
  const declared = own ? [own, ...byPattern] : byPattern;
  if (declared.length > 0 || !keywords.additionalProperties) return declared;
  return [keywords.additionalProperties];
}

function evaluateUnseen(evaluation: Evaluation, { keywords, value, seen }: ObjectSubject): boolean {
  const rest = keywords.unevaluatedProperties;
  if (!rest) return true;
  const unseen = Object.keys(value).filter((name) => !seen.names.has(name));
  for (const name of unseen) seen.names.add(name);
  return unseen.every((name) => evaluation.evaluate(rest, value[name] ?? null) !== undefined);
}
