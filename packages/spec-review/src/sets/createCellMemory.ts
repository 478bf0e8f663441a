import type { SchemaNode } from "../schema/SchemaNode.ts";
import type { Emptiness } from "./createEmptiness.ts";
import { type SetSpace, TooComplex } from "./SetSpace.ts";
import type { Cell, Term } from "./Term.ts";

/** Writes sets as unions of cells and remembers them. */
interface CellMemory {
  /** @throws TooComplex where the set cannot be written as a union of cells within bounds. */
  cells(term: Term): readonly Cell[];
}

interface MemoryOptions {
  readonly space: SetSpace;
  readonly budget: { steps(): number; spend(count: number): void };
  readonly emptiness: Pick<Emptiness, "watch" | "withoutAssumptions">;
  readonly make: (term: Term) => readonly Cell[];
}

/** A set, or why it cannot be written down, and the steps that it took. */
interface Made {
  readonly cells: readonly Cell[] | TooComplex;
  readonly steps: number;
}

/**
 * Creates a memory of sets: the members and items of recursive schemas lead to the same sets again and again. A
 * remembered set costs as many steps as a new one, so the memory changes no finding. The steps are counted when a set is
 * made for the second time, as the first time also makes the sets inside it.
 */
export function createCellMemory({ space, budget, emptiness, make }: MemoryOptions): CellMemory {
  const known = new Map<number, Made>();
  const askedOnce = new Set<number>();
  const schemas = createSchemaMemory((node) =>
    emptiness.withoutAssumptions(() => make({ kind: "schema", node })),
  );
  const attempt = (term: Term): Made["cells"] => {
    try {
      return make(term);
    } catch (error) {
      if (error instanceof TooComplex) return error;
      throw error;
    }
  };
  const makeAnew = (key: number, term: Term): Made["cells"] => {
    const [start, circles] = [budget.steps(), schemas.circles];
    const { result: cells, isFree } = emptiness.watch(() => attempt(term));
    if (!isFree || circles !== schemas.circles) return cells;
    if (askedOnce.has(key)) known.set(key, { cells, steps: budget.steps() - start });
    askedOnce.add(key);
    return cells;
  };
  const recall = ({ cells, steps }: Made): Made["cells"] => {
    budget.spend(steps);
    return cells;
  };
  return {
    cells(term) {
      if (term.kind === "cell") return [term.cell];
      if (term.kind === "schema") return schemas.cells(term.node);
      const key = space.keyOf(term);
      const before = known.get(key);
      const cells = before ? recall(before) : makeAnew(key, term);
      if (cells instanceof TooComplex) throw cells;
      return cells;
    },
  };
}

/** A memory of schemas only; a known schema costs no steps. */
function createSchemaMemory(make: (node: SchemaNode) => readonly Cell[]) {
  const known = new Map<number, readonly Cell[]>();
  const complex = new Set<number>();
  const open = new Set<number>();
  const memory = {
    /** How often a schema occurred inside itself; results from such a case are not remembered. */
    circles: 0,
    cells(node: SchemaNode): readonly Cell[] {
      const found = known.get(node.id);
      if (found) return found;
      if (complex.has(node.id)) throw new TooComplex("too many cells");
      if (open.has(node.id)) {
        memory.circles += 1;
        throw new TooComplex("a schema that refers to itself without going deeper");
      }
      open.add(node.id);
      try {
        const cells = make(node);
        known.set(node.id, cells);
        return cells;
      } catch (error) {
        // A schema that is only too complex within another one may be simple by itself.
        if (error instanceof TooComplex && open.size === 1) complex.add(node.id);
        throw error;
      } finally {
        open.delete(node.id);
      }
    },
  };
  return memory;
}
