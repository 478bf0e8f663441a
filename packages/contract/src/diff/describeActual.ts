import type { JsonValue } from "../Contract.ts";
import { isList, isObject } from "../json/jsonValues.ts";
import type { Difference } from "./Difference.ts";

const MAX_LENGTH = 160;

/** What came, in words; with `redact` its kind and size alone, for logs that must not hold values. */
export function describeActual(difference: Difference, options: { readonly redact?: boolean } = {}): string {
  const { actual } = difference;
  if (actual === undefined) return "nothing";
  if (options.redact === true && difference.kind !== "undocumented-status") return describeKind(actual);
  const text = JSON.stringify(actual);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}… (${text.length} characters)` : text;
}

function describeKind(value: JsonValue): string {
  if (typeof value === "string") return `text of ${value.length} characters`;
  if (isList(value)) return `a list of ${value.length} items`;
  if (isObject(value)) return `an object of ${Object.keys(value).length} properties`;
  return value === null ? "null" : `a ${typeof value}`;
}
