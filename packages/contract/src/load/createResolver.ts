import type { JsonObject, ResolvedValue } from "../Contract.ts";
import { resolveInDocument } from "./resolveInDocument.ts";

/** Recursive schemas have endlessly many pointers; a document has few that are asked for. */
const MEMORY_LIMIT = 10_000;

/** Makes the function that finds values of a document, and remembers where the ones that exist are. */
export function createResolver(document: JsonObject): (pointer: string) => ResolvedValue {
  const known = new Map<string, ResolvedValue>();
  return (pointer) => {
    const remembered = known.get(pointer);
    if (remembered !== undefined) return remembered;
    const resolved = resolveInDocument(document, pointer);
    if (resolved.value !== undefined && known.size < MEMORY_LIMIT) known.set(pointer, resolved);
    return resolved;
  };
}
