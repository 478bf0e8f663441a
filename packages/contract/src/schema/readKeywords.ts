import type { JsonObject, JsonValue } from "../Contract.ts";
import type { JsonType } from "../json/jsonValues.ts";
import { childOf, elementsOf, entriesOf, isList, isObject, textOf } from "../json/jsonValues.ts";
import { SCHEMA_KEYWORDS_BY_KIND } from "../load/schemaKeywords.ts";
import { referencePointer } from "./conjunctionOf.ts";
import { readDiscriminator } from "./readDiscriminator.ts";
import type { Bound, Keywords, Reading, SchemaNode } from "./SchemaNode.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The keywords whose schemas apply to the same value; the properties that do not travel are not for them either. */
const BESIDE: ReadonlySet<string> = new Set(["allOf", "anyOf", "dependentSchemas", "else", "oneOf", "then"]);
const JSON_TYPES: readonly JsonType[] = ["null", "boolean", "number", "string", "array", "object"];

/** Reads the assertions of a schema object in the words of JSON Schema 2020-12; what holds no rule is left out. */
export function readKeywords(reading: Reading): Keywords {
  const { raw, document } = reading;
  const is30 = document.openapi.startsWith("3.0");
  const ref = referencePointer(raw.$ref);
  // OpenAPI 3.0 ignores what stands beside a reference (3.0.4, 4.7.23).
  if (ref !== undefined && is30) return { ref: reading.target(ref) };
  const read: Mutable<Keywords> = { ...readScalars(raw, is30), ...readChildren(reading) };
  if (ref !== undefined) read.ref = reading.target(ref);
  readDynamicReference(read, reading);
  dropIdle(read);
  hide(read, reading);
  return readDiscriminator(read, reading);
}

function readScalars(raw: JsonObject, is30: boolean): Keywords {
  const read: Record<string, unknown> = readTypes(raw, is30);
  for (const keyword of SCHEMA_KEYWORDS_BY_KIND.count) {
    if (typeof raw[keyword] === "number") read[keyword] = raw[keyword];
  }
  if (typeof raw.multipleOf === "number") read.multipleOf = raw.multipleOf;
  if (typeof raw.pattern === "string") read.pattern = raw.pattern;
  if (typeof raw.format === "string") read.format = raw.format;
  if (raw.uniqueItems === true) read.uniqueItems = true;
  if (isList(raw.enum)) read.enum = raw.enum;
  if (raw.const !== undefined) read.const = { value: raw.const };
  const low = readBound({ limit: raw.minimum, exclusive: raw.exclusiveMinimum, sign: 1 });
  const high = readBound({ limit: raw.maximum, exclusive: raw.exclusiveMaximum, sign: -1 });
  return { ...read, ...(low && { low }), ...(high && { high }), ...readNames(raw) };
}

/** OpenAPI 3.0.3, Schema Object: `nullable` adds null to the type beside it, and has no effect without one. */
function readTypes({ type, nullable }: JsonObject, is30: boolean): Record<string, unknown> {
  const names = typeof type === "string" ? [type] : elementsOf(type);
  if (names.length === 0) return {};
  const known = names.map((name) => (name === "integer" ? "number" : name)).filter(isJsonType);
  const types = new Set(known);
  if (is30 && nullable === true) types.add("null");
  if (!names.includes("integer") || names.includes("number")) return { types };
  return { types, integerOnly: true };
}

function isJsonType(name: JsonValue): name is JsonType {
  return JSON_TYPES.some((type) => type === name);
}

interface Limits {
  readonly limit: JsonValue | undefined;
  readonly exclusive: JsonValue | undefined;
  readonly sign: 1 | -1;
}

/** `true` changes the meaning of the limit beside it (OpenAPI 3.0); a number is one of its own, the stricter counts. */
function readBound({ limit, exclusive, sign }: Limits): Bound | undefined {
  const inclusive = typeof limit === "number" ? { value: limit, exclusive: exclusive === true } : undefined;
  if (typeof exclusive !== "number") return inclusive;
  const isStricter = inclusive !== undefined && (inclusive.value - exclusive) * sign > 0;
  return isStricter ? inclusive : { value: exclusive, exclusive: true };
}

function readNames(raw: JsonObject): Keywords {
  const required = textsOf(raw.required);
  const dependent = entriesOf(raw.dependentRequired).map(([name, names]) => [name, textsOf(names)] as const);
  return {
    ...(required.length > 0 && { required }),
    ...(dependent.length > 0 && { dependentRequired: new Map(dependent) }),
  };
}

function textsOf(value: JsonValue | undefined): readonly string[] {
  return elementsOf(value).filter((item) => typeof item === "string");
}

function readChildren(reading: Reading): Keywords {
  const { raw } = reading;
  const read: Record<string, unknown> = {};
  const child = (keyword: string, ...names: readonly string[]): SchemaNode =>
    BESIDE.has(keyword) ? reading.beside(keyword, ...names) : reading.apart(keyword, ...names);
  for (const keyword of SCHEMA_KEYWORDS_BY_KIND.single) {
    const value = raw[keyword];
    if (isObject(value) || typeof value === "boolean") read[keyword] = child(keyword);
  }
  for (const keyword of SCHEMA_KEYWORDS_BY_KIND.list) {
    const list = elementsOf(raw[keyword]);
    if (list.length > 0) read[keyword] = list.map((_, index) => child(keyword, String(index)));
  }
  for (const keyword of SCHEMA_KEYWORDS_BY_KIND.map) {
    const names =
      keyword === "$defs" || keyword === "definitions" ? [] : entriesOf(raw[keyword]).map(([name]) => name);
    if (names.length > 0) read[keyword] = new Map(names.map((name) => [name, child(keyword, name)]));
  }
  return read;
}

/** A `$dynamicRef` that the loader has left leads to a dynamic anchor: which one depends on the way here. */
function readDynamicReference(read: Mutable<Keywords>, reading: Reading): void {
  const initial = referencePointer(reading.raw.$dynamicRef);
  if (initial === undefined) return;
  const name = textOf(childOf(reading.document.resolve(initial).value, "$dynamicAnchor"));
  const target = name === undefined ? reading.target(initial) : reading.dynamicTarget(name, initial);
  if (read.ref === undefined) read.ref = target;
  else read.allOf = [...(read.allOf ?? []), target];
}

/** Drops keywords that assert nothing without their partner; `if` stays, because it alone still marks what it evaluates. */
function dropIdle(read: Mutable<Keywords>): void {
  if (read.if === undefined) {
    delete read.then;
    delete read.else;
  }
  if (read.contains === undefined) {
    delete read.minContains;
    delete read.maxContains;
  }
}

/** A property that does not travel this way is neither required nor allowed. */
function hide(read: Mutable<Keywords>, { hidden, apart, synthetic }: Reading): void {
  if (hidden.size === 0) return;
  read.hidden = hidden;
  const { properties, required, dependentRequired } = read;
  if (properties !== undefined) {
    const visible = (name: string, node: SchemaNode): SchemaNode =>
      hidden.has(name) ? synthetic({ booleanSchema: false }, apart("properties", name)) : node;
    read.properties = new Map([...properties].map(([name, node]) => [name, visible(name, node)]));
  }
  const asked = required?.filter((name) => !hidden.has(name)) ?? [];
  if (asked.length > 0) read.required = asked;
  else delete read.required;
  if (dependentRequired !== undefined) {
    const names = [...dependentRequired].map(
      ([name, others]) => [name, others.filter((other) => !hidden.has(other))] as const,
    );
    read.dependentRequired = new Map(names);
  }
}
