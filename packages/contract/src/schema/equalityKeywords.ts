import type { FuncKeywordDefinition } from "ajv";
import type { JsonValue } from "../Contract.ts";
import { canonicalJson } from "./canonicalJson.ts";
import { isJsonEqual } from "./isJsonEqual.ts";

/**
 * The keywords that compare values. Ajv's own ones call `valueOf` of what they compare, and so throw at a body that
 * has a property of that name.
 */
export const equalityKeywords: readonly FuncKeywordDefinition[] = [
  { keyword: "const", compile: (constant: JsonValue) => (value: JsonValue) => isJsonEqual(constant, value) },
  { keyword: "enum", compile: compileEnum },
  {
    keyword: "uniqueItems",
    type: "array",
    compile: (wanted: boolean) => (items: JsonValue[]) => !wanted || isUnique(items),
  },
];

function compileEnum(values: readonly JsonValue[]): (value: JsonValue) => boolean {
  const scalars = new Set<JsonValue>(values.filter((value) => typeof value !== "object" || value === null));
  const structures = values.filter((value) => typeof value === "object" && value !== null);
  return (value) => scalars.has(value) || structures.some((structure) => isJsonEqual(structure, value));
}

/** In time that grows with the list and not with its square: long lists are compared by their canonical texts. */
function isUnique(items: readonly JsonValue[]): boolean {
  return new Set(items.map(canonicalJson)).size === items.length;
}
