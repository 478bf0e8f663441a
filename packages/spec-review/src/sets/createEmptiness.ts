import type { SchemaNode } from "../schema/SchemaNode.ts";
import { divides, formatImplies } from "../values/Evaluation.ts";
import type { Exchange } from "./Exchange.ts";
import { isEmptyObject } from "./isEmptyObject.ts";
import { itemTerm, restIndex } from "./memberTerm.ts";
import { type SetSpace, TooComplex } from "./SetSpace.ts";
import {
  type ArrayCell,
  type Cell,
  type Containment,
  type NumberCell,
  type StringCell,
  type Term,
  terms,
} from "./Term.ts";

/** A proof in progress. */
interface Frame {
  readonly key: number;
  /** The outermost proof in progress whose result this one assumes. */
  assumes: number;
}

interface SomeItem {
  readonly from: number;
  readonly term: Term;
}

/** The deepest nesting of proofs; beyond it nothing is proven. */
const DEEPEST = 200;

/** Proofs that sets are empty. */
export interface Emptiness {
  isEmpty(term: Term): boolean;
  /** Runs a task whose result outlives the proofs in progress, so it must not assume their results. */
  withoutAssumptions<T>(task: () => T): T;
  /** Runs a task; `isFree` if its result does not depend on the proofs in progress. */
  watch<T>(task: () => T): { readonly result: T; readonly isFree: boolean };
}

/**
 * Creates the proof of emptiness. A set that comes up again inside its own proof is assumed to be empty: members and
 * items are smaller than the value that holds them, so a smallest counter-example would contain a smaller one. A result
 * with such an assumption is only remembered once the outer proof has succeeded.
 */
export function createEmptiness(space: SetSpace): Emptiness {
  const results = new Map<number, boolean>();
  let frames: Frame[] = [];
  const proveSet = (term: Term, key: number): boolean => {
    const frame: Frame = { key, assumes: Number.POSITIVE_INFINITY };
    const depth = frames.push(frame) - 1;
    try {
      const isEmpty = prove(space, term);
      if (!isEmpty || frame.assumes >= depth) results.set(key, isEmpty);
      return isEmpty;
    } catch (error) {
      if (error instanceof TooComplex) return false;
      throw error;
    } finally {
      frames.pop();
      const outer = frames.at(-1);
      if (outer && frame.assumes < depth) outer.assumes = Math.min(outer.assumes, frame.assumes);
    }
  };
  return {
    isEmpty(term) {
      const key = space.keyOf(term);
      const known = results.get(key);
      if (known !== undefined) return known;
      const open = frames.findIndex((frame) => frame.key === key);
      const current = frames.at(-1);
      if (frames.length > DEEPEST) return false;
      if (open < 0 || !current) return proveSet(term, key);
      current.assumes = Math.min(current.assumes, open);
      return true;
    },
    watch(task) {
      const current = frames.at(-1);
      if (!current) return { result: task(), isFree: true };
      const { assumes } = current;
      current.assumes = Number.POSITIVE_INFINITY;
      try {
        const result = task();
        return { result, isFree: current.assumes === Number.POSITIVE_INFINITY };
      } finally {
        current.assumes = Math.min(assumes, current.assumes);
      }
    },
    withoutAssumptions(task) {
      const outer = frames;
      frames = [];
      try {
        return task();
      } finally {
        frames = outer;
      }
    },
  };
}

function prove(space: SetSpace, term: Term): boolean {
  return excludesIncluded(space, term) || space.cells(term).every((cell) => isEmptyCell(space, cell));
}

/** The term has schemas and excludes one that includes them. */
function excludesIncluded(space: SetSpace, term: Term): boolean {
  if (term.kind !== "all") return false;
  const excluded = term.terms.flatMap((member) => (member.kind === "not" ? [exactSchemas(member.term)] : []));
  if (excluded.length === 0) return false;
  const wanted = term.terms.flatMap(schemasOf);
  const exchange = term.terms.map(exchangeOf).find((found) => found !== undefined);
  return excluded.some(
    (nodes) => nodes.length > 0 && nodes.every((node) => space.proof.prove(wanted, node, exchange)),
  );
}

/** The schemas of a term that consists only of schemas. */
function exactSchemas(term: Term): SchemaNode[] {
  if (term.kind === "schema") return [term.node];
  const all = term.kind === "all" ? term.terms.map(exactSchemas) : [];
  return all.every((nodes) => nodes.length > 0) ? all.flat() : [];
}

function exchangeOf(term: Term): Exchange | undefined {
  if (term.kind === "sent") return term.sent;
  return term.kind === "all" ? term.terms.map(exchangeOf).find((found) => found !== undefined) : undefined;
}

/** The schemas that every value of the term meets. */
function schemasOf(term: Term): SchemaNode[] {
  if (term.kind === "schema") return [term.node];
  if (term.kind === "sent") return schemasOf(term.term);
  return term.kind === "all" ? term.terms.flatMap(schemasOf) : [];
}

/** True only when it is proven that no value is in the cell. */
function isEmptyCell(space: SetSpace, cell: Cell): boolean {
  space.spend();
  if (contradictsItself(cell)) return true;
  switch (cell.type) {
    case "finite":
      return cell.values.length === 0;
    case "number":
      return isEmptyNumber(cell);
    case "string":
      return isEmptyString(space, cell);
    case "array":
      return isEmptyArray(space, cell);
    case "object":
      return isEmptyObject(space, cell);
  }
}

