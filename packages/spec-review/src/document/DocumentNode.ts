import {
  childPointer,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  pointerOfFragment,
  resolvePointer,
} from "@gatehouse/contract";

/** An object of a document with its pointer. */
export interface DocumentNode {
  readonly pointer: string;
  readonly value: JsonObject;
}

const MOST_HOPS = 32;

/** Reads nodes of a document, following references. */
export const documentNodes = {
  root: (root: JsonObject): DocumentNode => ({ pointer: "", value: root }),

  /** The object under a key, behind any references; undefined where there is none. */
  child(root: JsonObject, node: DocumentNode, ...tokens: readonly string[]): DocumentNode | undefined {
    let at: DocumentNode | undefined = node;
    for (const token of tokens) {
      if (!at) return undefined;
      const value: JsonValue | undefined = Object.hasOwn(at.value, token) ? at.value[token] : undefined;
      at = resolve(root, childPointer(at.pointer, token), value);
    }
    return at;
  },

  /** The objects of a map, behind any references, by key. */
  entries(root: JsonObject, node: DocumentNode | undefined): Map<string, DocumentNode> {
    const found = new Map<string, DocumentNode>();
    for (const key of Object.keys(node?.value ?? {})) {
      if (!node) continue;
      const child = documentNodes.child(root, node, key);
      if (child) found.set(key, child);
    }
    return found;
  },

  /** The objects of a map without its extensions (`x-…`). */
  ownEntries(root: JsonObject, node: DocumentNode | undefined): Map<string, DocumentNode> {
    return new Map([...documentNodes.entries(root, node)].filter(([key]) => !key.startsWith("x-")));
  },

  /** The objects of a list, behind any references. */
  items(root: JsonObject, node: DocumentNode, key: string): DocumentNode[] {
    const list = node.value[key];
    if (!Array.isArray(list)) return [];
    const base = childPointer(node.pointer, key);
    const items: readonly JsonValue[] = list;
    return items.flatMap((item, index) => resolve(root, childPointer(base, index), item) ?? []);
  },
};

function resolve(root: JsonObject, pointer: string, value: JsonValue | undefined): DocumentNode | undefined {
  let at = { pointer, value };
  for (
    let hops = 0;
    hops < MOST_HOPS && isJsonObject(at.value) && typeof at.value.$ref === "string";
    hops += 1
  ) {
    const target = pointerOfFragment(at.value.$ref);
    at = { pointer: target, value: resolvePointer(root, target) };
  }
  return isJsonObject(at.value) ? { pointer: at.pointer, value: at.value } : undefined;
}
