import type { CheckName } from "./CheckName.ts";

/**
 * A finding that is accepted for a time. In a document it stands in the list `x-check-waivers` of an operation, without
 * `operationId`.
 */
export interface CheckWaiver {
  readonly operationId: string;
  readonly check: CheckName;
  /** The status that is waived. @default any */
  readonly status?: number;
  readonly reason: string;
  /** The last day on which the waiver counts: `2027-01-31`. */
  readonly expires: string;
}
