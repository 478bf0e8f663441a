import type { Located } from "@gatehouse/contract";
import type { RecordedExchange } from "./RecordedExchange.ts";

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

/** One promise of an operation that some exchange of the tests has to show. */
export interface CoverageCell extends Located {
  readonly operationId: string;
  readonly kind: CoverageKind;
  /** Unique within the operation and stable: `200`, `200 header retry-after`, `query limit absent`. */
  readonly name: string;
  /** Whether an exchange of the operation shows it. */
  isShownBy(exchange: RecordedExchange): boolean;
}
