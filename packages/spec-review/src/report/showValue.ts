import { isJsonObject, type JsonValue } from "@gatehouse/contract";
import { stringify } from "yaml";
import { legible } from "../rules/legible.ts";

const MOST_LINES = 8;
const LONGEST_TEXT = 120;

/** A value of the document as the reader knows it from there: YAML, cut where it grows long. */
export function showValue(value: JsonValue | undefined): string[] {
  if (value === undefined) return ["(nothing)"];
  const lines = stringify(shorten(value), { lineWidth: 0, aliasDuplicateObjects: false })
    .trimEnd()
    .split("\n")
    .map(legible);
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES - 1), `… ${lines.length - MOST_LINES + 1} more lines`];
}

/** Long descriptions hide what matters. */
function shorten(value: JsonValue): JsonValue {
  if (typeof value === "string") {
    return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT - 1)}…` : value;
  }
  if (Array.isArray(value)) return value.map(shorten);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shorten(member)]));
}
