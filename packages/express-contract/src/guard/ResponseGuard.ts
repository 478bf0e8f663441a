import type { IncomingMessage, ServerResponse } from "node:http";
import type { Contract, Difference, Operation } from "@gatehouse/contract";
import type { ResponseViolationError } from "../errors.ts";

/**
 * What the response guard does with an operation's responses.
 *
 * - `enforce`: every response is held until it is checked; one that differs is replaced by an error. For tests and
 *   development. A stream is not held: its status and headers are checked before it begins.
 * - `report`: responses leave untouched; a sample of them is checked afterwards. For production.
 * - `off`: nothing is checked.
 */
export type GuardMode = "enforce" | "report" | "off";

/** A difference between a response and its document. */
export interface Finding {
  readonly mode: Exclude<GuardMode, "off">;
  /** The same for every response that differs in the same way at the same location. */
  readonly fingerprint: string;
  /** How often this fingerprint was seen so far, this time included. */
  readonly count: number;
  /** In mode `report` without the values that came, which may be secrets. */
  readonly difference: Difference;
}

/** Numbers for metrics; all count from the making of the guard. */
export interface GuardStatistics {
  /** Responses that were checked. */
  readonly checked: number;
  /** Responses that were sampled and not checked, because the queue was full or enough were checked in that second. */
  readonly dropped: number;
  /** Findings, one for each difference of each response. */
  readonly findings: number;
}

/** Sends the response that takes the place of one that differs. */
export type ViolationResponder = (
  violation: ResponseViolationError,
  req: IncomingMessage,
  res: ServerResponse,
) => void;

/** Watches what leaves the server. */
export interface ResponseGuard {
  /** Whether it may hold a response back. */
  readonly enforces: boolean;
  /** An Express handler; mount it first, so that it sees the responses of other middleware. */
  readonly middleware: (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void;
  /**
   * Watches one response; the router calls it. Where `middleware` watches the response already, it learns the
   * operation, which only the router knows when it is mounted under a prefix.
   */
  watch(req: IncomingMessage, res: ServerResponse, operation: Operation | undefined): void;
  /** One finding for each way to differ that was seen, with its count. */
  groups(): readonly Finding[];
  statistics(): GuardStatistics;
  /** Sets what sends the response in place of one that differs; the contract router sets its own `errorResponse`. */
  respondToViolationsWith(respond: ViolationResponder): void;
}

/** Options of a response guard. */
export interface ResponseGuardOptions {
  readonly contract: Contract;
  /** The mode of all operations that `modes` does not name. */
  readonly mode: GuardMode;
  /** Modes by operationId. */
  readonly modes?: Readonly<Record<string, GuardMode>>;
  /** Is called with every difference of every response that is checked; must not throw. */
  onFinding(finding: Finding): void;
  /**
   * In mode `report`: the share of responses that is checked, from 0 to 1.
   *
   * @default 1
   */
  readonly sampleRate?: number;
  /**
   * JSON pointer in the document of a map like `responses`, for responses to requests that match no operation. Without
   * it those are not checked: OpenAPI has no place for them.
   */
  readonly unroutedResponses?: string;
  /**
   * The longest body that is checked, in bytes; of a longer one, status and headers are. In mode `enforce` a longer one
   * is not held either.
   *
   * @default 65_536 in mode `report`, 4_194_304 in mode `enforce`
   */
  readonly bodyLimitBytes?: number;
  /**
   * In mode `report`: how many responses may wait for their check.
   *
   * @default 256
   */
  readonly queueLimit?: number;
  /**
   * In mode `report`: how many responses are checked in a second at most, however many are sampled, so that the checks
   * take a small share of the processor under any load.
   *
   * @default 100
   */
  readonly checksPerSecondLimit?: number;
  /**
   * How many different fingerprints are kept with their counts.
   *
   * @default 500
   */
  readonly groupLimit?: number;
  /**
   * Runs a task when the requests at hand are served.
   *
   * @default setImmediate
   */
  schedule?(task: () => void): void;
  /**
   * A clock that only goes forward, in milliseconds.
   *
   * @default performance.now
   */
  monotonicMs?(): number;
}
