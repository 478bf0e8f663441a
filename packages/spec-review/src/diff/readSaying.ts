import { isJsonObject, type JsonValue } from "@gatehouse/contract";
import { jsonPointer } from "../json/jsonPointer.ts";
import type { Facets } from "./Facets.ts";

/** What the merged schemas write under a keyword: the first one that has it. */
export function readSaying(
  facets: Facets,
  keyword: string,
): { readonly pointer: string; readonly value: JsonValue } | undefined {
  for (const { raw, pointer } of facets.nodes) {
    const value = isJsonObject(raw) ? raw[keyword] : undefined;
    if (value !== undefined) return { pointer: jsonPointer.append(pointer, keyword), value };
  }
  return undefined;
}
