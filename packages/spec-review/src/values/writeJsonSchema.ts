import type { JsonObject, JsonValue } from "@gatehouse/contract";
import type { Keywords, SchemaNode } from "../schema/SchemaNode.ts";

const COPIED = [
  "enum",
  "multipleOf",
  "minLength",
  "maxLength",
  "pattern",
  "format",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minContains",
  "maxContains",
  "minProperties",
  "maxProperties",
  "required",
] as const;
const SINGLE = [
  "items",
  "contains",
  "unevaluatedItems",
  "additionalProperties",
  "propertyNames",
  "unevaluatedProperties",
  "not",
  "if",
  "then",
  "else",
] as const;
const LISTS = ["prefixItems", "allOf", "anyOf", "oneOf"] as const;
const MAPS = ["properties", "patternProperties", "dependentSchemas"] as const;

/**
 * Writes a schema and all it refers to as one JSON Schema 2020-12 document; equal schemas give equal documents.
 *
 * @param matters tells which schemas to write; in place of the others stands `true`. @default all
 */
export function writeJsonSchema(
  node: SchemaNode,
  matters: (schema: SchemaNode) => boolean = () => true,
): JsonValue {
  const definitions = new Map<string, JsonValue>();
  const names = new Map<number, string>();
  const write = (schema: SchemaNode): JsonValue =>
    matters(schema) ? writeKeywords(schema.keywords, write, refer) : true;
  const refer = (target: SchemaNode): string => {
    const known = names.get(target.id);
    if (known !== undefined) return `#/$defs/${known}`;
    const name = `s${names.size}`;
    names.set(target.id, name);
    definitions.set(name, write(target));
    return `#/$defs/${name}`;
  };
  const start = refer(node);
  return { $ref: start, $defs: Object.fromEntries(definitions) as JsonObject };
}

type Write = (node: SchemaNode) => JsonValue;

function writeKeywords(keywords: Keywords, write: Write, refer: (node: SchemaNode) => string): JsonValue {
  if (keywords.verdict !== undefined) return keywords.verdict;
  const written: Record<string, JsonValue> = { ...writeScalars(keywords), ...writeChildren(keywords, write) };
  if (keywords.ref) written.$ref = refer(keywords.ref);
  return written;
}

function writeScalars(keywords: Keywords): Record<string, JsonValue> {
  const written: Record<string, JsonValue> = {};
  for (const keyword of COPIED) {
    const value = keywords[keyword];
    if (value !== undefined) written[keyword] = value;
  }
  const { types, integerOnly, low, high, dependentRequired } = keywords;
  if (types) written.type = [...types].map((type) => (type === "number" && integerOnly ? "integer" : type));
  if (low) written[low.exclusive ? "exclusiveMinimum" : "minimum"] = low.value;
  if (high) written[high.exclusive ? "exclusiveMaximum" : "maximum"] = high.value;
  if (keywords.const) written.const = keywords.const.value;
  if (dependentRequired) written.dependentRequired = Object.fromEntries(dependentRequired);
  return written;
}

function writeChildren(keywords: Keywords, write: Write): Record<string, JsonValue> {
  const written: Record<string, JsonValue> = {};
  for (const keyword of SINGLE) {
    const child = keywords[keyword];
    if (child) written[keyword] = write(child);
  }
  for (const keyword of LISTS) {
    const list = keywords[keyword];
    if (list) written[keyword] = list.map(write);
  }
  for (const keyword of MAPS) {
    const map = keywords[keyword];
    if (map) written[keyword] = Object.fromEntries([...map].map(([name, child]) => [name, write(child)]));
  }
  return written;
}
