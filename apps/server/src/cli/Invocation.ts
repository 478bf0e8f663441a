import type { Clock } from "@gatehouse/sessions";
import type { CommandLine } from "./CommandLine.ts";
import type { EffectiveEnvironment } from "./readEnvironment.ts";

/** One call of a command. */
export interface Invocation {
  readonly line: CommandLine;
  readonly settings: EffectiveEnvironment;
  /** Who calls, for the audit trail. */
  readonly operator: string;
  /** The time of the machine. */
  readonly wallClock: Clock;
  /** Whether the outcome is printed as JSON. */
  readonly json: boolean;
  /** Tells something beside the outcome, on `stderr`. */
  notify(message: string): void;
}
