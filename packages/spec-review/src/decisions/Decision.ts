/** A breaking change that somebody has decided to make. */
export interface Decision {
  readonly fingerprint: string;
  /** The rule and the change as they were when the decision was made, for the reader of the file. */
  readonly rule: string | undefined;
  readonly change: string | undefined;
  readonly reason: string;
  readonly owner: string;
  /** The last day on which the decision counts (`2027-01-31`). */
  readonly expires: string;
  /** What callers use instead. */
  readonly replacement: string | undefined;
}
