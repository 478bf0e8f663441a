import type { JsonValue } from "../Contract.ts";
import { isList, isObject } from "../load/jsonValues.ts";

/** JSON text that is the same for the same value: without spaces, properties in the order of their names. */
export function canonicalJson(value: JsonValue): string {
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`);
  return `{${members.join(",")}}`;
}
