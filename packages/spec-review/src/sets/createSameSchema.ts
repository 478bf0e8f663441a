import { canonicalJson, isJsonEqual, isSchemaNode, type JsonValue } from "@gatehouse/contract";
import { behindReferences, type Keywords, type SchemaNode } from "../schema/SchemaNode.ts";

/** @param isFree whether the two are only one way to pair the members of a composition */
type Same = (left: SchemaNode, right: SchemaNode, isFree?: boolean) => boolean;

type Annotations = (node: SchemaNode) => string;

/**
 * Makes the comparison of schemas by their text: the same keywords with the same values, wherever they stand. A pair
 * that comes up again while it is being compared counts as the same; a difference would show elsewhere.
 */
export function createSameSchema(annotations: Annotations = () => ""): Same {
  // The pairs that count as the same, in the order they were found: what came after a wrong assumption may lean on it.
  const assumed: Pair[] = [];
  const read = createReader(annotations);
  let depth = 0;
  const same: Same = (given, other) => {
    if (given === other) return true;
    const [left, right] = [read(given), read(other)];
    if (left === right) return true;
    const pair = pairOf(left, right);
    if (depth === 0 && pair.answer === undefined && !pair.isLooked) settle(pair, read);
    if (pair.answer !== undefined) return pair.answer;
    if (depth >= DEEPEST) return false;
    pair.answer = true;
    const mark = assumed.push(pair) - 1;
    depth += 1;
    const isSame = compareTexts(pair, same);
    depth -= 1;
    if (isSame) return true;
    for (const later of assumed.splice(mark)) later.answer = undefined;
    pair.answer = false;
    return false;
  };
  return same;
}

/** Beyond so many schemas inside each other two of them count as different, which only means that they are looked into. */
const DEEPEST = 150;

/** A schema as it is compared; one for each schema, whatever the references that lead to it. */
interface SchemaText {
  /** The annotations of the schema and, where it is only a reference, of what it refers to. */
  readonly annotations: string;
  readonly keywords: Keywords;
  /** The keywords that assert something; a choice is said by its conditions as well. */
  readonly names: readonly (keyof Keywords)[];
  /** The pair with the schema that it was compared with first, which is the only one as a rule. */
  first: Pair | undefined;
  /** By the schema that it was compared with later. */
  others: Map<SchemaText, Pair> | undefined;
}

interface Pair {
  readonly left: SchemaText;
  readonly right: SchemaText;
  /** Whether the two are the same, once that is known. */
  answer: boolean | undefined;
  /** Whether it has been looked at in order. */
  isLooked: boolean;
  /** The pairs that lead here, while they are looked at. */
  parents: Parents | undefined;
}

/** Those that certainly need a pair to be the same, and those that may pair otherwise. */
interface Parents {
  readonly certain: Pair[];
  readonly free: Pair[];
}

type Read = (node: SchemaNode) => SchemaText;

/** Schemas are asked for again and again, so each is read once. */
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
  const pair = { left, right, answer: undefined, isLooked: false, parents: undefined };
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
 * Answers for all pairs that two schemas lead to, members of compositions taken in their order: those from which no
 * difference can be reached are the same, and those from which one is reached whatever the order are not. It needs no
 * recursion, however many schemas lead to each other.
 */
function settle(start: Pair, read: Read): void {
  const { all, different, doubtful } = lookAtAll(start, read);
  const unlike = reach(different, ({ parents }) => parents?.certain ?? []);
  const unsettled = reach([...unlike, ...doubtful], ({ parents }) => [
    ...(parents?.certain ?? []),
    ...(parents?.free ?? []),
  ]);
  for (const pair of all) {
    pair.isLooked = true;
    pair.parents = undefined;
    if (unlike.has(pair)) pair.answer = false;
    else if (!unsettled.has(pair)) pair.answer = true;
  }
}

/** Pairs as they look by themselves, each with its parents. */
interface Looked {
  readonly all: readonly Pair[];
  readonly different: readonly Pair[];
  /** Those that lead to a pair of which nothing is known for certain. */
  readonly doubtful: readonly Pair[];
}

function lookAtAll(start: Pair, read: Read): Looked {
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
    if (child.answer !== undefined || child.isLooked) {
      if (child.answer === false && !isFree) isDifferent = true;
      else if (child.answer !== true) isDoubtful = true;
      return true;
    }
    if (!child.parents) all.push(child);
    child.parents ??= { certain: [], free: [] };
    child.parents[isFree ? "free" : "certain"].push(parent);
    return true;
  };
  const look = (pair: Pair): void => {
    parent = pair;
    isDifferent = false;
    isDoubtful = false;
    if (!compareTexts(pair, note) || isDifferent) different.push(pair);
    else if (isDoubtful) doubtful.push(pair);
  };
  for (const pair of all) look(pair);
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

/** Members of compositions belong together whatever their order; most stand where they stood. */
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
