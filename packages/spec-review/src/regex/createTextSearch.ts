import { buildNfa, type Nfa } from "./buildNfa.ts";
import { type CharSet, charSet } from "./charSet.ts";
import { parseRegex } from "./parseRegex.ts";

/**
 * A deterministic view of an automaton, for searching: a pattern without anchors matches anywhere. States are
 * numbered as they are first reached.
 */
interface Matcher {
  readonly start: number;
  /** The state after one more character. */
  after(state: number, codePoint: number): number;
  /** Whether a text that ends in this state matches. */
  accepts(state: number): boolean;
  /** The sets of characters that the pattern distinguishes. */
  readonly sets: readonly CharSet[];
}

interface DfaState {
  /** Open states of the automaton; undefined once every continuation matches. */
  readonly open: readonly number[] | undefined;
  readonly accepting: boolean;
  readonly next: Map<number, number>;
}

/** Makes the searching matcher of an automaton. */
function createMatcher(nfa: Nfa): Matcher {
  const states: DfaState[] = [];
  const numbers = new Map<string, number>();
  const intern = (open: readonly number[], accepting: boolean): number => {
    const certain = open.includes(nfa.final);
    const key = certain ? "certain" : `${open.join(",")}|${accepting}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    states.push({ open: certain ? undefined : open, accepting: certain || accepting, next: new Map() });
    numbers.set(key, states.length - 1);
    return states.length - 1;
  };
  const enter = (sources: readonly number[], atStart: boolean): number => {
    const open = closure(nfa, sources, { atStart, atEnd: false });
    const accepting = closure(nfa, sources, { atStart, atEnd: true }).includes(nfa.final);
    return intern(open, accepting);
  };
  const start = enter([0], true);
  const step = (state: DfaState, codePoint: number): number => {
    const targets = (state.open ?? []).flatMap((open) => targetsOf(nfa, open, codePoint));
    return enter([0, ...targets], false);
  };
  return {
    start,
    sets: nfa.steps.flat().map(({ set }) => set),
    accepts: (state) => states[state]?.accepting ?? false,
    after(number, codePoint) {
      const state = states[number];
      if (!state || state.open === undefined) return number;
      const known = state.next.get(codePoint) ?? step(state, codePoint);
      state.next.set(codePoint, known);
      return known;
    },
  };
}

function targetsOf(nfa: Nfa, state: number, codePoint: number): number[] {
  const steps = nfa.steps[state] ?? [];
  return steps.filter(({ set }) => charSet.has(set, codePoint)).map(({ to }) => to);
}

interface Position {
  readonly atStart: boolean;
  readonly atEnd: boolean;
}

function closure(nfa: Nfa, sources: readonly number[], position: Position): number[] {
  const found = new Set<number>();
  const open = [...sources];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    if (found.has(state)) continue;
    found.add(state);
    for (const { to, only } of nfa.free[state] ?? []) {
      const passable = only === undefined || (only === "start" ? position.atStart : position.atEnd);
      if (passable) open.push(to);
    }
  }
  return [...found].sort((left, right) => left - right);
}

/** The conditions that a text must meet. */
export interface TextQuery {
  readonly matching: readonly string[];
  readonly notMatching: readonly string[];
  readonly minLength: number;
  readonly maxLength: number;
}

/** The shortest text that meets the conditions; `none` if it is proven that there is none; `unknown` otherwise. */
type TextResult = { readonly text: string } | "none" | "unknown";

/** Finds texts between patterns. */
export interface TextSearch {
  find(query: TextQuery): TextResult;
}

/** Beyond this many states the search gives up. */
const LARGEST_SEARCH = 30_000;

/** Makes a search that remembers the automata it has built. */
export function createTextSearch(): TextSearch {
  const matchers = new Map<string, Matcher | undefined>();
  const matcherOf = (pattern: string): Matcher | undefined => {
    if (!matchers.has(pattern)) matchers.set(pattern, makeMatcher(pattern));
    return matchers.get(pattern);
  };
  return {
    find(query) {
      const wanted = query.matching.map(matcherOf);
      const unwanted = query.notMatching.map(matcherOf);
      const readable = [...wanted, ...unwanted].filter((matcher) => matcher !== undefined);
      // A pattern that cannot be read only takes texts away: if the others leave none, there is none.
      const complete = readable.length === wanted.length + unwanted.length;
      const result = search({
        wanted: wanted.filter((matcher) => matcher !== undefined),
        unwanted: unwanted.filter((matcher) => matcher !== undefined),
        alphabet: representatives(readable.flatMap(({ sets }) => sets)),
        query,
      });
      return complete || result === "none" ? result : "unknown";
    },
  };
}

function makeMatcher(pattern: string): Matcher | undefined {
  const tree = parseRegex(pattern);
  const nfa = tree && buildNfa(tree);
  return nfa && createMatcher(nfa);
}

interface Search {
  readonly wanted: readonly Matcher[];
  readonly unwanted: readonly Matcher[];
  readonly alphabet: readonly number[];
  readonly query: TextQuery;
}

interface Trail {
  readonly states: readonly number[];
  readonly length: number;
  readonly point: number;
  readonly before: Trail | undefined;
}

/** Breadth first, so the first text found is the shortest: if it is too long, no text is short enough. */
function search(task: Search): TextResult {
  const matchers = [...task.wanted, ...task.unwanted];
  const seen = new Set<string>();
  let front: Trail[] = [
    { states: matchers.map(({ start }) => start), length: 0, point: -1, before: undefined },
  ];
  while (front.length > 0 && seen.size < LARGEST_SEARCH) {
    const found = front.find((trail) => isGoal(task, trail));
    if (found) return { text: textOf(found) };
    if ((front[0]?.length ?? 0) >= task.query.maxLength) return "none";
    front = front.flatMap((trail) => advance(task, trail)).filter((trail) => isNew(task, trail, seen));
  }
  return front.length === 0 ? "none" : "unknown";
}

function advance(task: Search, trail: Trail): Trail[] {
  const matchers = [...task.wanted, ...task.unwanted];
  return task.alphabet.map((point) => ({
    states: matchers.map((matcher, index) => matcher.after(trail.states[index] ?? 0, point)),
    length: trail.length + 1,
    point,
    before: trail,
  }));
}

function isNew(task: Search, trail: Trail, seen: Set<string>): boolean {
  const key = `${trail.states.join(",")}|${Math.min(trail.length, task.query.minLength)}`;
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}

function isGoal(task: Search, trail: Trail): boolean {
  if (trail.length < task.query.minLength || trail.length > task.query.maxLength) return false;
  const results = [...task.wanted, ...task.unwanted].map((matcher, index) =>
    matcher.accepts(trail.states[index] ?? 0),
  );
  return results.every((accepted, index) => accepted === index < task.wanted.length);
}

function textOf(trail: Trail): string {
  const points: number[] = [];
  for (let at: Trail | undefined = trail; at?.before; at = at.before) points.push(at.point);
  return String.fromCodePoint(...points.reverse());
}

/** The most readable character of each group of characters that no pattern distinguishes. */
function representatives(sets: readonly CharSet[]): number[] {
  const borders = new Set<number>([0]);
  const distinct = [...new Set(sets)];
  for (const [low, high] of distinct.flat()) {
    borders.add(low);
    borders.add(high + 1);
  }
  const starts = [...borders].filter((point) => point <= 0x10ffff).sort((left, right) => left - right);
  const groups = new Map<string, number>();
  for (const [index, start] of starts.entries()) {
    const signature = distinct.map((set) => (charSet.has(set, start) ? "1" : "0")).join("");
    const candidate = readable(start, (starts[index + 1] ?? 0x110000) - 1);
    const known = groups.get(signature);
    if (known === undefined || rank(candidate) < rank(known)) groups.set(signature, candidate);
  }
  return [...groups.values()].sort((left, right) => rank(left) - rank(right));
}

/** The most readable code point of a range: a letter, else a digit, else something that prints. */
function readable(low: number, high: number): number {
  for (const [from, to] of [
    [0x61, 0x7a],
    [0x41, 0x5a],
    [0x30, 0x39],
    [0x21, 0x7e],
  ] as const) {
    if (low <= to && high >= from) return Math.max(low, from);
  }
  return low;
}

function rank(point: number): number {
  if (point >= 0x61 && point <= 0x7a) return 0;
  if (point >= 0x41 && point <= 0x5a) return 1;
  if (point >= 0x30 && point <= 0x39) return 2;
  if (point >= 0x21 && point <= 0x7e) return 3;
  return point === 0x20 ? 4 : 5;
}
