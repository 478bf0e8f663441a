import type { RequestFrame } from "../requests/buildRequest.ts";
import type { Draft } from "../requests/Draft.ts";
import type { FindingBook } from "./createFindingBook.ts";
import type { Gate } from "./createGate.ts";
import type { Tally } from "./createTally.ts";
import type { CheckExchange } from "./Exchange.ts";

/** What the questions about one operation share. */
export interface RunContext {
  readonly frame: RequestFrame;
  readonly gate: Gate;
  readonly book: FindingBook;
  readonly tally: Tally;
  /** Sends a draft of the operation; `undefined` when the run has come to its end. */
  exchange(draft: Draft): Promise<CheckExchange | undefined>;
  /** Told of each answer to a valid request. */
  onAnswered(draft: Draft, exchange: CheckExchange): Promise<void>;
}
