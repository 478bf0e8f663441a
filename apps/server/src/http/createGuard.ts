import type { Contract } from "@gatehouse/contract";
import { createResponseGuard, type Finding, type ResponseGuard } from "@gatehouse/express-contract";

/** How the answers of the server are held against the document. */
export interface GuardOptions {
  readonly contract: Contract;
  /** `enforce` answers a difference with a fault; `report` leaves the answer as it is. */
  readonly mode: "enforce" | "report";
  /** Told of every difference that is found. */
  onFinding(finding: Finding): void;
}

/** Where the document says how requests are answered that match no operation. */
const UNROUTED_RESPONSES = "/x-unrouted-responses";
/** The share of answers that `report` looks at. */
const SAMPLE_RATE = 0.01;

/** Makes the guard that holds what leaves the server against the document. */
export function createGuard({ contract, mode, onFinding }: GuardOptions): ResponseGuard {
  return createResponseGuard({
    contract,
    mode,
    onFinding,
    sampleRate: SAMPLE_RATE,
    unroutedResponses: UNROUTED_RESPONSES,
  });
}
