import type { Keywords, SchemaNode } from "../schema/SchemaNode.ts";
import { areDisjoint, softTags } from "./areDisjoint.ts";
import { conjunctionOf } from "./ProofSource.ts";

/** Schemas without the demand that a value fits one of several open objects only. */
export interface Loosening {
  /** The schema itself where it has no such demand. */
  loosen(node: SchemaNode): SchemaNode;
}

/**
 * Makes a loosening. Authors write `oneOf` over open objects and mean "one of these forms"; by the letter such a value
 * is refused as soon as it fits two of them. What a receiver takes is compared without that letter, which has a rule of
 * its own.
 */
export function createLoosening(nextId: () => number): Loosening {
  const loosened = new Map<SchemaNode, SchemaNode>();
  const plain = new Set<SchemaNode>();
  const loosen = (node: SchemaNode): SchemaNode => {
    if (isPlain(node, plain)) return node;
    const known = loosened.get(node);
    if (known) return known;
    const { id: _, keywords: __, ...rest } = node;
    let keywords: Keywords | undefined;
    const copy: SchemaNode = {
      ...rest,
      id: nextId(),
      get keywords() {
        keywords ??= loosenKeywords(node.keywords, { loosen, nextId, node });
        return keywords;
      },
    };
    loosened.set(node, copy);
    return copy;
  };
  return { loosen };
}

/** Tells whether a `oneOf` has alternatives that a value can fit together for no other reason than what it lacks. */
export function hasOpenAlternatives(members: readonly SchemaNode[]): boolean {
  return members.some((member) => isOpen(member, members));
}

/** An object that is open, or told apart by an optional member, and shares values with another one. */
function isOpen(member: SchemaNode, members: readonly SchemaNode[]): boolean {
  if (!isPlainObject(member)) return false;
  return members.some(
    (other) =>
      other !== member &&
      isPlainObject(other) &&
      !areDisjoint(member, other) &&
      ((!isClosed(member) && !isClosed(other)) || softTags(member, other).length > 0),
  );
}

function isPlainObject(node: SchemaNode): boolean {
  const nodes = conjunctionOf([node]);
  const mayBeObject = nodes.every(({ keywords: { types } }) => !types || types.has("object"));
  const isNamed = nodes.some(({ isNaming }) => isNaming);
  const says = nodes.some(({ keywords: { properties, required } }) => properties ?? required);
  return mayBeObject && says && !isNamed && !nodes.some(({ keywords }) => keywords.enum ?? keywords.const);
}

function isClosed(node: SchemaNode): boolean {
  return conjunctionOf([node]).some(({ keywords }) =>
    [keywords.additionalProperties, keywords.unevaluatedProperties].some(
      (rest) => rest?.keywords.verdict === false,
    ),
  );
}

/** Remembers what leads to no such union. */
function isPlain(start: SchemaNode, plain: Set<SchemaNode>): boolean {
  const seen = new Set<SchemaNode>();
  const open = [start];
  for (let node = open.pop(); node; node = open.pop()) {
    if (seen.has(node) || plain.has(node)) continue;
    seen.add(node);
    const { oneOf } = node.keywords;
    if (oneOf && hasOpenAlternatives(oneOf)) return false;
    open.push(...childrenOf(node.keywords));
  }
  for (const node of seen) plain.add(node);
  return true;
}

/** Under `not` less is more, so what stands there keeps its letter. */
function childrenOf({ not: _, ...keywords }: Keywords): SchemaNode[] {
  return Object.values(keywords).flatMap((value: unknown) => {
    if (isNode(value)) return [value];
    if (value instanceof Map) return [...value.values()].filter(isNode);
    return Array.isArray(value) ? value.filter(isNode) : [];
  });
}

function isNode(value: unknown): value is SchemaNode {
  return typeof value === "object" && value !== null && "keywords" in value;
}

interface Tools extends Loosening {
  readonly nextId: () => number;
  readonly node: SchemaNode;
}

function loosenKeywords(keywords: Keywords, { loosen, nextId, node }: Tools): Keywords {
  const through = (value: unknown): unknown => {
    if (isNode(value)) return loosen(value);
    if (value instanceof Map) return new Map([...value].map(([name, one]) => [name, through(one)]));
    return Array.isArray(value) && value.some(isNode) ? value.map(through) : value;
  };
  const { not, ...others } = keywords;
  const loose = Object.fromEntries(Object.entries(others).map(([name, value]) => [name, through(value)]));
  const members = keywords.oneOf;
  if (!members || !hasOpenAlternatives(members)) return { ...loose, ...(not && { not }) };
  const synthetic = (own: Keywords): SchemaNode => ({
    id: nextId(),
    pointer: node.pointer,
    raw: true,
    keywords: own,
  });
  const open = members.filter((member) => isOpen(member, members)).map(loosen);
  const strict = members.filter((member) => !isOpen(member, members)).map(loosen);
  const { oneOf: _, ...rest } = loose as Keywords;
  const union: Keywords =
    strict.length === 0 ? { anyOf: open } : { oneOf: [...strict, synthetic({ anyOf: open })] };
  const kept = { ...rest, ...(not && { not }) };
  if (kept.anyOf) return { ...kept, allOf: [...(kept.allOf ?? []), synthetic(union)] };
  return { ...kept, ...union };
}
