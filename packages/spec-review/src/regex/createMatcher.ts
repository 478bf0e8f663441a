import type { Nfa } from "./buildNfa.ts";
import { type CharSet, charSet } from "./charSet.ts";

/**
 * A deterministic view of an automaton, for searching: a pattern without anchors matches anywhere. States are
 * numbered as they are first reached.
 */
export interface Matcher {
  readonly start: number;
  /** The state after one more character. */
  after(state: number, codePoint: number): number;
  /** Tells whether a text that ends in this state matches. */
  accepts(state: number): boolean;
  /** The sets of characters that the pattern tells apart. */
  readonly sets: readonly CharSet[];
}

interface DfaState {
  /** Open automaton states; undefined once a match is certain whatever follows. */
  readonly open: readonly number[] | undefined;
  readonly accepting: boolean;
  readonly next: Map<number, number>;
}

/** Makes the searching matcher of an automaton. */
export function createMatcher(nfa: Nfa): Matcher {
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
