import { isJsonObject, type JsonValue } from "@gatehouse/contract";
import { jsonPointer } from "../json/jsonPointer.ts";
import { readKeywords } from "./readKeywords.ts";
import type { Dialect, Keywords, SchemaNode, SchemaSource, View } from "./SchemaNode.ts";

/** What a schema source is made from. */
interface SchemaSourceOptions {
  readonly root: JsonValue;
  readonly dialect: Dialect;
  readonly view: View;
  /** Gives each node of a comparison its number; shared by both documents. */
  readonly nextId: () => number;
}

/** Opens the schemas of a document. Nodes are read when they are first asked for. */
export function createSchemaSource(options: SchemaSourceOptions): SchemaSource {
  const nodes = new Map<string, SchemaNode>();
  let anchors: ReadonlyMap<string, readonly string[]> | undefined;
  let hasDirections: boolean | undefined;
  const source: SchemaSource = {
    dialect: options.dialect,
    view: options.view,
    get hasDirections() {
      hasDirections ??= /"(readOnly|writeOnly)"/.test(JSON.stringify(options.root));
      return hasDirections;
    },
    at(pointer, given) {
      const known = nodes.get(pointer);
      if (known) return known;
      const raw = given ?? jsonPointer.resolve(options.root, pointer) ?? true;
      const node = lazyNode({ id: options.nextId(), pointer, raw }, (self) => readKeywords(self, source));
      nodes.set(pointer, node);
      return node;
    },
    anchored(name) {
      anchors ??= findAnchors(options.root);
      const [pointer, ...others] = anchors.get(name) ?? [];
      return pointer === undefined || others.length > 0 ? undefined : source.at(pointer);
    },
    synthetic: (pointer, keywords) => ({ id: options.nextId(), pointer, raw: true, keywords }),
  };
  return source;
}

type Place = Pick<SchemaNode, "id" | "pointer" | "raw">;

function lazyNode(place: Place, read: (place: Place) => Keywords): SchemaNode {
  let keywords: Keywords | undefined;
  return {
    ...place,
    get keywords() {
      keywords ??= read(place);
      return keywords;
    },
  };
}

/** By name the pointers of all schemas of a document that have an anchor of that name. */
function findAnchors(root: JsonValue): Map<string, string[]> {
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
