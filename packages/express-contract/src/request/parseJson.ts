import { MalformedBodyError } from "../errors.ts";
import { findRepeatedKey } from "./findRepeatedKey.ts";
import { isNestedTooDeep, MAX_JSON_DEPTH } from "./isNestedTooDeep.ts";

/** Whether some object inside holds an own key that changes prototypes when it is copied. */
function holdsProtoKey(value: unknown): boolean {
  const open: unknown[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== "object" || next === null) continue;
    if (Object.hasOwn(next, "__proto__")) return true;
    open.push(...Object.values(next).filter((child) => typeof child === "object" && child !== null));
  }
  return false;
}

/**
 * Reads JSON (RFC 8259) of a request body.
 *
 * `JSON.parse` makes `__proto__` an own key, and a later `Object.assign` turns it into the prototype, so
 * such bodies are refused; the walk is paid only where the text could hold the key.
 *
 * @throws MalformedBodyError when the text is not JSON, repeats a key in one object, holds the key `__proto__`,
 *   or is nested more than 64 deep
 */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new MalformedBodyError("The request body is not valid JSON.", cause);
  }
  if (isNestedTooDeep(text)) {
    throw new MalformedBodyError(`The request body is nested more than ${MAX_JSON_DEPTH} deep.`);
  }
  if ((text.includes("__proto__") || text.includes("\\u")) && holdsProtoKey(value)) {
    throw new MalformedBodyError('The request body holds the key "__proto__".');
  }
  if (findRepeatedKey(text) !== undefined) {
    throw new MalformedBodyError("An object in the request body holds a key twice.");
  }
  return value;
}
