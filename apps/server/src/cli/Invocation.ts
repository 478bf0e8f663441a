import type { ReadStream, WriteStream } from "node:tty";
import type { Clock } from "@gatehouse/sessions";
import type { HeldSignals } from "../composition/handleSignals.ts";
import type { Environment } from "../config/createSettingsReader.ts";
import type { EffectiveEnvironment } from "./readEnvironment.ts";
import type { Style } from "./terminal/createStyle.ts";

/** One call of a command. */
export interface Invocation {
  readonly line: CommandLine;
  readonly settings: EffectiveEnvironment;
  /** The operator, for the audit trail. */
  readonly operator: string;
  /** The time of the machine. */
  readonly wallClock: Clock;
  /** Whether the outcome is printed as JSON. */
  readonly json: boolean;
  /** Writes a message to `stderr`, beside the outcome. */
  notify(message: string): void;
  /** Writes the hints in a text so that they can be pasted where this command runs. */
  hint(text: string): string;
}

/** The environment of a command, passed in by `main.ts`. */
export interface CommandLine {
  /** Without the program itself. */
  readonly arguments: readonly string[];
  readonly environment: Environment;
  readonly stdin: Pick<ReadStream, "isTTY"> & NodeJS.ReadableStream;
  readonly stdout: WriteStream;
  readonly stderr: WriteStream;
  /** Signals that came before the command was there; held for the server alone. */
  readonly heldSignals?: HeldSignals | undefined;
}

/** The outcome of a command, for people and for programs. */
export interface Report {
  /** Whether the outcome is positive; decides between the exit codes 0 and 1. @default true */
  readonly ok?: boolean;
  /** The output of `--json`, beside `ok`. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The output without `--json`. */
  lines(style: Style): readonly string[];
}
