/** A command was called in a way that makes no sense. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code = "USAGE";
}
