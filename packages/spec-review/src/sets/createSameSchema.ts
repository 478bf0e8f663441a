import { canonicalJson, isJsonEqual, isSchemaNode, type JsonValue } from "@gatehouse/contract";
import { behindReferences, type Keywords, type SchemaNode } from "../schema/SchemaNode.ts";

/** @param isFree whether the two are only one way to pair the members of a composition */
type Same = (left: SchemaNode, right: SchemaNode, isFree?: boolean) => boolean;

type Annotations = (node: SchemaNode) => string;

/**
 * Creates a comparison of schemas by their text: they are the same if they have the same keywords with the same values.
 * A pair that comes up again inside its own comparison counts as the same; a difference would show elsewhere.
 */
export function createSameSchema(annotations: Annotations = () => ""): Same {
  // The pairs that count as the same, in order: those after a wrong assumption may depend on it.
  const assumed: Pair[] = [];
  const read = createReader(annotations);
  let depth = 0;
  const same: Same = (given, other) => {
    if (given === other) return true;
    const [left, right] = [read(given), read(other)];
    if (left === right) return true;
    const pair = pairOf(left, right);
    if (depth === 0 && pair.isSame === undefined && !pair.isVisited) settle(pair, read);
    if (pair.isSame !== undefined) return pair.isSame;
    if (depth >= DEEPEST) return false;
    pair.isSame = true;
    const mark = assumed.push(pair) - 1;
    depth += 1;
    const isSame = compareTexts(pair, same);
    depth -= 1;
    if (isSame) return true;
    for (const later of assumed.splice(mark)) later.isSame = undefined;
    pair.isSame = false;
    return false;
  };
  return same;
}

/** Schemas nested deeper than this count as different, which only means that they are compared by the differ. */
const DEEPEST = 150;

/** A schema as it is compared; all references to a schema share one. */
interface SchemaText {
  /** The annotations of the schema and, where it is only a reference, of what it refers to. */
  readonly annotations: string;
  readonly keywords: Keywords;
  /** The keywords that assert something; a choice is also given by its conditions. */
  readonly names: readonly (keyof Keywords)[];
  /** The pair with the schema that it was compared with first, which is usually the only one. */
  first: Pair | undefined;
  /** By the schema that it was compared with later. */
  others: Map<SchemaText, Pair> | undefined;
}

interface Pair {
  readonly left: SchemaText;
  readonly right: SchemaText;
  /** Whether the two are the same, once that is known. */
  isSame: boolean | undefined;
  isVisited: boolean;
  /** The pairs that lead here, while they are visited. */
  parents: Parents | undefined;
}

/** Those that certainly need a pair to be the same, and those that may pair otherwise. */
interface Parents {
  readonly certain: Pair[];
  readonly free: Pair[];
}

type Read = (node: SchemaNode) => SchemaText;

/** Reads each schema once, as the same ones are compared again and again. */
function createReader(annotations: Annotations): Read {
  const known = new Map<SchemaNode, SchemaText>();
  const isMore = (node: SchemaNode) => annotations(node) !== "";
  const readEnd = (node: SchemaNode): SchemaText => {
    const path = throughRef(node);
    const texts = path.map(annotations).filter((text) => text !== "");
    const keywords = path.at(-1)?.keywords ?? {};
    const names = (Object.keys(keywords) as (keyof Keywords)[]).filter((name) => name !== "choice");
    return { annotations: texts.join(","), keywords, names, first: undefined, others: undefined };
  };
  return (node) => {
    const before = known.get(node);
    if (before) return before;
    const end = behindReferences(node, isMore);
    const text = known.get(end) ?? readEnd(end);
    known.set(end, text);
    known.set(node, text);
    return text;
  };
}

function pairOf(left: SchemaText, right: SchemaText): Pair {
  const known = left.first?.right === right ? left.first : left.others?.get(right);
  if (known) return known;
  const pair = { left, right, isSame: undefined, isVisited: false, parents: undefined };
  if (!left.first) {
    left.first = pair;
    return pair;
  }
  left.others ??= new Map();
  left.others.set(right, pair);
  return pair;
}

function compareTexts({ left, right }: Pair, same: Same): boolean {
  if (left.annotations !== right.annotations || left.names.length !== right.names.length) return false;
  return left.names.every((name) => {
    const values = [left.keywords[name], right.keywords[name]] as const;
    return values[1] !== undefined && sameValue(name, values, same);
  });
}

/**
 * Decides about all pairs that two schemas lead to, with the members of compositions in their order. A pair is the same
 * if no difference can be reached from it, and different if one is reached in any order of the members. This needs no
 * recursion, for any number of schemas that refer to each other.
 */
