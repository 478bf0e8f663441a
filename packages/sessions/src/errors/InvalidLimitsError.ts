/** The limits given to `createSessions` contradict each other or the allowed range (SES-09). */
export class InvalidLimitsError extends Error {
  readonly code = "INVALID_LIMITS";
  /** One sentence per limit that is wrong, each with what to do. */
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The session limits are not usable. ${faults.join(" ")}`);
    this.name = "InvalidLimitsError";
    this.faults = faults;
  }
}
