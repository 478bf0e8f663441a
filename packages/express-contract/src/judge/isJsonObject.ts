import type { JsonObject, JsonValue } from "@gatehouse/contract";

/** Whether a JSON value is an object: no array, not `null`. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
