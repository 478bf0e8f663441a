import { canonicalJson, isJsonEqual, type JsonType, type JsonValue, jsonTypeOf } from "@gatehouse/contract";
import { behindReferences, idsOf, type SchemaNode } from "../schema/SchemaNode.ts";
import type { Exchange } from "./Exchange.ts";

/** Alternatives of which at least one holds; of `oneOf` exactly one. */
export interface SourceUnion {
  readonly node: SchemaNode;
  readonly keyword: "anyOf" | "oneOf";
  readonly members: readonly SchemaNode[];
}

/** The known schemas of a value. */
export interface ProofSource {
  readonly key: string;
  readonly roots: readonly SchemaNode[];
  /** The roots, what they refer to, and the members of their `allOf`. */
  readonly nodes: readonly SchemaNode[];
  /** Those whose alternatives were not yet tried one by one. */
  readonly unions: readonly SourceUnion[];
  /** The types that the value can have; undefined means any. */
  readonly types: ReadonlySet<JsonType> | undefined;
  readonly integerOnly: boolean;
  /** The values that it can be, where they are listed. */
  readonly values: readonly JsonValue[] | undefined;
}

/** By name of a member the values that it can have, where they are listed. */
type Tags = ReadonlyMap<string, ReadonlySet<string>>;

/** The keywords that distinguish the values of a schema from those of others without a proof. */
interface Shape {
  readonly types: ReadonlySet<JsonType> | undefined;
  readonly tags: Tags;
  readonly required: ReadonlySet<string>;
}

const shapes = new WeakMap<SchemaNode, Shape>();

/** A schema with what all holds where it holds: what it refers to, and the members of its `allOf`. */
export function conjunctionOf(roots: readonly SchemaNode[]): readonly SchemaNode[] {
  const [only] = roots;
  if (!only || roots.length > 1) return collectConjunction(roots);
  if (!only.keywords.ref && !only.keywords.allOf) return roots;
  const known = conjunctions.get(only) ?? collectConjunction(roots);
  conjunctions.set(only, known);
  return known;
}

/** Conjunctions of one schema each, which are asked for most. */
const conjunctions = new WeakMap<SchemaNode, readonly SchemaNode[]>();

function collectConjunction(roots: readonly SchemaNode[]): readonly SchemaNode[] {
  const found = new Set<SchemaNode>();
  const visit = (node: SchemaNode): void => {
    if (found.has(node)) return;
    found.add(node);
    const { ref, allOf } = node.keywords;
    if (ref) visit(ref);
    for (const member of allOf ?? []) visit(member);
  };
  for (const root of roots) visit(root);
  return [...found];
}

/**
 * Puts together what is known of a value.
 * @param split unions that have been taken apart already
 */
export function proofSource(
  given: readonly SchemaNode[],
  split: ReadonlySet<SchemaNode> = NONE,
): ProofSource {
  const roots = given.map((node) => behindReferences(node));
  const [first] = roots;
  if (!first || roots.length > 1 || split.size > 0) return readSource(roots, split);
  const known = sources.get(first) ?? readSource(roots, split);
  sources.set(first, known);
  return known;
}

/** What is known of the values of one schema; most questions begin so. */
const sources = new WeakMap<SchemaNode, ProofSource>();

function readSource(roots: readonly SchemaNode[], split: ReadonlySet<SchemaNode>): ProofSource {
  const nodes = conjunctionOf(roots);
  const unions = nodes.flatMap((node) =>
    (["oneOf", "anyOf"] as const).flatMap((keyword): SourceUnion[] => {
      const members = node.keywords[keyword];
      return members && !split.has(node) ? [{ node, keyword, members }] : [];
    }),
  );
  return {
    key: `${idsOf(roots)}/${idsOf([...split])}`,
    roots,
    nodes,
    unions,
    types: commonTypes(nodes),
    integerOnly: nodes.some(({ keywords }) => keywords.integerOnly),
    values: commonValues(nodes),
  };
}

const NONE: ReadonlySet<SchemaNode> = new Set();

