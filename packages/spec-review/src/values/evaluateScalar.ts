import { isJsonEqual, type JsonValue, jsonTypeOf } from "@gatehouse/contract";
import type { Bound, Keywords } from "../schema/SchemaNode.ts";
import type { Evaluation } from "./Evaluation.ts";
import { isMultipleOf } from "./isMultipleOf.ts";
import { textLength } from "./textLength.ts";

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
