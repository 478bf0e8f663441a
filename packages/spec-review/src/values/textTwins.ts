import { isJsonObject, type JsonValue } from "@gatehouse/contract";

/** The values that are written like this one where it travels as text: all that it holds as texts, or as what they say. */
export function textTwins(value: JsonValue): JsonValue[] {
  return [mapLeaves(value, asText), mapLeaves(value, asSaid)].filter((twin) => twin !== value);
}

function mapLeaves(value: JsonValue, change: (leaf: JsonValue) => JsonValue): JsonValue {
  if (Array.isArray(value)) {
    const items: readonly JsonValue[] = value;
    return items.map((item) => mapLeaves(item, change));
  }
  if (!isJsonObject(value)) return change(value);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapLeaves(member, change)]));
}

function asText(leaf: JsonValue): JsonValue {
  return typeof leaf === "number" || typeof leaf === "boolean" ? String(leaf) : leaf;
}

function asSaid(leaf: JsonValue): JsonValue {
  if (typeof leaf !== "string") return leaf;
  if (leaf === "true" || leaf === "false") return leaf === "true";
  return leaf !== "" && String(Number(leaf)) === leaf ? Number(leaf) : leaf;
}
