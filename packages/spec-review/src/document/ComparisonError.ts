/** Two documents cannot be compared; the message says which one, and why. */
export class ComparisonError extends Error {
  override readonly name = "ComparisonError";
  readonly code = "SPEC_REVIEW_CANNOT_COMPARE";
  /** The document that stands in the way. */
  readonly document: string;

  constructor(document: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.document = document;
  }
}
