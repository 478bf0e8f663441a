import { canonicalJson, isJsonEqual, type JsonValue } from "@gatehouse/contract";
import { behindReferences, type Keywords, type SchemaNode } from "../schema/SchemaNode.ts";

/** @param isFree whether the two are only one way to pair the members of a composition */
type Same = (left: SchemaNode, right: SchemaNode, isFree?: boolean) => boolean;

type Annotations = (node: SchemaNode) => string;

/**
 * Makes the comparison of schemas by their text: the same keywords with the same values, wherever they stand. A pair
 * that comes up again while it is being compared counts as the same; a difference would show elsewhere.
 */
export function createSameSchema(annotations: Annotations = () => ""): Same {
  const answers = new Map<number, boolean>();
  // The pairs that count as the same, in the order they were found: what came after a wrong assumption may lean on it.
  const assumed: number[] = [];
  const looked = new Set<number>();
  let depth = 0;
  const isMore = (node: SchemaNode) => annotations(node) !== "";
  const same: Same = (given, other) => {
    if (given === other) return true;
    const [left, right] = [behindReferences(given, isMore), behindReferences(other, isMore)];
    if (left === right) return true;
    const key = keyOf(left, right);
    if (depth === 0 && !answers.has(key) && !looked.has(key))
      settle({ left, right }, { answers, looked, annotations, isMore });
    const known = answers.get(key);
    if (known !== undefined) return known;
    if (depth >= DEEPEST) return false;
    answers.set(key, true);
    const mark = assumed.push(key) - 1;
    depth += 1;
    const isSame = compareNodes({ left, right }, annotations, same);
    depth -= 1;
    if (isSame) return true;
    for (const later of assumed.splice(mark)) answers.delete(later);
    answers.set(key, false);
    return false;
  };
  return same;
}

/** Beyond so many schemas inside each other two of them count as different, which only means that they are looked into. */
const DEEPEST = 150;

/** Numbers of schemas stay far below this, so two of them make one number; those of "anything" are negative. */
const MOST_NUMBERS = 2 ** 26;

function keyOf(left: SchemaNode, right: SchemaNode): number {
  return left.id * MOST_NUMBERS + right.id;
}

interface Pair {
  readonly left: SchemaNode;
  readonly right: SchemaNode;
}

function compareNodes({ left, right }: Pair, annotations: Annotations, same: Same): boolean {
  const [one, other] = [throughRef(left), throughRef(right)];
  return saying(one, annotations) === saying(other, annotations) && compare(lastOf(one), lastOf(other), same);
}

function saying(nodes: readonly SchemaNode[], annotations: Annotations): string {
  let text = "";
  for (const node of nodes) {
    const own = annotations(node);
    if (own !== "") text += `${own},`;
  }
  return text;
}

interface Answers {
  readonly answers: Map<number, boolean>;
  /** The pairs that have been looked at in order. */
  readonly looked: Set<number>;
  readonly annotations: Annotations;
  /** Whether a reference says more than where it leads. */
  readonly isMore: (node: SchemaNode) => boolean;
}

/** The pairs that lead to a pair; those that certainly need it to be the same, and those that may pair otherwise. */
interface Parents {
  readonly certain: number[];
  readonly free: number[];
}

/**
 * Answers for all pairs that two schemas lead to, members of compositions taken in their order: those from which no
 * difference can be reached are the same, and those from which one is reached whatever the order are not. It needs no
 * recursion, however many schemas lead to each other.
 */
function settle(start: Pair, { answers, looked, annotations, isMore }: Answers): void {
  const parents = new Map<number, Parents>([[keyOf(start.left, start.right), { certain: [], free: [] }]]);
  const open: Pair[] = [start];
  const [different, doubtful]: [number[], number[]] = [[], []];
  for (let pair = open.pop(); pair; pair = open.pop()) {
    const key = keyOf(pair.left, pair.right);
    let [isDifferent, isDoubtful] = [false, false];
    const note: Same = (given, other, isFree = false) => {
      const [left, right] = [behindReferences(given, isMore), behindReferences(other, isMore)];
      if (left === right) return true;
      const child = keyOf(left, right);
      const known = answers.get(child);
      if (known !== undefined || looked.has(child)) {
        if (known === false && !isFree) isDifferent = true;
        else if (known !== true) isDoubtful = true;
        return true;
      }
      const others = parents.get(child) ?? { certain: [], free: [] };
      if (!parents.has(child)) open.push({ left, right });
      parents.set(child, others);
      (isFree ? others.free : others.certain).push(key);
      return true;
    };
    if (!compareNodes(pair, annotations, note) || isDifferent) different.push(key);
    else if (isDoubtful) doubtful.push(key);
  }
  const unlike = reach(different, (key) => parents.get(key)?.certain ?? []);
  const unsettled = reach([...unlike, ...doubtful], (key) => {
    const { certain = [], free = [] } = parents.get(key) ?? {};
    return [...certain, ...free];
  });
  for (const key of parents.keys()) {
    looked.add(key);
    if (unlike.has(key)) answers.set(key, false);
    else if (!unsettled.has(key)) answers.set(key, true);
  }
}

/** All that can be reached. */
function reach(starts: readonly number[], next: (key: number) => readonly number[]): Set<number> {
  const found = new Set(starts);
  for (const key of found) for (const other of next(key)) found.add(other);
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
  const isFree = nodes.length > 1;
  const open = new Set(others);
  return nodes.every((node, index) => {
    const beside = others[index];
    const isBeside = beside !== undefined && open.has(beside) && same(node, beside, isFree);
    const partner = isBeside ? beside : [...open].find((other) => same(node, other, isFree));
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
