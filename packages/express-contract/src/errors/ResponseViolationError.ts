import type { Difference } from "@gatehouse/contract";

/** An answer differs from its document and was held back by the response guard. */
export class ResponseViolationError extends Error {
  readonly code = "RESPONSE_VIOLATION";
  readonly operationId: string;
  /** The status of the answer that was held back. */
  readonly responseStatus: number;
  readonly differences: readonly Difference[];

  constructor(operationId: string, responseStatus: number, differences: readonly Difference[]) {
    super(
      `The answer ${responseStatus} of ${operationId} differs from the document at ${differences
        .map(({ responsePointer, kind }) => `${responsePointer} (${kind})`)
        .join(", ")}.`,
    );
    this.name = "ResponseViolationError";
    this.operationId = operationId;
    this.responseStatus = responseStatus;
    this.differences = differences;
  }
}
