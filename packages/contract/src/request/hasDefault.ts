import type { Contract, JsonValue } from "../Contract.ts";
import { isList, isObject, textOf } from "../load/jsonValues.ts";

/** Whether a schema, or one that it refers to, may fill in a value; a property of that name counts as well. */
export function hasDefault(
  contract: Contract,
  schema: JsonValue | undefined,
  seen = new Set<string>(),
): boolean {
  if (isList(schema)) return schema.some((item) => hasDefault(contract, item, seen));
  if (!isObject(schema)) return false;
  if (Object.hasOwn(schema, "default")) return true;
  const reference = textOf(schema.$ref);
  if (reference !== undefined && !seen.has(reference)) {
    seen.add(reference);
    const { value } = contract.resolve(decodeURIComponent(reference.slice(1)));
    if (hasDefault(contract, value, seen)) return true;
  }
  return Object.values(schema).some((child) => hasDefault(contract, child, seen));
}