function settle(start: Pair, read: Read): void {
  const { all, different, doubtful } = visitAll(start, read);
  const unlike = reach(different, ({ parents }) => parents?.certain ?? []);
  const unsettled = reach([...unlike, ...doubtful], ({ parents }) => [
    ...(parents?.certain ?? []),
    ...(parents?.free ?? []),
  ]);
  for (const pair of all) {
    pair.isVisited = true;
    pair.parents = undefined;
    if (unlike.has(pair)) pair.isSame = false;
    else if (!unsettled.has(pair)) pair.isSame = true;
  }
}

/** The pairs by what is known without the pairs that they lead to, each with its parents. */
interface Visited {
  readonly all: readonly Pair[];
  readonly different: readonly Pair[];
  /** Those that lead to a pair whose result is unknown. */
  readonly doubtful: readonly Pair[];
}

function visitAll(start: Pair, read: Read): Visited {
  start.parents = { certain: [], free: [] };
  const all = [start];
  const [different, doubtful]: [Pair[], Pair[]] = [[], []];
  let parent = start;
  let isDifferent = false;
  let isDoubtful = false;
  const note: Same = (given, other, isFree = false) => {
    const left = read(given);
    const right = read(other);
    if (left === right) return true;
    const child = pairOf(left, right);
    if (child.isSame !== undefined || child.isVisited) {
      if (child.isSame === false && !isFree) isDifferent = true;
      else if (child.isSame !== true) isDoubtful = true;
      return true;
    }
    if (!child.parents) all.push(child);
    child.parents ??= { certain: [], free: [] };
    child.parents[isFree ? "free" : "certain"].push(parent);
    return true;
  };
  const visit = (pair: Pair): void => {
    parent = pair;
    isDifferent = false;
    isDoubtful = false;
    if (!compareTexts(pair, note) || isDifferent) different.push(pair);
    else if (isDoubtful) doubtful.push(pair);
  };
  for (const pair of all) visit(pair);
  return { all, different, doubtful };
}

/** All that can be reached. */
function reach(starts: readonly Pair[], next: (pair: Pair) => readonly Pair[]): Set<Pair> {
  const found = new Set(starts);
  for (const pair of found) for (const other of next(pair)) found.add(other);
  return found;
}

/** The schema and, while it is only a reference, what it refers to. */
function throughRef(node: SchemaNode): SchemaNode[] {
  const path = [node];
  let { keywords } = node;
  while (keywords.ref && Object.keys(keywords).length === 1 && path.length < 32) {
    path.push(keywords.ref);
    keywords = keywords.ref.keywords;
  }
  return path;
}

type Value = Keywords[keyof Keywords];

function sameValue(name: keyof Keywords, [left, right]: readonly [Value, Value], same: Same): boolean {
  if (left instanceof Map && right instanceof Map) return sameMaps(left, right, same);
  if (left instanceof Set && right instanceof Set)
    return left.size === right.size && [...left].every((item) => right.has(item));
  if (name === "required" || name === "enum") return sameLists(left as JsonValue[], right as JsonValue[]);
  if (isSchemaNode(left) && isSchemaNode(right)) return same(left, right);
  if (Array.isArray(left) && Array.isArray(right) && left.some(isSchemaNode)) {
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

/** Pairs the members of compositions in any order; most have kept their index. */
function sameInAnyOrder(nodes: readonly SchemaNode[], others: readonly SchemaNode[], same: Same): boolean {
  if (nodes.length !== others.length) return false;
  const isFree = nodes.length > 1;
  const open = new Set(others);
  return nodes.every((node, index) => {
    const beside = others[index];
    const isBeside = beside !== undefined && open.has(beside) && same(node, beside, isFree);
    const partner = isBeside ? beside : [...open].find((other) => same(node, other, isFree));
    return partner !== undefined && open.delete(partner);
  });
}

function sameMaps(
  left: ReadonlyMap<string, unknown>,
  right: ReadonlyMap<string, unknown>,
  same: Same,
): boolean {
  if (left.size !== right.size) return false;
  for (const [key, value] of left) {
    const other = right.get(key);
    const isSame = isSchemaNode(value) && isSchemaNode(other) ? same(value, other) : sameNames(value, other);
    if (!isSame) return false;
  }
  return true;
}

function sameNames(left: unknown, right: unknown): boolean {
  return Array.isArray(left) && Array.isArray(right) && sameLists(left, right);
}

/** Equal members in any order. */
function sameLists(left: readonly JsonValue[], right: readonly JsonValue[]): boolean {
  if (left.length === right.length && left.every((item, index) => item === right[index])) return true;
  const texts = new Set(left.map(canonicalJson));
  return (
    texts.size === new Set(right.map(canonicalJson)).size &&
    right.every((item) => texts.has(canonicalJson(item)))
  );
}
