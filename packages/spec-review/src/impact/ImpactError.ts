/** The impact on the repository cannot be found; the message says why, and what to do. */
export class ImpactError extends Error {
  override readonly name = "ImpactError";
  readonly code = "SPEC_REVIEW_IMPACT";
}
