/** Lets a limited number of password checks run at once and a short line wait (OPS-04). */
export interface HashingGate {
  /** Runs the work when it is its turn, or turns it away at once when the line is too long. */
  run<T>(work: () => Promise<T>): Promise<GateResult<T>>;
  /** How many wait now, for a metric. */
  readonly waiting: number;
  /** How many run now, for a metric. */
  readonly running: number;
}

/** What became of the work. */
export type GateResult<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "busy"; readonly retryAfterSeconds: number };
