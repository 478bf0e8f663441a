import type { JsonValue } from "../Contract.ts";
import { elementsOf, isObject } from "../json/jsonValues.ts";
import { findFormat } from "./findFormat.ts";

const MAX_VALUES = 8;

/** What a keyword asks for, in words. */
export function describeKeyword(keyword: string, rule: JsonValue | undefined): string {
  const text = JSON.stringify(rule);
  switch (keyword) {
    case "type":
      return elementsOf(rule).length > 0 ? elementsOf(rule).join(" or ") : String(rule);
    case "enum":
      return `one of ${listValues(elementsOf(rule))}`;
    case "const":
      return text;
    case "format":
      return `${findFormat(String(rule))?.type === "number" ? "a number" : "text"} in the format "${String(rule)}"`;
    case "pattern":
      return `text that matches ${String(rule)}`;
    case "uniqueItems":
      return "a list without repetitions";
    case "multipleOf":
      return `a multiple of ${text}`;
    default:
      return LIMITS[keyword]?.(text) ?? `what "${keyword}" asks for`;
  }
}

const LIMITS: Readonly<Record<string, (limit: string) => string>> = {
  minLength: (limit) => `at least ${count(limit, "character")}`,
  maxLength: (limit) => `at most ${count(limit, "character")}`,
  minItems: (limit) => `at least ${count(limit, "item")}`,
  maxItems: (limit) => `at most ${count(limit, "item")}`,
  minProperties: (limit) => `at least ${limit} ${limit === "1" ? "property" : "properties"}`,
  maxProperties: (limit) => `at most ${limit} ${limit === "1" ? "property" : "properties"}`,
  minimum: (limit) => `${limit} or more`,
  maximum: (limit) => `${limit} or less`,
  exclusiveMinimum: (limit) => `more than ${limit}`,
  exclusiveMaximum: (limit) => `less than ${limit}`,
};

/** What a schema describes, in a few words: its title, its type or its allowed values. */
export function describeSchema(schema: JsonValue | undefined): string {
  if (!isObject(schema)) return "any value";
  if (typeof schema.title === "string") return schema.title;
  if (schema.const !== undefined) return describeKeyword("const", schema.const);
  if (schema.enum !== undefined) return describeKeyword("enum", schema.enum);
  const type = schema.type === undefined ? "a value" : describeKeyword("type", schema.type);
  const format = typeof schema.format === "string" ? ` (${schema.format})` : "";
  const reference = typeof schema.$ref === "string" ? schema.$ref.split("/").at(-1) : undefined;
  return reference ?? `${type}${format}`;
}

function count(limit: string, noun: string): string {
  return `${limit} ${noun}${limit === "1" ? "" : "s"}`;
}

function listValues(values: readonly JsonValue[]): string {
  const shown = values.slice(0, MAX_VALUES).map((value) => JSON.stringify(value));
  const rest = values.length - shown.length;
  return rest > 0 ? `${shown.join(", ")} and ${rest} more` : shown.join(", ");
}
