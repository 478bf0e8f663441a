import type { JsonObject, JsonValue } from "./JsonValue.ts";

/** Tells whether a value is a JSON object (neither array nor null). */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
