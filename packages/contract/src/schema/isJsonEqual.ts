import type { JsonValue } from "../Contract.ts";
import { isList, isObject } from "../load/jsonValues.ts";

/** Whether two values are the same JSON, whatever the order of properties (JSON Schema 2020-12, 4.2.2). */
export function isJsonEqual(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  if (one === other) return true;
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
