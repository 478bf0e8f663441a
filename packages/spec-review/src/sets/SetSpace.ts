import type { JsonValue } from "@gatehouse/contract";
import type { TextSearch } from "../regex/createTextSearch.ts";
import type { Evaluation } from "../values/Evaluation.ts";
import type { InclusionProof } from "./createInclusionProof.ts";
import type { Cell, Term } from "./Term.ts";

/** Thrown if a set would take too many cells; the result is then unknown. */
export class TooComplex extends Error {
  readonly code = "SPEC_REVIEW_TOO_COMPLEX";
}

/** Thrown when a question has reached its limit of work. */
export class Exhausted extends Error {
  readonly code = "SPEC_REVIEW_EXHAUSTED";
}

/** Questions about sets of JSON values. */
export interface SetSpace {
  /** @throws TooComplex where the set cannot be written as a union of cells within bounds. */
  cells(term: Term): readonly Cell[];
  /** More values than are in the set, where `cells` is too complex; alternatives are not compared with each other. */
  roughCells(term: Term): readonly Cell[];
  /** Alternatives are not compared with each other. */
  readonly isRough: boolean;
  /** What is left of a union of cells without another one. @throws TooComplex as `cells` does */
  without(cells: readonly Cell[], others: readonly Cell[]): readonly Cell[];
  /** True only when it is proven that no value is in the set. */
  isEmpty(term: Term): boolean;
  /** Whether a value is in the set. */
  contains(term: Term, value: JsonValue): boolean;
  /** Some values that are probably in the set, the plainest first. */
  samples(term: Term): Iterable<JsonValue>;
  /** The number of a set: equal numbers mean equal sets. */
  keyOf(term: Term): number;
  readonly proof: InclusionProof;
  /** Counts a step of work. @throws Exhausted when the bound is reached. */
  spend(): void;
  readonly texts: TextSearch;
  readonly evaluation: Evaluation;
}
