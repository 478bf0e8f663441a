import { createTextSearch } from "../regex/createTextSearch.ts";
import type { Evaluation } from "../values/Evaluation.ts";
import { createCellMemory } from "./createCellMemory.ts";
import { createEmptiness } from "./createEmptiness.ts";
import type { InclusionProof } from "./createInclusionProof.ts";
import { createTermKeys } from "./createTermKeys.ts";
import type { Exchange } from "./Exchange.ts";
import { meetAll } from "./meetCells.ts";
import { nodeCells } from "./nodeCells.ts";
import { Exhausted, type SetSpace } from "./SetSpace.ts";
import { sampleTerm } from "./sampleTerm.ts";
import { subtractCells } from "./subtractCells.ts";
import { type Cell, type FiniteCell, type Term, universalCells } from "./Term.ts";
import { termContains } from "./termContains.ts";

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
 * The processor time in milliseconds that one question may take, and all questions together. It does not depend on the
 * load of the machine.
 */
const QUESTION_MS = 2_000;
const RUN_MS = 60_000;

/** Makes a space for questions about sets; it remembers what it has found out. */
export function createSetSpace(evaluation: Evaluation, proof: InclusionProof): BoundedSetSpace {
  const budget = createBudget();
  const space: BoundedSetSpace = {
    evaluation,
    texts: createTextSearch(),
    keyOf: createTermKeys(),
    proof,
    isRough: false,
    cells: (term) => memory.cells(term),
    roughCells: (term) => rough.cells(term),
    without: (cells, others) => subtractCells(space, cells, others),
    isEmpty: (term) => emptiness.isEmpty(term),
    contains: (term, value) => termContains(space, term, value),
    samples: (term) => sampleTerm(space, term),
    refill(share = 1) {
      budget.refill(share);
      space.proof.refill();
    },
    spend: () => budget.spend(1),
  };
  const emptiness = createEmptiness(space);
  const memory = createCellMemory({ space, budget, emptiness, make: (term) => termCells(space, term) });
  const rough: SetSpace = {
    ...space,
    isRough: true,
    cells: (term) => termCells(rough, term),
    without: (cells, others) => subtractCells(rough, cells, others),
  };
  return space;
}

/** Writes a set as a union of cells. */
function termCells(space: SetSpace, term: Term): readonly Cell[] {
  switch (term.kind) {
    case "schema":
      return nodeCells(space, term.node);
    case "cell":
      return [term.cell];
    case "not":
      return space.without(Object.values(universalCells), space.cells(term.term));
    case "all":
      return allCells(space, term.terms);
    case "sent":
      return space.cells(term.term).map((cell) => sentCell(cell, term.sent));
  }
}

/** Positive conditions are met first, which leaves fewer cells to subtract from. */
function allCells(space: SetSpace, members: readonly Term[]): readonly Cell[] {
  const listed = members.flatMap((one) =>
    one.kind === "cell" && one.cell.type === "finite" ? [one.cell] : [],
  );
  if (listed[0]) return [valuesIn(space, listed[0], members)];
  let cells: readonly Cell[] = Object.values(universalCells);
  for (const member of members) {
    if (member.kind !== "not") cells = meetAll(space, cells, space.cells(member));
  }
  for (const member of members) {
    if (member.kind === "not") cells = space.without(cells, space.cells(member.term));
  }
  return cells;
}

/** Values that are listed are tried one by one: writing down what else must hold may take endless work. */
function valuesIn(space: SetSpace, listed: FiniteCell, members: readonly Term[]): FiniteCell {
  const values = listed.values.filter((value) => members.every((member) => space.contains(member, value)));
  return { type: "finite", values, excluded: [], opaque: [] };
}

function sentCell(cell: Cell, sent: Exchange): Cell {
  return cell.type === "array" || cell.type === "object" ? { ...cell, sent } : cell;
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
    steps: () => steps,
    spend(count: number) {
      const clock = Math.floor(steps / CLOCK_STEPS);
      steps += count;
      if (steps > bound) throw new Exhausted(`more than ${bound} steps`);
      if (Math.floor(steps / CLOCK_STEPS) > clock && now() - began > QUESTION_MS)
        throw new Exhausted(`more than ${QUESTION_MS} ms`);
    },
  };
}

/** In milliseconds, of this thread. */
function processorTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** The number of steps between two reads of the clock. */
const CLOCK_STEPS = 256;
