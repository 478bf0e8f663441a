import {
  canonicalJson,
  isJsonEqual,
  isJsonObject,
  type JsonValue,
  jsonTypeOf,
  multipleOfCheck,
} from "@gatehouse/contract";
import { fullFormats } from "ajv-formats/dist/formats.js";
import type { Bound, Keywords, SchemaNode } from "../schema/SchemaNode.ts";

/** The names and indices that a schema has evaluated; `unevaluated…` applies to the others. */
export interface Seen {
  readonly names: Set<string>;
  readonly indices: Set<number>;
}

/** Evaluates a value against a schema: what it has looked at, or undefined where the value is not valid. */
type Evaluate = (node: SchemaNode, value: JsonValue) => Seen | undefined;

/** The parts of an evaluation that keyword groups need. */
export interface Evaluation {
  readonly evaluate: Evaluate;
  readonly matches: (pattern: string, text: string) => boolean;
  readonly fitsFormat: (format: string, value: string | number) => boolean;
}

type Definition = (typeof fullFormats)[keyof typeof fullFormats];

/** What a known format says about a value: the same checks that Ajv runs. */
export interface FormatCheck {
  readonly type: "string" | "number";
  readonly accepts: (value: string | number) => boolean;
  /** The format accepts every value of its type; it is a hint for people and generators. */
  readonly hintOnly: boolean;
}

/** Formats that accept every value of their type. */
const HINTS: ReadonlySet<string> = new Set(["password", "binary", "float", "double"]);

/** For each format the wider ones that take all of its texts. */
const WIDER: ReadonlyMap<string, readonly string[]> = new Map([
  ["uri", ["uri-reference", "iri", "iri-reference"]],
  ["uri-reference", ["iri-reference"]],
  ["email", ["idn-email"]],
  ["hostname", ["idn-hostname"]],
]);

/** Evaluates the keywords that hold no other schema, sizes of arrays and objects excepted. */
export function evaluateScalar(evaluation: Evaluation, keywords: Keywords, value: JsonValue): boolean {
  if (keywords.types && !keywords.types.has(jsonTypeOf(value))) return false;
  if (keywords.enum && !keywords.enum.some((item) => isJsonEqual(item, value))) return false;
  if (keywords.const && !isJsonEqual(keywords.const.value, value)) return false;
  if (typeof value === "number") return evaluateNumber(evaluation, keywords, value);
  if (typeof value === "string") return evaluateText(evaluation, keywords, value);
  return true;
}

function evaluateNumber(evaluation: Evaluation, keywords: Keywords, value: number): boolean {
  if (keywords.integerOnly && !Number.isInteger(value)) return false;
  if (keywords.low && !isBeyond(value, keywords.low, 1)) return false;
  if (keywords.high && !isBeyond(value, keywords.high, -1)) return false;
  if (keywords.multipleOf !== undefined && !isMultipleOf(value, keywords.multipleOf)) return false;
  return keywords.format === undefined || evaluation.fitsFormat(keywords.format, value);
}

function isBeyond(value: number, bound: Bound, sign: 1 | -1): boolean {
  const distance = (value - bound.value) * sign;
  return bound.exclusive ? distance > 0 : distance >= 0;
}

function evaluateText(evaluation: Evaluation, keywords: Keywords, value: string): boolean {
  const { minLength, maxLength, pattern, format } = keywords;
  if (minLength !== undefined || maxLength !== undefined) {
    const length = textLength(value);
    if (length < (minLength ?? 0) || length > (maxLength ?? Number.POSITIVE_INFINITY)) return false;
  }
  if (pattern !== undefined && !evaluation.matches(pattern, value)) return false;
  return format === undefined || evaluation.fitsFormat(format, value);
}

/** The check of a format, or undefined for a format that no validator knows. */
export function formatCheck(name: string): FormatCheck | undefined {
  const definition = Object.hasOwn(fullFormats, name)
    ? fullFormats[name as keyof typeof fullFormats]
    : undefined;
  if (definition === undefined) return undefined;
  const type = isNumeric(definition) ? "number" : "string";
  return { type, accepts: acceptor(definition), hintOnly: HINTS.has(name) };
}

function isNumeric(definition: Definition): boolean {
  return typeof definition === "object" && "type" in definition && definition.type === "number";
}

function acceptor(definition: Definition): (value: string | number) => boolean {
  if (definition === true || typeof definition === "string") return () => true;
  if (definition instanceof RegExp) return (value) => definition.test(String(value));
  if (typeof definition === "function")
    return (value) => Boolean(Reflect.apply(definition, undefined, [value]));
  const { validate } = definition as { validate: unknown };
  if (validate instanceof RegExp) return (value) => validate.test(String(value));
  if (typeof validate === "function") return (value) => Boolean(Reflect.apply(validate, undefined, [value]));
  return () => true;
}

/** Whether every value of the first format is one of the second. */
export function formatImplies(format: string, other: string): boolean {
  return format === other || HINTS.has(other) || (WIDER.get(format)?.includes(other) ?? false);
}

/** The test of `multipleOf`, in decimal arithmetic as the validators of contract have it. */
export function isMultipleOf(value: number, factor: number): boolean {
  return multipleOfCheck(factor)(value);
}

/** Every multiple of the factor is a multiple of the divisor. Beyond integers rounding makes that uncertain. */
export function divides(divisor: number, factor: number): boolean {
  if (divisor === factor) return true;
  return Number.isSafeInteger(divisor) && Number.isSafeInteger(factor) && factor % divisor === 0;
}

/** The length of a text as JSON Schema counts it: in code points. */
export function textLength(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Compiles a pattern as Ajv does, in Unicode mode; a pattern that only works without it is taken as it is. */
export function compileRegExp(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, "u");
  } catch {
    return compileLoosely(pattern);
  }
}

function compileLoosely(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern);
  } catch {
    return undefined;
  }
}

/** Whether two items of an array are equal. */
export function hasDuplicates(items: readonly JsonValue[]): boolean {
  return new Set(items.map(canonicalJson)).size < items.length;
}

/** The values that are written like this one where it travels as text: all that it holds as texts, or as what they say. */
export function textTwins(value: JsonValue): JsonValue[] {
  return [mapLeaves(value, asText), mapLeaves(value, asSaid)].filter((twin) => twin !== value);
}

function mapLeaves(value: JsonValue, change: (leaf: JsonValue) => JsonValue): JsonValue {
  if (Array.isArray(value)) {
    const items: readonly JsonValue[] = value;
    return items.map((item) => mapLeaves(item, change));
  }
  if (!isJsonObject(value)) return change(value);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapLeaves(member, change)]));
}

function asText(leaf: JsonValue): JsonValue {
  return typeof leaf === "number" || typeof leaf === "boolean" ? String(leaf) : leaf;
}

function asSaid(leaf: JsonValue): JsonValue {
  if (typeof leaf !== "string") return leaf;
  if (leaf === "true" || leaf === "false") return leaf === "true";
  return leaf !== "" && String(Number(leaf)) === leaf ? Number(leaf) : leaf;
}
