import { createTextSearch } from "../regex/createTextSearch.ts";
import type { SchemaNode } from "../schema/SchemaNode.ts";
import type { Evaluation } from "../values/Evaluation.ts";
import { createEmptiness } from "./createEmptiness.ts";
import { createSameSchema } from "./createSameSchema.ts";
import { createTermKeys } from "./createTermKeys.ts";
import { Exhausted, type SetSpace, TooComplex } from "./SetSpace.ts";
import { sampleTerm } from "./sampleTerm.ts";
import type { Cell } from "./Term.ts";
import { termCells } from "./termCells.ts";
import { termContains } from "./termContains.ts";

/** A set space, and the bound of work that the next question may cost. */
export interface BoundedSetSpace extends SetSpace {
  /** Gives the next question its own bound of work. */
  refill(): void;
}

/** Steps that one question may take before it is given up as undecided. */
const STEPS_PER_QUESTION = 40_000;

/** Makes a space for questions about sets; it remembers what it has found out. */
export function createSetSpace(evaluation: Evaluation): BoundedSetSpace {
  const keyOf = createTermKeys();
  const known = new Map<number, readonly Cell[]>();
  const open = new Set<number>();
  let steps = 0;
  const space: BoundedSetSpace = {
    evaluation,
    texts: createTextSearch(),
    keyOf,
    sameSchema: createSameSchema(),
    cells: (term) => (term.kind === "schema" ? schemaCells(term.node) : termCells(space, term)),
    isEmpty: (term) => emptiness.isEmpty(term),
    contains: (term, value) => termContains(space, term, value),
    samples: (term) => sampleTerm(space, term),
    refill() {
      steps = 0;
    },
    spend() {
      steps += 1;
      if (steps > STEPS_PER_QUESTION) throw new Exhausted(`more than ${STEPS_PER_QUESTION} steps`);
    },
  };
  const emptiness = createEmptiness(space);
  const schemaCells = (node: SchemaNode): readonly Cell[] => {
    const found = known.get(node.id);
    if (found) return found;
    if (open.has(node.id)) throw new TooComplex("a schema that refers to itself without going deeper");
    open.add(node.id);
    try {
      const cells = emptiness.withoutAssumptions(() => termCells(space, { kind: "schema", node }));
      known.set(node.id, cells);
      return cells;
    } finally {
      open.delete(node.id);
    }
  };
  return space;
}
