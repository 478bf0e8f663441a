import { isJsonObject } from "./isJsonObject.ts";
import type { JsonValue } from "./JsonValue.ts";

/** JSON text with sorted keys: equal values give equal texts, whatever their order in the source. */
export function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`);
  return `{${entries.join(",")}}`;
}