function contradictsItself(cell: Cell): boolean {
  return cell.opaque.some(({ key, negated }) =>
    cell.opaque.some((other) => other.key === key && other.negated !== negated),
  );
}

/** True only when it is proven that no array is in the cell. */
function isEmptyArray(space: SetSpace, cell: ArrayCell): boolean {
  if (cell.minItems > cell.maxItems) return true;
  if (cell.duplicate && (cell.unique || cell.maxItems < 2)) return true;
  return (
    lacksItem(space, cell) ||
    lacksValues(space, cell) ||
    cell.some.some(({ from, term }) => hasNowhere(space, cell, { from, term })) ||
    cell.contains.some((containment) => isUnreachable(space, cell, containment))
  );
}

/** No value is allowed for a required item. */
function lacksItem(space: SetSpace, cell: ArrayCell): boolean {
  return indices(cell, 0, cell.minItems).some((index) => space.isEmpty(itemTerm(cell, index)));
}

/** The array needs more distinct items than there are values. */
function lacksValues(space: SetSpace, cell: ArrayCell): boolean {
  if (!cell.unique || cell.minItems < 2) return false;
  const rest = restIndex(cell);
  return cell.minItems > rest + countOf(space.cells(itemTerm(cell, rest)));
}

/** An upper bound of the number of values in the cells. */
function countOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + countOfCell(cell), 0);
}

function countOfCell(cell: Cell): number {
  if (cell.type === "finite") return cell.values.length;
  if (cell.type !== "number" || !cell.integer || !cell.low || !cell.high) return Number.POSITIVE_INFINITY;
  return Math.max(0, Math.floor(cell.high.value) - Math.ceil(cell.low.value) + 1);
}

function hasNowhere(space: SetSpace, cell: ArrayCell, { from, term }: SomeItem): boolean {
  return indices(cell, from, cell.maxItems).every((index) =>
    space.isEmpty(terms.all([itemTerm(cell, index), term])),
  );
}

function isUnreachable(space: SetSpace, cell: ArrayCell, { term, min, max }: Containment): boolean {
  if (min > max || min > cell.maxItems) return true;
  if (min > 0 && hasNowhere(space, cell, { from: 0, term })) return true;
  return certainCount(space, cell, term) > max;
}

/** How many items are certainly of the kind: those of a narrower containment, or those that can be nothing else. */
function certainCount(space: SetSpace, cell: ArrayCell, term: Term): number {
  const excluded = terms.not(term);
  const narrower = cell.contains
    .filter((other) => other.min > 0 && space.isEmpty(terms.all([other.term, excluded])))
    .map((other) => other.min);
  const some = cell.some.some((other) => space.isEmpty(terms.all([other.term, excluded]))) ? 1 : 0;
  const rest = restIndex(cell);
  const fixed = indices(cell, 0, Math.min(cell.minItems, rest)).filter((index) =>
    space.isEmpty(terms.all([itemTerm(cell, index), excluded])),
  ).length;
  const hasRest = cell.minItems > rest && space.isEmpty(terms.all([itemTerm(cell, rest), excluded]));
  return Math.max(some, ...narrower, fixed + (hasRest ? cell.minItems - rest : 0));
}

/** The indices in a range with different conditions: after the longest prefix all are the same. */
function indices(cell: ArrayCell, from: number, until: number): number[] {
  const last = Math.max(from, restIndex(cell));
  const count = Math.min(until - 1, last) - from + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => from + index);
}

/** True only when it is proven that no number is in the cell. */
function isEmptyNumber(cell: NumberCell): boolean {
  const { low, high } = cell;
  if (low && high && low.value > high.value) return true;
  if (low && high && low.value === high.value && (low.exclusive || high.exclusive)) return true;
  if (contradictsFormats(cell)) return true;
  const factors = cell.integer ? [1, ...cell.multiples] : cell.multiples;
  if (factors.some((factor) => cell.notMultiples.some((other) => divides(other, factor)))) return true;
  return factors.some((factor) => skipsRange(factor, cell));
}

/** No multiple of the factor lies between the limits. */
function skipsRange(factor: number, { low, high }: NumberCell): boolean {
  if (!low || !high || !Number.isSafeInteger(factor) || factor <= 0) return false;
  const first = Math.ceil(low.value / factor) * factor;
  const start = low.exclusive && first === low.value ? first + factor : first;
  return high.exclusive ? start >= high.value : start > high.value;
}

function contradictsFormats(cell: NumberCell): boolean {
  return cell.formats.some((format) => cell.notFormats.some((other) => formatImplies(format, other)));
}

/** True only when it is proven that no text is in the cell. */
function isEmptyString(space: SetSpace, cell: StringCell): boolean {
  if (cell.minLength > cell.maxLength) return true;
  if (cell.patterns.some((pattern) => cell.notPatterns.includes(pattern))) return true;
  if (cell.notFormats.some((format) => formatImplies("", format))) return true;
  if (cell.formats.some((format) => cell.notFormats.some((other) => formatImplies(format, other))))
    return true;
  if (cell.patterns.length + cell.notPatterns.length === 0) return false;
  const { patterns: matching, notPatterns: notMatching, minLength, maxLength } = cell;
  return space.texts.find({ matching, notMatching, minLength, maxLength }) === "none";
}
