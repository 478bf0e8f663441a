import type { Comparer } from "../compare/createComparer.ts";
import type { SchemaChange, Step } from "../facets/SchemaChange.ts";
import { compareNodes } from "./compareNodes.ts";
import { behindPlainReferences, createDiffContext } from "./createDiffContext.ts";
import type { ChildDiff, DiffContext, NodeDiff, NodePair } from "./DiffContext.ts";

/** A change inside a value, and the path to it. */
export interface PlacedChange {
  readonly change: SchemaChange;
  readonly path: readonly Step[];
  /** An enclosing value as a whole breaks no client, so this change does not either. */
  readonly covered: boolean;
}

/** Lists the changes between schemas; each pair of schemas is compared once. */
export interface SchemaDiffer {
  readonly context: DiffContext;
  /** All changes within a pair, each once, with the shortest path to it. */
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
    const diff = known.get(key) ?? { ...compareNodes(context, pair), links: undefined, reaches: {} };
    known.set(key, diff);
    return diff;
  };
  return { context, changes: (pair) => collect(diffOf(pair), diffOf) };
}

/** A diff with the diffs inside it, which are linked on demand. */
interface LinkedDiff extends NodeDiff {
  links: readonly Link[] | undefined;
  readonly reaches: { covered?: Reach; open?: Reach };
}

/** The diffs that can be reached from a diff, over a covered path or over one that is not. */
interface Reach {
  readonly diff: LinkedDiff;
  readonly covered: boolean;
  /** Its index on the stack of the walk, and the lowest index that it leads back to. */
  readonly index: number;
  low: number;
  /** The links that were followed. */
  followed: number;
  /** The changes behind the links, and whether all paths to them are covered; shared by diffs that lead to each other. */
  found: ReadonlyMap<SchemaChange, boolean> | undefined;
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
 * All changes that can be reached. A path that is not covered takes precedence. The paths are searched on demand, which
 * is rare.
 */
function collect(start: LinkedDiff, diffOf: DiffOf): PlacedChange[] {
  const found = new Map(start.changes.map((change) => [change, false]));
  for (const [change, covered] of reachFrom(start, diffOf))
    found.set(change, covered && found.get(change) !== false);
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

/**
 * The changes that the links of a diff lead to. They are needed for every body of a document, whose schemas lead to each
 * other: such schemas reach the same changes, so each diff is walked once (Tarjan, strongly connected components).
 */
function reachFrom(start: LinkedDiff, diffOf: DiffOf): ReadonlyMap<SchemaChange, boolean> {
  const [stack, way]: [Reach[], Reach[]] = [[], []];
  const enter = (diff: LinkedDiff, covered: boolean): Reach => {
    const { length: index } = stack;
    const reach = { diff, covered, index, low: index, followed: 0, found: undefined };
    diff.reaches[covered ? "covered" : "open"] = reach;
    stack.push(reach);
    way.push(reach);
    return reach;
  };
  const first = start.reaches.open ?? enter(start, false);
  for (let at = way.at(-1); at; at = way.at(-1)) {
    const link = linksOf(at.diff, diffOf)[at.followed];
    at.followed += 1;
    if (link) {
      const covered = at.covered || link.child.covered;
      const next = link.diff.reaches[covered ? "covered" : "open"];
      if (!next) enter(link.diff, covered);
      else if (!next.found) at.low = Math.min(at.low, next.index);
      continue;
    }
    way.pop();
    const before = way.at(-1);
    if (before) before.low = Math.min(before.low, at.low);
    if (at.low === at.index) finish(stack.splice(at.index), diffOf);
  }
  return first.found ?? new Map();
}

/** Puts together what diffs that lead to each other reach. */
function finish(group: readonly Reach[], diffOf: DiffOf): void {
  const found = new Map<SchemaChange, boolean>();
  const add = (change: SchemaChange, covered: boolean) =>
    found.set(change, covered && found.get(change) !== false);
  const merged = new Set<ReadonlyMap<SchemaChange, boolean>>();
  for (const { diff, covered } of group) {
    for (const { child, diff: inner } of linksOf(diff, diffOf)) {
      const isCovered = covered || child.covered;
      for (const change of inner.changes) add(change, isCovered && !isLost(change, child.named));
      const behind = inner.reaches[isCovered ? "covered" : "open"]?.found;
      if (!behind || merged.has(behind)) continue;
      merged.add(behind);
      for (const [change, isCoveredThere] of behind) add(change, isCoveredThere);
    }
  }
  for (const reach of group) reach.found = found;
}

/** A member that nothing names any more is lost, also where a value with it still passes. */
function isLost({ result, subject }: SchemaChange, named: ReadonlySet<string> | undefined): boolean {
  return result.kind === "lost" && subject !== undefined && named !== undefined && !named.has(subject);
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
