import type { JsonObject, JsonValue } from "../Contract.ts";

/** Whether a value is a JSON object (no list, not null). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value is a JSON list. */
export function isList(value: unknown): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** The child of a value under a key or list index, if it has one of its own. */
export function childOf(value: JsonValue | undefined, segment: string): JsonValue | undefined {
  if (isList(value)) return /^(0|[1-9]\d*)$/.test(segment) ? value[Number(segment)] : undefined;
  return isObject(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
}

/**
 * Whether two values are the same JSON; the order of properties does not count (JSON Schema 2020-12, 4.2.2). `1` and
 * `1.0` are the same number.
 */
export function isJsonEqual(
  one: JsonValue | bigint | undefined,
  other: JsonValue | bigint | undefined,
): boolean {
  if (one === other) return true;
  // A `bigint` stands for an integer that a request asked for as one.
  if (typeof one === "bigint" || typeof other === "bigint") return isSameInteger(one, other);
  if (isList(one) && isList(other)) {
    return one.length === other.length && one.every((item, index) => isJsonEqual(item, other[index]));
  }
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isJsonEqual(one[key], other[key]))
  );
}

function isSameInteger(one: unknown, other: unknown): boolean {
  const [first, second] = [one, other].map((value) =>
    typeof value === "bigint" ? value : Number.isInteger(value) ? BigInt(value as number) : undefined,
  );
  return first !== undefined && first === second;
}

/** JSON text that is the same for the same value: without spaces, properties in the order of their names. */
export function canonicalJson(value: JsonValue): string {
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (!isObject(value)) return typeof value === "bigint" ? String(value) : JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`);
  return `{${members.join(",")}}`;
}

/** The six types of JSON values; an integer is a number. */
export type JsonType = "null" | "boolean" | "number" | "string" | "array" | "object";

/** The JSON type of a value; that of a `bigint`, which stands for an integer, is number. */
export function jsonTypeOf(value: unknown): JsonType {
  if (value === null) return "null";
  if (isList(value)) return "array";
  const type = typeof value;
  if (type === "bigint") return "number";
  return type === "boolean" || type === "number" || type === "string" ? type : "object";
}

/** Sets an own property, also where the key is `__proto__`. */
export function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__") {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    target[key] = value;
  }
}

/** The value as text, if it is one. */
export function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The entries of a value that is an object, else none. */
export function entriesOf(value: JsonValue | undefined): readonly (readonly [string, JsonValue])[] {
  return isObject(value) ? Object.entries(value) : [];
}

/** The elements of a value that is a list, else none. */
export function elementsOf(value: JsonValue | undefined): readonly JsonValue[] {
  return isList(value) ? value : [];
}

/** What a reader calls the type of a value: "a list", "an object", "text", ... */
export function describeType(value: JsonValue | undefined): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (isList(value)) return "a list";
  if (isObject(value)) return "an object";
  return typeof value === "string" ? "text" : `a ${typeof value}`;
}
