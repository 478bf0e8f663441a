import { createTextSearch } from "../regex/createTextSearch.ts";
import type { SchemaNode } from "../schema/SchemaNode.ts";
import type { Evaluation } from "../values/Evaluation.ts";
import { termContains } from "./cellContains.ts";
import { createEmptiness } from "./createEmptiness.ts";
import { createInclusionProof } from "./createInclusionProof.ts";
import { Exhausted, type SetSpace, TooComplex } from "./SetSpace.ts";
import { sampleTerm } from "./sampleTerm.ts";
import type { Cell, Term } from "./Term.ts";
import { termCells } from "./termCells.ts";

/** A set space, and the bound of work that the next question may cost. */
export interface BoundedSetSpace extends SetSpace {
  /** Gives the next question its own bound of work: a share of what a question may cost, by default all of it. */
  refill(share?: number): void;
}

/** Steps that one question may take before it is given up as undecided. */
const STEPS_PER_QUESTION = 40_000;

/** Steps that all questions may take together; after that each one gets only a few. */
const STEPS_PER_RUN = 4_000_000;

const FEWEST_STEPS = 4_000;

/**
 * Milliseconds of processor time that one question may take, whatever its steps cost, and all of them together. What
 * else a machine has to do changes no finding.
 */
const QUESTION_MS = 2_000;
const RUN_MS = 60_000;

/** Makes a space for questions about sets; it remembers what it has found out. */
export function createSetSpace(evaluation: Evaluation): BoundedSetSpace {
  const keyOf = createTermKeys();
  const known = new Map<number, readonly Cell[]>();
  const complex = new Set<number>();
  const open = new Set<number>();
  const budget = createBudget();
  const space: BoundedSetSpace = {
    evaluation,
    texts: createTextSearch(),
    keyOf,
    proof: createInclusionProof(evaluation),
    isRough: false,
    cells: (term) => (term.kind === "schema" ? schemaCells(term.node) : termCells(space, term)),
    roughCells: (term) => rough.cells(term),
    isEmpty: (term) => emptiness.isEmpty(term),
    contains: (term, value) => termContains(space, term, value),
    samples: (term) => sampleTerm(space, term),
    refill(share = 1) {
      budget.refill(share);
      space.proof.refill();
    },
    spend: budget.spend,
  };
  const emptiness = createEmptiness(space);
  const rough: SetSpace = {
    ...space,
    isRough: true,
    cells: (term) => termCells(rough, term),
  };
  const schemaCells = (node: SchemaNode): readonly Cell[] => {
    const found = known.get(node.id);
    if (found) return found;
    if (complex.has(node.id)) throw new TooComplex("too many cells");
    if (open.has(node.id)) throw new TooComplex("a schema that refers to itself without going deeper");
    open.add(node.id);
    try {
      const cells = emptiness.withoutAssumptions(() => termCells(space, { kind: "schema", node }));
      known.set(node.id, cells);
      return cells;
    } catch (error) {
      // A schema that is only too complex within another one may be simple by itself.
      if (error instanceof TooComplex && open.size === 1) complex.add(node.id);
      throw error;
    } finally {
      open.delete(node.id);
    }
  };
  return space;
}

/** Bounds the work of a question in steps, so that the same documents give the same findings on every machine. */
function createBudget(now = processorTime) {
  const start = now();
  let [steps, total, bound, began] = [0, 0, STEPS_PER_QUESTION, start];
  return {
    refill(share: number) {
      total += steps;
      const isSpent = total > STEPS_PER_RUN || now() - start > RUN_MS;
      bound = isSpent ? FEWEST_STEPS : Math.max(FEWEST_STEPS, STEPS_PER_QUESTION * share);
      steps = 0;
      began = now();
    },
    spend() {
      steps += 1;
      if (steps > bound) throw new Exhausted(`more than ${bound} steps`);
      if (steps % CLOCK_STEPS === 0 && now() - began > QUESTION_MS)
        throw new Exhausted(`more than ${QUESTION_MS} ms`);
    },
  };
}

/** In milliseconds, of this thread. */
function processorTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** The clock is looked at once in so many steps. */
const CLOCK_STEPS = 256;

/** Gives each set a name; equal names mean equal sets. Cells are named as they come. */
function createTermKeys(): (term: Term) => string {
  const cells = new WeakMap<Cell, number>();
  let next = 0;
  const cellNumber = (cell: Cell): number => {
    const known = cells.get(cell) ?? next;
    if (known === next) next += 1;
    cells.set(cell, known);
    return known;
  };
  const keyOf = (term: Term): string => {
    switch (term.kind) {
      case "schema":
        return `n${term.node.id}`;
      case "cell":
        return `c${cellNumber(term.cell)}`;
      case "not":
        return `!${keyOf(term.term)}`;
      case "all":
        return `&(${[...new Set(term.terms.map(keyOf))].sort().join(" ")})`;
      case "sent":
        return `s[${term.sent.key}]${keyOf(term.term)}`;
    }
  };
  return keyOf;
}
