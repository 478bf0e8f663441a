/** The new password may not be used (AUT-03). */
export class PasswordRefusedError extends Error {
  readonly code = "PASSWORD_REFUSED";
  /** One sentence per fault, each with what to do. */
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join(" "));
    this.name = "PasswordRefusedError";
    this.faults = faults;
  }
}
