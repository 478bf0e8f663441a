import type { JsonValue } from "../json/JsonValue.ts";
import { jsonEquals } from "../json/jsonEquals.ts";

/** Tells whether two items of an array are equal. */
export function hasDuplicates(items: readonly JsonValue[]): boolean {
  return items.some((item, index) => items.slice(0, index).some((earlier) => jsonEquals(earlier, item)));
}
