import { canonicalJson, isJsonEqual, type JsonValue } from "@gatehouse/contract";
import type { Keywords, SchemaNode } from "../schema/SchemaNode.ts";

type Same = (left: SchemaNode, right: SchemaNode) => boolean;

/**
 * Makes the comparison of schemas by their text: the same keywords with the same values, wherever they stand. A pair
 * that comes up again while it is being compared counts as the same; a difference would show elsewhere.
 */
export function createSameSchema(annotations: (node: SchemaNode) => string = () => ""): Same {
  const answers = new Map<string, boolean>();
  // The pairs that count as the same, in the order they were found: what came after a wrong assumption may lean on it.
  const assumed: string[] = [];
  const same: Same = (left, right) => {
    if (left === right) return true;
    const key = `${left.id}=${right.id}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    answers.set(key, true);
    const mark = assumed.push(key) - 1;
    const [one, other] = [throughRef(left), throughRef(right)];
    const saying = (nodes: readonly SchemaNode[]) =>
      nodes
        .map(annotations)
        .filter((text) => text !== "")
        .join();
    const verdict = saying(one) === saying(other) && compare(lastOf(one), lastOf(other), same);
    if (verdict) return true;
    for (const later of assumed.splice(mark)) answers.delete(later);
    answers.set(key, false);
    return false;
  };
  return same;
}

/** The schema and, while it is nothing but a reference, what it refers to. */
function throughRef(node: SchemaNode): SchemaNode[] {
  const path = [node];
  let { keywords } = node;
  while (keywords.ref && Object.keys(keywords).length === 1 && path.length < 32) {
    path.push(keywords.ref);
    keywords = keywords.ref.keywords;
  }
  return path;
}

function lastOf(path: readonly SchemaNode[]): Keywords {
  return path.at(-1)?.keywords ?? {};
}

function compare(left: Keywords, right: Keywords, same: Same): boolean {
  const names = Object.keys(left) as (keyof Keywords)[];
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => right[name] !== undefined && sameValue(name, [left[name], right[name]], same))
  );
}

type Value = Keywords[keyof Keywords];

function sameValue(name: keyof Keywords, [left, right]: readonly [Value, Value], same: Same): boolean {
  if (left instanceof Map && right instanceof Map) return sameMaps(left, right, same);
  if (left instanceof Set && right instanceof Set)
    return left.size === right.size && [...left].every((item) => right.has(item));
  if (name === "required" || name === "enum") return sameLists(left as JsonValue[], right as JsonValue[]);
  if (isNode(left) && isNode(right)) return same(left, right);
  if (Array.isArray(left) && Array.isArray(right) && left.some(isNode)) {
    const [nodes, others] = [left as SchemaNode[], right as SchemaNode[]];
    return name === "prefixItems" ? sameInOrder(nodes, others, same) : sameInAnyOrder(nodes, others, same);
  }
  return isJsonEqual(left as JsonValue, right as JsonValue);
}

function sameInOrder(nodes: readonly SchemaNode[], others: readonly SchemaNode[], same: Same): boolean {
  if (nodes.length !== others.length) return false;
  return nodes.every((node, index) => {
    const other = others[index];
    return other !== undefined && same(node, other);
  });
}

/** Members of compositions belong together whatever their order; most stand where they stood. */
function sameInAnyOrder(nodes: readonly SchemaNode[], others: readonly SchemaNode[], same: Same): boolean {
  if (nodes.length !== others.length) return false;
  const open = new Set(others);
  return nodes.every((node, index) => {
    const beside = others[index];
    const isBeside = beside !== undefined && open.has(beside) && same(node, beside);
    const partner = isBeside ? beside : [...open].find((other) => same(node, other));
    return partner !== undefined && open.delete(partner);
  });
}

function isNode(value: unknown): value is SchemaNode {
  return typeof value === "object" && value !== null && "keywords" in value;
}

function sameMaps(
  left: ReadonlyMap<string, unknown>,
  right: ReadonlyMap<string, unknown>,
  same: Same,
): boolean {
  if (left.size !== right.size) return false;
  return [...left].every(([key, value]) => {
    const other = right.get(key);
    return isNode(value) && isNode(other) ? same(value, other) : sameNames(value, other);
  });
}

function sameNames(left: unknown, right: unknown): boolean {
  return Array.isArray(left) && Array.isArray(right) && sameLists(left, right);
}

/** Equal members in any order. */
function sameLists(left: readonly JsonValue[], right: readonly JsonValue[]): boolean {
  const texts = new Set(left.map(canonicalJson));
  return (
    texts.size === new Set(right.map(canonicalJson)).size &&
    right.every((item) => texts.has(canonicalJson(item)))
  );
}
