import { canonicalJson, type JsonType, type JsonValue, jsonTypeOf } from "@gatehouse/contract";
import type { SchemaNode } from "../schema/SchemaNode.ts";
import { conjunctionOf, type ProofSource, proofSource } from "./ProofSource.ts";

/** By name of a member the values that it can have, where they are listed. */
type Tags = ReadonlyMap<string, ReadonlySet<string>>;

/** What tells the values of a schema from those of others at a glance. */
interface Shape {
  readonly types: ReadonlySet<JsonType> | undefined;
  readonly tags: Tags;
  readonly required: ReadonlySet<string>;
}

const shapes = new WeakMap<SchemaNode, Shape>();

/**
 * Tells whether no value is of both kinds, by what can be seen at a glance: other types, or a member that one of them
 * requires and whose listed values the two do not share. False says nothing.
 */
export function areDisjoint(left: ProofSource | SchemaNode, right: SchemaNode): boolean {
  const roots = "roots" in left ? left.roots : [left];
  return roots.some((root) => areApart(root, right)) || branchesApart(right, roots);
}

function areApart(left: SchemaNode, right: SchemaNode): boolean {
  const [one, other] = [shapeOf(left), shapeOf(right)];
  if (one.types && other.types && ![...one.types].some((type) => other.types?.has(type))) return true;
  if (!isObjectOnly(one) && !isObjectOnly(other)) return false;
  return [...one.tags].some(([name, values]) => {
    const others = other.tags.get(name);
    const isThere = one.required.has(name) || other.required.has(name);
    return others !== undefined && isThere && ![...values].some((value) => others.has(value));
  });
}

/**
 * The members by whose listed values two kinds of object tell themselves apart where they have them. Authors leave
 * them optional and mean them all the same.
 */
export function softTags(left: SchemaNode, right: SchemaNode): string[] {
  const [one, other] = [shapeOf(left), shapeOf(right)];
  return [...one.tags].flatMap(([name, values]) => {
    const others = other.tags.get(name);
    return others && ![...values].some((value) => others.has(value)) ? [name] : [];
  });
}

function isObjectOnly({ types }: Shape): boolean {
  return types?.size === 1 && types.has("object");
}

/** A union is apart from what all of its members are apart from. */
function branchesApart(right: SchemaNode, roots: readonly SchemaNode[]): boolean {
  return conjunctionOf([right]).some(({ keywords }) => {
    const members = keywords.oneOf ?? keywords.anyOf;
    return members?.every((member) => roots.some((root) => areApart(root, member))) ?? false;
  });
}

function shapeOf(node: SchemaNode): Shape {
  const known = shapes.get(node);
  if (known) return known;
  const { nodes, types, values } = proofSource([node]);
  const shape: Shape = {
    types: values ? new Set(values.map(jsonTypeOf)) : types,
    tags: tagsOf(nodes),
    required: new Set(nodes.flatMap(({ keywords }) => keywords.required ?? [])),
  };
  shapes.set(node, shape);
  return shape;
}

function tagsOf(nodes: readonly SchemaNode[]): Tags {
  const tags = new Map<string, ReadonlySet<string>>();
  for (const { keywords } of nodes) {
    for (const [name, child] of keywords.properties ?? []) {
      const values = listedValues(child);
      if (!values) continue;
      const before = tags.get(name);
      const own = values.map(canonicalJson);
      tags.set(name, new Set(before ? own.filter((value) => before.has(value)) : own));
    }
  }
  return tags;
}

function listedValues(node: SchemaNode): readonly JsonValue[] | undefined {
  return proofSource([node]).values;
}
