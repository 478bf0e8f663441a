import type { Decision } from "./Decision.ts";
import type { DecisionProblem } from "./DecisionProblem.ts";

/** The decisions beside a document. */
export interface DecisionsFile {
  readonly file: string;
  readonly decisions: readonly LocatedDecision[];
  readonly problems: readonly DecisionProblem[];
}

/** A decision and its line. */
export interface LocatedDecision extends Decision {
  readonly line: number;
}

/** The name of the file, in the folder of the document. */
export const DECISIONS_FILE = "spec-review.decisions.yaml";
