import type { JsonValue } from "../Contract.ts";
import { describeType, isList, isObject } from "../json/jsonValues.ts";
import type { BundleContext, Placed } from "./BundleContext.ts";
import type { KeywordRule } from "./schemaKeywords.ts";

const TYPES_30 = ["array", "boolean", "integer", "number", "object", "string"];
const TYPES_31 = [...TYPES_30, "null"];

/** Whether a keyword holds what it may hold; reports it where not. */
export function checkKeyword(context: BundleContext, rule: KeywordRule, { value, place }: Placed): boolean {
  const expected = rule === "type" ? expectedType(context) : EXPECTED[rule];
  const fits = rule === "type" ? isType(context, value) : FITS[rule](value);
  if (fits) return true;
  const shown = isObject(value) || isList(value) ? describeType(value) : JSON.stringify(value);
  context.report(place, {
    rule: rule === "type" || rule === "pattern" ? "invalid-value" : "wrong-type",
    message: `"${place.key}" holds ${shown}, but it takes ${expected}.`,
    advice: `Write ${expected}.`,
  });
  return false;
}

type Rules = Exclude<KeywordRule, "type">;

const isSchemaLike = (value: JsonValue): boolean => isObject(value);
const isNames = (value: JsonValue): boolean =>
  isList(value) && value.every((item) => typeof item === "string");

const FITS: Readonly<Record<Rules, (value: JsonValue) => boolean>> = {
  "array of schemas": (value) => isList(value) && value.length > 0,
  boolean: (value) => typeof value === "boolean",
  "boolean or schema": (value) => typeof value === "boolean" || isSchemaLike(value),
  count: (value) => Number.isInteger(value) && Number(value) >= 0,
  data: () => true,
  discriminator: isSchemaLike,
  list: isList,
  "list of names": isNames,
  "map of lists of names": (value) => isObject(value) && Object.values(value).every(isNames),
  "map of schemas": (value) => isObject(value),
  number: (value) => typeof value === "number",
  "number or boolean": (value) => typeof value === "number" || typeof value === "boolean",
  pattern: isPattern,
  schema: isSchemaLike,
  string: (value) => typeof value === "string",
};

const EXPECTED: Readonly<Record<Rules, string>> = {
  "array of schemas": "a list of at least one schema",
  boolean: "true or false",
  "boolean or schema": "a schema, true or false",
  count: "a whole number from 0",
  data: "any value",
  discriminator: "a discriminator",
  list: "a list",
  "list of names": "a list of names",
  "map of lists of names": "a map of lists of names",
  "map of schemas": "a map of schemas",
  number: "a number",
  "number or boolean": "true or false",
  pattern: "a regular expression of ECMA-262",
  schema: "a schema",
  string: "text",
};

function isPattern(value: JsonValue): boolean {
  if (typeof value !== "string") return false;
  try {
    return new RegExp(value, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

function expectedType(context: BundleContext): string {
  return context.is31 ? `one or more of ${TYPES_31.join(", ")}` : `one of ${TYPES_30.join(", ")}`;
}

function isType(context: BundleContext, value: JsonValue): boolean {
  const names = context.is31 ? TYPES_31 : TYPES_30;
  if (isList(value))
    return context.is31 && value.length > 0 && value.every((name) => names.includes(String(name)));
  return typeof value === "string" && names.includes(value);
}
