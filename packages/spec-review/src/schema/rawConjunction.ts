import { isJsonObject, type JsonObject } from "@gatehouse/contract";
import { jsonPointer } from "../json/jsonPointer.ts";
import type { SchemaNode } from "./SchemaNode.ts";
import type { SchemaSource } from "./SchemaSource.ts";

/** A schema object and the place where it stands. */
export interface RawSchema {
  readonly pointer: string;
  readonly raw: JsonObject;
}

/**
 * The schema objects that all hold where this one holds: itself, what it refers to, the members of `allOf`.
 * Works on the raw document, so that it can be asked while keywords are still being read.
 */
export function rawConjunction(start: SchemaNode, source: SchemaSource): RawSchema[] {
  const found = new Map<string, RawSchema>();
  const open = [start.pointer];
  for (let pointer = open.pop(); pointer !== undefined; pointer = open.pop()) {
    const { raw } = source.at(pointer);
    if (found.has(pointer) || !isJsonObject(raw)) continue;
    found.set(pointer, { pointer, raw });
    open.push(...conjunctPointers(pointer, raw));
  }
  return [...found.values()];
}

function conjunctPointers(pointer: string, raw: JsonObject): string[] {
  const { $ref: ref, allOf } = raw;
  const members = Array.isArray(allOf) ? allOf : [];
  const pointers = members.map((_, index) => jsonPointer.append(pointer, "allOf", index));
  if (typeof ref === "string" && ref.startsWith("#")) pointers.push(decodeURIComponent(ref.slice(1)));
  return pointers;
}