/** The source with one member of a union added. */
export function withMember(source: ProofSource, { node }: SourceUnion, member: SchemaNode): ProofSource {
  const split = new Set(source.nodes.filter((known) => isUnion(known) && !isOpen(source, known)));
  return proofSource([...source.roots, member], split.add(node));
}

function isUnion({ keywords }: SchemaNode): boolean {
  return (keywords.anyOf ?? keywords.oneOf) !== undefined;
}

function isOpen({ unions }: ProofSource, node: SchemaNode): boolean {
  return unions.some((union) => union.node === node);
}

function commonTypes(nodes: readonly SchemaNode[]): ReadonlySet<JsonType> | undefined {
  let common: ReadonlySet<JsonType> | undefined;
  for (const { keywords } of nodes) {
    const { types } = keywords;
    if (types) common = common ? new Set([...common].filter((type) => types.has(type))) : types;
  }
  return common;
}

function commonValues(nodes: readonly SchemaNode[]): readonly JsonValue[] | undefined {
  let common: readonly JsonValue[] | undefined;
  for (const { keywords } of nodes) {
    const values = keywords.const ? [keywords.const.value] : keywords.enum;
    if (!values) continue;
    common = common?.filter((value) => values.some((other) => isJsonEqual(value, other))) ?? values;
  }
  return common;
}

/** Where a proof stopped. */
export interface ProofStop {
  readonly keyword: string;
  /** JSON pointer to the schema whose keyword is not implied. */
  readonly pointer: string;
}

/** What the parts of the proof share. */
export interface ProofContext {
  matches(pattern: string, name: string): boolean;
  /** Whether two schemas say the same. */
  isSame(left: SchemaNode, right: SchemaNode): boolean;
  /** Asks about the same value. */
  includes(source: ProofSource, target: SchemaNode, exchange: Exchange | undefined): boolean;
  /** Asks about a member or an item. */
  includesInside(source: ProofSource, target: SchemaNode, exchange: Exchange | undefined): boolean;
}

/**
 * Whether no value is of both kinds, decided without a proof: the types differ, or one of them requires a member whose
 * listed values the two do not share. False means nothing.
 */
export function areDisjoint(left: ProofSource | SchemaNode, right: SchemaNode): boolean {
  const roots = "roots" in left ? left.roots : [left];
  return roots.some((root) => areApart(root, right)) || branchesApart(right, roots);
}

function areApart(left: SchemaNode, right: SchemaNode): boolean {
  const [one, other] = [shapeOf(left), shapeOf(right)];
  if (one.types && other.types && !sharesValue(one.types, other.types)) return true;
  if (!isObjectOnly(one) && !isObjectOnly(other)) return false;
  for (const [name, values] of one.tags) {
    const others = other.tags.get(name);
    if (others === undefined || (!one.required.has(name) && !other.required.has(name))) continue;
    if (!sharesValue(values, others)) return true;
  }
  return false;
}

function sharesValue<T>(left: ReadonlySet<T>, right: ReadonlySet<T>): boolean {
  for (const value of left) if (right.has(value)) return true;
  return false;
}

/**
 * The members whose listed values distinguish two kinds of object. Authors often leave them optional, although each
 * object has them.
 */
export function softTags(left: SchemaNode, right: SchemaNode): string[] {
  const [one, other] = [shapeOf(left), shapeOf(right)];
  return [...one.tags].flatMap(([name, values]) => {
    const others = other.tags.get(name);
    return others && !sharesValue(values, others) ? [name] : [];
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

function shapeOf(given: SchemaNode): Shape {
  const known = shapes.get(given);
  if (known) return known;
  const node = behindReferences(given);
  if (node !== given) {
    const shape = shapeOf(node);
    shapes.set(given, shape);
    return shape;
  }
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
      const values = commonValues(conjunctionOf([child]));
      if (!values) continue;
      const before = tags.get(name);
      const own = values.map(canonicalJson);
      tags.set(name, new Set(before ? own.filter((value) => before.has(value)) : own));
    }
  }
  return tags;
}
