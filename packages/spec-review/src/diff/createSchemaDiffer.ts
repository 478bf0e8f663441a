import type { Comparer } from "../compare/createComparer.ts";
import type { SchemaChange, Step } from "../facets/SchemaChange.ts";
import { compareNodes } from "./compareNodes.ts";
import { behindPlainReferences, createDiffContext } from "./createDiffContext.ts";
import type { ChildDiff, DiffContext, NodeDiff, NodePair } from "./DiffContext.ts";

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
  const known = new Map<string, LinkedDiff>();
  const diffOf = (given: NodePair): LinkedDiff => {
    const pair = {
      ...given,
      base: behindPlainReferences(given.base),
      head: behindPlainReferences(given.head),
    };
    const key = `${pair.base.id}:${pair.head.id}:${pair.direction}:${pair.asText}`;
    const diff = known.get(key) ?? {
      ...compareNodes(context, pair),
      links: undefined,
      walk: undefined,
      walkedCovered: false,
    };
    known.set(key, diff);
    return diff;
  };
  return { context, changes: (pair) => collect(diffOf(pair), diffOf) };
}

/** A diff that knows the diffs of what is inside it, once somebody has asked. */
interface LinkedDiff extends NodeDiff {
  links: readonly Link[] | undefined;
  /** The last walk that came by, and whether it came by a covered way only. */
  walk: object | undefined;
  walkedCovered: boolean;
}

interface Link {
  readonly child: ChildDiff;
  readonly diff: LinkedDiff;
}

type DiffOf = (pair: NodePair) => LinkedDiff;

function linksOf(diff: LinkedDiff, diffOf: DiffOf): readonly Link[] {
  diff.links ??= diff.children.map((child) => ({ child, diff: diffOf(child.pair) }));
  return diff.links;
}

/**
 * All changes that can be reached; a way that is not covered counts before one that is. This is asked for every body,
 * so it leaves nothing behind; the ways are looked for again where somebody wants to know them, which is rare.
 */
function collect(start: LinkedDiff, diffOf: DiffOf): PlacedChange[] {
  const walk = {};
  const found = new Map<SchemaChange, boolean>();
  const open: [diff: LinkedDiff, covered: boolean, named?: ReadonlySet<string> | undefined][] = [
    [start, false],
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const [diff, covered, named] = next;
    if (diff.walk === walk && (!diff.walkedCovered || covered)) continue;
    diff.walk = walk;
    diff.walkedCovered = covered;
    for (const change of diff.changes) found.set(change, covered && !isLost(change, named));
    for (const link of linksOf(diff, diffOf)) {
      const isCovered = covered || link.child.covered;
      if (link.diff.walk !== walk || (link.diff.walkedCovered && !isCovered))
        open.push([link.diff, isCovered, link.child.named]);
    }
  }
  let paths: ReadonlyMap<SchemaChange, Step[]> | undefined;
  const pathTo = (change: SchemaChange): readonly Step[] => {
    paths ??= shortestPaths(start, diffOf);
    return paths.get(change) ?? [];
  };
  return [...found].map(([change, covered]) => ({
    change,
    covered,
    get path() {
      return pathTo(change);
    },
  }));
}

/** A member that nothing names any more is lost, also where a value with it still passes. */
function isLost({ verdict, subject }: SchemaChange, named: ReadonlySet<string> | undefined): boolean {
  return verdict.kind === "lost" && subject !== undefined && named !== undefined && !named.has(subject);
}

interface Visit {
  readonly diff: LinkedDiff;
  readonly path: Path | undefined;
  readonly covered: boolean;
}

/** A way, written from its end, so that ways share what they have in common. */
interface Path {
  readonly step: Step;
  readonly before: Path | undefined;
}

/** Breadth first, so that the shortest way is found; a way that is not covered counts before one that is. */
function shortestPaths(start: LinkedDiff, diffOf: DiffOf): Map<SchemaChange, Step[]> {
  const seen = new Map<LinkedDiff, boolean>();
  const found = new Map<SchemaChange, Step[]>();
  let front: Visit[] = [{ diff: start, path: undefined, covered: false }];
  while (front.length > 0) {
    const next: Visit[] = [];
    for (const { diff, path, covered } of front) {
      const before = seen.get(diff);
      if (before === false || before === covered) continue;
      seen.set(diff, covered);
      for (const change of diff.changes) found.set(change, stepsOf(path));
      for (const { child, diff: inner } of linksOf(diff, diffOf)) {
        next.push({
          diff: inner,
          path: { step: child.step, before: path },
          covered: covered || child.covered,
        });
      }
    }
    front = next;
  }
  return found;
}

function stepsOf(path: Path | undefined): Step[] {
  const steps: Step[] = [];
  for (let at = path; at; at = at.before) steps.push(at.step);
  return steps.reverse();
}
