import type { Comparer } from "../compare/createComparer.ts";
import { compareNodes } from "./compareNodes.ts";
import { createDiffContext } from "./createDiffContext.ts";
import type { DiffContext } from "./DiffContext.ts";
import type { ChildDiff, NodeDiff, NodePair } from "./NodeDiff.ts";
import type { SchemaChange, Step } from "./SchemaChange.ts";

/** A change inside a value, and the way there. */
export interface PlacedChange {
  readonly change: SchemaChange;
  readonly path: readonly Step[];
  /** An enclosing place as a whole breaks nobody, so neither does this. */
  readonly covered: boolean;
}

/** Lists the changes between schemas; a schema that is met again is not compared again. */
export interface SchemaDiffer {
  readonly context: DiffContext;
  /** All changes within a pair, each once, with the shortest way to it. */
  changes(pair: NodePair): readonly PlacedChange[];
}

/** Makes a differ. */
export function createSchemaDiffer(comparer: Comparer, nextId: () => number): SchemaDiffer {
  const context = createDiffContext(comparer, nextId);
  const known = new Map<string, NodeDiff>();
  const diffOf = (pair: NodePair): NodeDiff => {
    const key = keyOf(pair);
    const diff = known.get(key) ?? compareNodes(context, pair);
    known.set(key, diff);
    return diff;
  };
  return { context, changes: (pair) => collect(pair, diffOf) };
}

function keyOf({ base, head, direction, asText }: NodePair): string {
  return `${base.id}:${head.id}:${direction}:${asText}`;
}

interface Visit {
  readonly pair: NodePair;
  readonly path: readonly Step[];
  readonly covered: boolean;
}

/** Breadth first, so that the shortest way is found; a way that is not covered counts before one that is. */
function collect(start: NodePair, diffOf: (pair: NodePair) => NodeDiff): PlacedChange[] {
  const seen = new Map<string, boolean>();
  const found = new Map<SchemaChange, PlacedChange>();
  let front: Visit[] = [{ pair: start, path: [], covered: false }];
  while (front.length > 0) {
    const next: Visit[] = [];
    for (const visit of front) {
      const key = keyOf(visit.pair);
      const before = seen.get(key);
      if (before === false || before === visit.covered) continue;
      seen.set(key, visit.covered);
      const { changes, children } = diffOf(visit.pair);
      for (const change of changes) found.set(change, { change, path: visit.path, covered: visit.covered });
      next.push(...children.map((child) => follow(visit, child)));
    }
    front = next;
  }
  return [...found.values()];
}

function follow({ path, covered }: Visit, child: ChildDiff): Visit {
  return {
    pair: child.pair,
    path: child.step ? [...path, child.step] : path,
    covered: covered || child.covered,
  };
}
