import { isJsonObject, type JsonValue } from "@gatehouse/contract";
import { jsonPointer } from "../json/jsonPointer.ts";

/** By name the pointers of all schemas of a document that have an anchor of that name. */
export function findAnchors(root: JsonValue): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const open: [pointer: string, value: JsonValue][] = [["", root]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [pointer, value] = next;
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) open.push([jsonPointer.append(pointer, index), item]);
    } else if (isJsonObject(value)) {
      for (const name of new Set([value.$dynamicAnchor, value.$anchor])) {
        if (typeof name === "string") found.set(name, [...(found.get(name) ?? []), pointer]);
      }
      for (const [key, member] of Object.entries(value))
        open.push([jsonPointer.append(pointer, key), member]);
    }
  }
  return found;
}
