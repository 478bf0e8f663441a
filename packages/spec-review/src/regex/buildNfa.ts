import type { CharSet } from "./charSet.ts";
import type { RegexNode } from "./parseRegex.ts";

/** A step of the automaton that takes no character; anchors may only be passed at their place. */
interface FreeStep {
  readonly to: number;
  readonly only?: "start" | "end";
}

/** A nondeterministic automaton; state 0 is the start. */
export interface Nfa {
  readonly free: readonly (readonly FreeStep[])[];
  readonly steps: readonly (readonly { readonly set: CharSet; readonly to: number }[])[];
  readonly final: number;
}

const LARGEST_AUTOMATON = 4000;

/** Builds the automaton of a pattern (Thompson's construction), or undefined where it would grow too big. */
export function buildNfa(node: RegexNode): Nfa | undefined {
  const free: FreeStep[][] = [];
  const steps: { set: CharSet; to: number }[][] = [];
  const state = (): number => {
    free.push([]);
    steps.push([]);
    return free.length - 1;
  };
  const builder: Builder = {
    state,
    skip: (from, to, only) => free[from]?.push(only ? { to, only } : { to }),
    step: (from, set, to) => steps[from]?.push({ set, to }),
    full: () => free.length > LARGEST_AUTOMATON,
  };
  const final = build(builder, node, state());
  return builder.full() ? undefined : { free, steps, final };
}

interface Builder {
  state(): number;
  skip(from: number, to: number, only?: "start" | "end"): void;
  step(from: number, set: CharSet, to: number): void;
  full(): boolean;
}

/** Adds a node behind the state `from` and gives the state where it ends. */
function build(builder: Builder, node: RegexNode, from: number): number {
  if (builder.full()) return from;
  switch (node.kind) {
    case "chars": {
      const to = builder.state();
      builder.step(from, node.set, to);
      return to;
    }
    case "start":
    case "end": {
      const to = builder.state();
      builder.skip(from, to, node.kind);
      return to;
    }
    case "concat":
      return node.items.reduce((at, item) => build(builder, item, at), from);
    case "union":
      return buildUnion(builder, node.items, from);
    case "repeat":
      return buildRepeat(builder, node, from);
  }
}

function buildUnion(builder: Builder, items: readonly RegexNode[], from: number): number {
  const to = builder.state();
  for (const item of items) {
    const start = builder.state();
    builder.skip(from, start);
    builder.skip(build(builder, item, start), to);
  }
  return to;
}

function buildRepeat(builder: Builder, node: RegexNode & { kind: "repeat" }, from: number): number {
  let at = from;
  for (let count = 0; count < node.min; count += 1) at = build(builder, node.item, at);
  if (node.max === Number.POSITIVE_INFINITY) return buildLoop(builder, node.item, at);
  const end = builder.state();
  builder.skip(at, end);
  for (let count = node.min; count < node.max; count += 1) {
    at = build(builder, node.item, at);
    builder.skip(at, end);
  }
  return end;
}

function buildLoop(builder: Builder, item: RegexNode, from: number): number {
  const start = builder.state();
  builder.skip(from, start);
  builder.skip(build(builder, item, start), start);
  const end = builder.state();
  builder.skip(start, end);
  return end;
}
