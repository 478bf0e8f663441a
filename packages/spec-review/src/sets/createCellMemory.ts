import type { Emptiness } from "./createEmptiness.ts";
import { type SetSpace, TooComplex } from "./SetSpace.ts";
import type { Cell, Term } from "./Term.ts";

/** Writes sets as unions of cells and remembers them. */
interface CellMemory {
  /** @throws TooComplex where the set cannot be written as a union of cells within bounds. */
  cells(term: Term): readonly Cell[];
  /** What is being made has met a schema that is being written down itself, so it holds nowhere else. */
  noteCircle(): void;
}

interface MemoryOptions {
  readonly space: SetSpace;
  readonly budget: { steps(): number; spend(count: number): void };
  readonly emptiness: Pick<Emptiness, "watch">;
  readonly make: (term: Term) => readonly Cell[];
}

/** A set, or why it cannot be written down, and the steps that it took. */
interface Made {
  readonly cells: readonly Cell[] | TooComplex;
  readonly steps: number;
  /** Whether all that it asks had been asked before. */
  readonly isSettled: boolean;
}

/**
 * Makes a memory of sets: the members and items of what refers to itself lead to the same ones again and again. A set
 * that is remembered counts for as many steps as one that is made, so that the memory changes no finding; how many that
 * are is known from the second time on, when all that its making asks has been answered.
 */
export function createCellMemory({ space, budget, emptiness, make }: MemoryOptions): CellMemory {
  const known = new Map<string, Made>();
  let circles = 0;
  const attempt = (term: Term): readonly Cell[] | TooComplex => {
    try {
      return make(term);
    } catch (error) {
      if (error instanceof TooComplex) return error;
      throw error;
    }
  };
  const makeAnew = (key: string, term: Term): Made => {
    const [start, met] = [budget.steps(), circles];
    const { result: cells, isFree } = emptiness.watch(() => attempt(term));
    const made = { cells, steps: budget.steps() - start, isSettled: known.has(key) };
    if (isFree && met === circles) known.set(key, made);
    return made;
  };
  return {
    cells(term) {
      if (term.kind === "cell") return [term.cell];
      const key = space.keyOf(term);
      const before = known.get(key);
      if (before?.isSettled) budget.spend(before.steps);
      const { cells } = before?.isSettled ? before : makeAnew(key, term);
      if (cells instanceof TooComplex) throw cells;
      return cells;
    },
    noteCircle() {
      circles += 1;
    },
  };
}
