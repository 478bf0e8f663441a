import type { Style } from "./terminal/createStyle.ts";

/** The outcome of a command, for people and for programs. */
export interface Report {
  /** Whether the answer is yes; decides between the exit codes 0 and 1. @default true */
  readonly ok?: boolean;
  /** What `--json` prints, beside `ok`. */
  readonly data: Readonly<Record<string, unknown>>;
  /** What is printed otherwise. */
  lines(style: Style): readonly string[];
}
