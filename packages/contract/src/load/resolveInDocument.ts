import type { JsonObject, JsonValue } from "../Contract.ts";
import { childPointer, pointerOfFragment, pointerSegments } from "../json/jsonPointer.ts";
import { childOf, isObject } from "../json/jsonValues.ts";

const MAX_HOPS = 64;

/** Finds the value at a pointer of a bundled document; references on the way and at the end are followed. */
export function resolveInDocument(
  document: JsonObject,
  pointer: string,
  hops = 0,
): { readonly pointer: string; readonly value: JsonValue | undefined } {
  let here: { pointer: string; value: JsonValue | undefined } = { pointer: "", value: document };
  for (const segment of pointerSegments(pointer)) {
    if (childOf(here.value, segment) === undefined) here = follow(document, here, hops);
    here = { pointer: childPointer(here.pointer, segment), value: childOf(here.value, segment) };
  }
  return isPlainReference(here.value) ? follow(document, here, hops) : here;
}

function follow(document: JsonObject, from: { pointer: string; value: JsonValue | undefined }, hops: number) {
  const reference = isObject(from.value) ? from.value.$ref : undefined;
  if (typeof reference !== "string" || hops > MAX_HOPS) return from;
  return resolveInDocument(document, pointerOfFragment(reference), hops + 1);
}

/** Whether a value is a reference without other keywords that apply. */
export function isPlainReference(value: JsonValue | undefined): value is { readonly $ref: string } {
  if (!isObject(value) || typeof value.$ref !== "string") return false;
  return Object.keys(value).every((key) => key === "$ref" || key === "summary" || key === "description");
}
