import { isJsonEqual, type JsonValue } from "@gatehouse/contract";

/** Tells whether two items of an array are equal. */
export function hasDuplicates(items: readonly JsonValue[]): boolean {
  return items.some((item, index) => items.slice(0, index).some((earlier) => isJsonEqual(earlier, item)));
}
