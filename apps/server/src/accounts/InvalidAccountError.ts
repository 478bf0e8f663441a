/** What was given for an account cannot be kept. */
export class InvalidAccountError extends Error {
  readonly code = "INVALID_ACCOUNT";
  /** One sentence per fault, each with what to do. */
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The account cannot be kept. ${faults.join(" ")}`);
    this.name = "InvalidAccountError";
    this.faults = faults;
  }
}
