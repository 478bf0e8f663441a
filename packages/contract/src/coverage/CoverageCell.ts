import type { SourceLocation } from "../Contract.ts";

/** What a cell of the coverage table is about. */
export type CoverageKind =
  | "status"
  | "media-type"
  | "response-header"
  | "security"
  | "parameter"
  | "request-media-type"
  | "request-example"
  | "response-example";

/** One thing that the document promises of an operation, and that a test has to have seen. */
export interface CoverageCell {
  readonly operationId: string;
  readonly kind: CoverageKind;
  /** Unique within the operation and stable: `200`, `200 header retry-after`, `query limit absent`. */
  readonly name: string;
  /** Where the document makes the promise. */
  readonly location: SourceLocation;
}

/** One key for a cell across all operations. */
export function cellKey({ operationId, name }: Pick<CoverageCell, "operationId" | "name">): string {
  return `${operationId} ${name}`;
}
