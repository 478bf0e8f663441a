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

/** A question that is being answered. */
interface Frame {
  readonly key: number;
  /** The outermost open question that the answer leans on. */
  leansOn: number;
}

interface Place {
  readonly from: number;
  readonly term: Term;
}

/** Questions inside each other that are followed; beyond that nothing is proven. */
const DEEPEST = 200;

/** Proofs that sets are empty. */
export interface Emptiness {
  isEmpty(term: Term): boolean;
  /** Runs a task whose result outlives the open questions, so that it must not lean on any of them. */
  withoutAssumptions<T>(task: () => T): T;
  /** Runs a task and tells whether its result holds whatever becomes of the open questions. */
  watch<T>(task: () => T): { readonly result: T; readonly isFree: boolean };
}

/**
 * Makes the proof of emptiness. A question that comes up again while it is being answered is answered with yes:
 * members and items are smaller than the value that holds them, so a smallest counter-example would hold a smaller
 * one. An answer that leans on such a yes is only remembered once the outer question is answered with yes.
 */
export function createEmptiness(space: SetSpace): Emptiness {
  const answers = new Map<number, boolean>();
  let frames: Frame[] = [];
  const answer = (term: Term, key: number): boolean => {
    const frame: Frame = { key, leansOn: Number.POSITIVE_INFINITY };
    const depth = frames.push(frame) - 1;
    try {
      const isEmpty = prove(space, term);
      if (!isEmpty || frame.leansOn >= depth) answers.set(key, isEmpty);
      return isEmpty;
    } catch (error) {
      if (error instanceof TooComplex) return false;
      throw error;
    } finally {
      frames.pop();
      const outer = frames.at(-1);
      if (outer && frame.leansOn < depth) outer.leansOn = Math.min(outer.leansOn, frame.leansOn);
    }
  };
  return {
    isEmpty(term) {
      const key = space.keyOf(term);
      const known = answers.get(key);
      if (known !== undefined) return known;
      const open = frames.findIndex((frame) => frame.key === key);
      const current = frames.at(-1);
      if (frames.length > DEEPEST) return false;
      if (open < 0 || !current) return answer(term, key);
      current.leansOn = Math.min(current.leansOn, open);
      return true;
    },
    watch(task) {
      const current = frames.at(-1);
      if (!current) return { result: task(), isFree: true };
      const { leansOn } = current;
      current.leansOn = Number.POSITIVE_INFINITY;
      try {
        const result = task();
        return { result, isFree: current.leansOn === Number.POSITIVE_INFINITY };
      } finally {
        current.leansOn = Math.min(leansOn, current.leansOn);
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
  return isRefused(space, term) || space.cells(term).every((cell) => isEmptyCell(space, cell));
}

/** The term asks for schemas and excludes one that they include. */
function isRefused(space: SetSpace, term: Term): boolean {
  if (term.kind !== "all") return false;
  const refused = term.terms.flatMap((member) => (member.kind === "not" ? [exactSchemas(member.term)] : []));
  if (refused.length === 0) return false;
  const wanted = term.terms.flatMap(schemasOf);
  const exchange = term.terms.map(exchangeOf).find((found) => found !== undefined);
  return refused.some(
    (nodes) => nodes.length > 0 && nodes.every((node) => space.proof.prove(wanted, node, exchange)),
  );
}

/** The schemas of a term that is made of nothing else. */
function exactSchemas(term: Term): SchemaNode[] {
  if (term.kind === "schema") return [term.node];
  const all = term.kind === "all" ? term.terms.map(exactSchemas) : [];
  return all.every((nodes) => nodes.length > 0) ? all.flat() : [];
}

function exchangeOf(term: Term): Exchange | undefined {
  if (term.kind === "sent") return term.sent;
  return term.kind === "all" ? term.terms.map(exchangeOf).find((found) => found !== undefined) : undefined;
}

/** The schemas that all hold for a value of the term. */
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

/** An item that must be there can hold nothing. */
function lacksItem(space: SetSpace, cell: ArrayCell): boolean {
  return indices(cell, 0, cell.minItems).some((index) => space.isEmpty(itemTerm(cell, index)));
}

/** More items are asked for than there are different values to give them. */
function lacksValues(space: SetSpace, cell: ArrayCell): boolean {
  if (!cell.unique || cell.minItems < 2) return false;
  const rest = restIndex(cell);
  return cell.minItems > rest + countOf(space.cells(itemTerm(cell, rest)));
}

/** At most so many values are in the cells. */
function countOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + countOfCell(cell), 0);
}

function countOfCell(cell: Cell): number {
  if (cell.type === "finite") return cell.values.length;
  if (cell.type !== "number" || !cell.integer || !cell.low || !cell.high) return Number.POSITIVE_INFINITY;
  return Math.max(0, Math.floor(cell.high.value) - Math.ceil(cell.low.value) + 1);
}

function hasNowhere(space: SetSpace, cell: ArrayCell, { from, term }: Place): boolean {
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
  const refused = terms.not(term);
  const narrower = cell.contains
    .filter((other) => other.min > 0 && space.isEmpty(terms.all([other.term, refused])))
    .map((other) => other.min);
  const some = cell.some.some((other) => space.isEmpty(terms.all([other.term, refused]))) ? 1 : 0;
  const rest = restIndex(cell);
  const fixed = indices(cell, 0, Math.min(cell.minItems, rest)).filter((index) =>
    space.isEmpty(terms.all([itemTerm(cell, index), refused])),
  ).length;
  const hasRest = cell.minItems > rest && space.isEmpty(terms.all([itemTerm(cell, rest), refused]));
  return Math.max(some, ...narrower, fixed + (hasRest ? cell.minItems - rest : 0));
}

/** The indices in a range whose conditions differ: behind the longest prefix all are alike. */
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
