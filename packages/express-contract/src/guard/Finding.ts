import type { Difference } from "@gatehouse/contract";
import type { GuardMode } from "./GuardMode.ts";

/** A difference between an answer and its document, as the guard tells of it. */
export interface Finding {
  readonly mode: Exclude<GuardMode, "off">;
  /** The same for every answer that differs in the same way at the same place. */
  readonly fingerprint: string;
  /** How often this fingerprint was seen so far, this time included. */
  readonly count: number;
  /** In mode `report` without the values that came, which may be secrets. */
  readonly difference: Difference;
}
