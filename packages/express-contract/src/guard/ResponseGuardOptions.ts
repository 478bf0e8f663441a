import type { Contract } from "@gatehouse/contract";
import type { Finding } from "./Finding.ts";
import type { GuardMode } from "./GuardMode.ts";

/** What a response guard is made of. */
export interface ResponseGuardOptions {
  readonly contract: Contract;
  /** The mode of all operations that `modes` does not name. */
  readonly mode: GuardMode;
  /** Modes by operationId. */
  readonly modes?: Readonly<Record<string, GuardMode>>;
  /** Told of every difference of every answer that is checked; must not throw. */
  onFinding(finding: Finding): void;
  /**
   * In mode `report`: the share of answers that is checked, from 0 to 1.
   *
   * @default 1
   */
  readonly sampleRate?: number;
  /**
   * JSON pointer in the document of a map like `responses`, for answers to requests that match no
   * operation. Without it those are not checked: OpenAPI has no place for them.
   */
  readonly unroutedResponses?: string;
  /**
   * In mode `report`: the longest body that is checked; of a longer one, status and headers are.
   *
   * @default 65_536
   */
  readonly bodyLimitBytes?: number;
  /**
   * In mode `report`: how many answers may wait for their check.
   *
   * @default 256
   */
  readonly queueLimit?: number;
  /**
   * In mode `report`: how many answers are checked in a second at most, however many are sampled, so that
   * the checks take a small share of the processor under any load.
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
