import type { JsonObject, JsonValue } from "../Contract.ts";
import { isObject } from "../json/jsonValues.ts";
import { isSchemaNode, type SchemaNode } from "./SchemaNode.ts";

/** Annotations that show values. */
const SHOWN = ["default", "example", "examples"] as const;

/**
 * The keywords of one schema in the words of JSON Schema 2020-12: assertions as the normal form has them, schemas
 * inside as the document has them, and the values that the document shows. References and compositions are left out.
 */
export function plainKeywords(node: SchemaNode): JsonObject {
  const { keywords, raw } = node;
  const { types, integerOnly, low, high, const: constant, ...others } = keywords;
  const plain: Record<string, JsonValue> = {};
  const names = [...(types ?? [])].map((type) =>
    type === "number" && integerOnly === true ? "integer" : type,
  );
  const [only] = names;
  if (only !== undefined) plain.type = names.length === 1 ? only : names;
  if (low !== undefined) plain[low.exclusive ? "exclusiveMinimum" : "minimum"] = low.value;
  if (high !== undefined) plain[high.exclusive ? "exclusiveMaximum" : "maximum"] = high.value;
  if (constant !== undefined) plain.const = constant.value;
  for (const [keyword, rule] of Object.entries(others)) {
    const written = LEFT_OUT.has(keyword) ? undefined : writeRule(rule);
    if (written !== undefined) plain[keyword] = written;
  }
  for (const keyword of SHOWN) {
    const value = isObject(raw) ? raw[keyword] : undefined;
    if (value !== undefined) plain[keyword] = value;
  }
  return plain;
}

const LEFT_OUT: ReadonlySet<string> = new Set(["allOf", "choice", "hidden", "ref"]);

function writeRule(rule: unknown): JsonValue | undefined {
  if (rule instanceof Map) {
    const entries = [...rule].map(([name, value]) => [name, writeRule(value) ?? true] as const);
    return Object.fromEntries(entries);
  }
  if (Array.isArray(rule))
    return rule.map((item) => (isSchemaNode(item) ? writeNode(item) : (item as JsonValue)));
  return isSchemaNode(rule) ? writeNode(rule) : (rule as JsonValue | undefined);
}

function writeNode({ keywords, raw }: SchemaNode): JsonValue {
  return keywords.booleanSchema ?? raw;
}
