/** Something wrong with an entry of the decisions file. */
export interface DecisionProblem {
  readonly kind: "unused" | "expired" | "invalid";
  readonly fingerprint: string;
  readonly message: string;
  readonly file: string;
  readonly line: number;
}
