import { isJsonObject, type JsonObject, type JsonType, type JsonValue } from "@gatehouse/contract";
import type { Bound, Dialect, Keywords } from "./SchemaNode.ts";

const COUNTS = [
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "minContains",
  "maxContains",
  "minProperties",
  "maxProperties",
  "multipleOf",
] as const;
const TEXTS = ["pattern", "format"] as const;
const JSON_TYPES: readonly JsonType[] = ["null", "boolean", "number", "string", "array", "object"];

/** Reads the keywords that hold no other schema. */
export function readScalars(raw: JsonObject, dialect: Dialect): Keywords {
  const read: Record<string, unknown> = { ...readTypes(raw.type) };
  for (const keyword of COUNTS) {
    if (typeof raw[keyword] === "number") read[keyword] = raw[keyword];
  }
  for (const keyword of TEXTS) {
    if (typeof raw[keyword] === "string") read[keyword] = raw[keyword];
  }
  // No validator reads `contentEncoding`, but a text in base64 is what 3.0 calls the format `byte`.
  if (raw.contentEncoding === "base64" && raw.format === undefined) read.format = "byte";
  if (raw.uniqueItems === true) read.uniqueItems = true;
  if (Array.isArray(raw.enum)) read.enum = raw.enum;
  if (raw.const !== undefined) read.const = { value: raw.const };
  return { ...read, ...readBounds(raw, dialect), ...readNames(raw) };
}

function readTypes(type: JsonValue | undefined): Keywords {
  const names = typeof type === "string" ? [type] : Array.isArray(type) ? type : undefined;
  if (!names) return {};
  const types = new Set(JSON_TYPES.filter((name) => names.includes(name)));
  if (!names.includes("integer") || names.includes("number")) return { types };
  return { types: types.add("number"), integerOnly: true };
}

function readBounds(raw: JsonObject, dialect: Dialect): Keywords {
  const read = dialect === "3.0" ? readFlaggedBound : readSeparateBound;
  const low = read(raw.minimum, raw.exclusiveMinimum, 1);
  const high = read(raw.maximum, raw.exclusiveMaximum, -1);
  return { ...(low && { low }), ...(high && { high }) };
}

/** OpenAPI 3.0: `exclusiveMinimum: true` changes the meaning of `minimum`. */
function readFlaggedBound(
  inclusive: JsonValue | undefined,
  exclusive: JsonValue | undefined,
  sign: 1 | -1,
): Bound | undefined {
  if (typeof exclusive === "number") return readSeparateBound(inclusive, exclusive, sign);
  return typeof inclusive === "number" ? { value: inclusive, exclusive: exclusive === true } : undefined;
}

/** JSON Schema 2020-12: two keywords of their own; the stricter one counts. */
function readSeparateBound(
  inclusive: JsonValue | undefined,
  exclusive: JsonValue | undefined,
  sign: 1 | -1,
): Bound | undefined {
  if (typeof exclusive !== "number") {
    return typeof inclusive === "number" ? { value: inclusive, exclusive: false } : undefined;
  }
  const inclusiveIsStricter = typeof inclusive === "number" && (inclusive - exclusive) * sign > 0;
  return inclusiveIsStricter ? { value: inclusive, exclusive: false } : { value: exclusive, exclusive: true };
}

function readNames(raw: JsonObject): Keywords {
  const read: { required?: readonly string[]; dependentRequired?: Map<string, readonly string[]> } = {};
  const required = textsOf(raw.required);
  if (required.length > 0) read.required = required;
  const dependent = raw.dependentRequired;
  if (isJsonObject(dependent)) {
    read.dependentRequired = new Map(
      Object.entries(dependent).map(([name, names]) => [name, textsOf(names)] as const),
    );
  }
  return read;
}

function textsOf(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
