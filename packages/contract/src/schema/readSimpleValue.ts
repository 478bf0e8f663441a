import type { Contract, JsonObject, JsonValue } from "../Contract.ts";
import { childPointer } from "../load/jsonPointer.ts";
import { childOf, elementsOf, entriesOf, isObject } from "../load/jsonValues.ts";
import { referredSchema, type SchemaRef, schemaAt, subschema } from "./SchemaRef.ts";

/** A text in the style `simple` (RFC 6570, 3.2.2 without the braces). */
export interface SimpleText {
  readonly text: string;
  readonly explode: boolean;
}

/** What a text in the style `simple` can mean under a schema, the most specific meaning first. */
export function readSimpleValue(
  contract: Contract,
  pointer: string,
  source: SimpleText,
): readonly JsonValue[] {
  const types = schemaTypes(contract, schemaAt(contract, pointer));
  const meanings: JsonValue[] = [];
  if (types.has("array")) meanings.push(readList(contract, pointer, source));
  if (types.has("object")) meanings.push(readObject(contract, pointer, source));
  meanings.push(...readScalar(types, source.text));
  return meanings;
}

/** The types that a schema allows, as far as it says; all scalar types where it says nothing. */
export function schemaTypes(contract: Contract, source: SchemaRef, depth = 0): ReadonlySet<string> {
  const schema = isObject(source.schema) ? source.schema : {};
  const own = ownTypes(schema);
  if (own.size > 0 || depth > 8) return own;
  const referred = referredSchema(contract, source);
  const inner = [
    ...(referred === undefined ? [] : [referred]),
    ...["allOf", "anyOf", "oneOf"].flatMap((keyword) =>
      elementsOf(schema[keyword]).map((_, index) => subschema(source, keyword, String(index))),
    ),
  ];
  return new Set(inner.flatMap((part) => [...schemaTypes(contract, part, depth + 1)]));
}

function ownTypes(schema: JsonObject): ReadonlySet<string> {
  const { type } = schema;
  const types = typeof type === "string" ? [type] : elementsOf(type).map(String);
  const values = schema.enum === undefined ? [] : elementsOf(schema.enum);
  const constants = schema.const === undefined ? values : [schema.const];
  return new Set(
    types.length > 0 ? types : constants.map((value) => (value === null ? "null" : typeof value)),
  );
}

function readScalar(types: ReadonlySet<string>, text: string): readonly JsonValue[] {
  const all = types.size === 0;
  const values: JsonValue[] = [];
  const isNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text);
  if ((all || types.has("integer") || types.has("number")) && isNumber) values.push(Number(text));
  if ((all || types.has("boolean")) && (text === "true" || text === "false")) values.push(text === "true");
  if ((all || types.has("null")) && (text === "null" || text === "")) values.push(null);
  values.push(text);
  return values;
}

function readList(contract: Contract, pointer: string, { text }: SimpleText): JsonValue {
  const types = schemaTypes(contract, schemaAt(contract, childPointer(pointer, "items")));
  if (text === "") return [];
  return text.split(",").map((item) => readScalar(types, item.trim())[0] ?? item);
}

function readObject(contract: Contract, pointer: string, { text, explode }: SimpleText): JsonValue {
  const parts = text.split(",").map((part) => part.trim());
  const pairs = explode
    ? parts.map((part) => part.split("=", 2))
    : Array.from({ length: Math.ceil(parts.length / 2) }, (_, index) =>
        parts.slice(2 * index, 2 * index + 2),
      );
  const { schema } = schemaAt(contract, pointer);
  const properties = new Set(entriesOf(childOf(schema, "properties")).map(([name]) => name));
  return Object.fromEntries(
    pairs.map(([name = "", value = ""]) => {
      const property = schemaAt(contract, childPointer(pointer, "properties", name));
      const types = properties.has(name) ? schemaTypes(contract, property) : new Set<string>();
      return [name, readScalar(types, value)[0] ?? value];
    }),
  );
}
