import type { SchemaNode } from "../schema/SchemaNode.ts";
import { annotationsOf } from "./annotationsOf.ts";

const MOST_HOPS = 32;

/** The schema that a mere reference leads to; what many places refer to is then compared once. */
export function behindReferences(node: SchemaNode): SchemaNode {
  let at = node;
  for (let hops = 0; hops < MOST_HOPS; hops += 1) {
    const { ref } = at.keywords;
    if (!ref || Object.keys(at.keywords).length > 1 || annotationsOf(at) !== "") return at;
    at = ref;
  }
  return at;
}
