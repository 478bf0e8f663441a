/** The command line or the configuration asks for something that cannot be done; the message says what to do. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code = "SPEC_REVIEW_USAGE";
}
