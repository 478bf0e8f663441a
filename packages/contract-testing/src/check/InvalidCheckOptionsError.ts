/** A check was asked for with options that make no sense. */
export class InvalidCheckOptionsError extends Error {
  override readonly name = "InvalidCheckOptionsError";
  readonly code = "INVALID_CHECK_OPTIONS";
}
