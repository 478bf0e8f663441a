import type { CommandIo } from "@gatehouse/contract";

/** The exit codes of the command. */
export const EXIT = {
  clean: 0,
  findings: 1,
  /** Nothing can be said: wrong use, a document that cannot be read, a server that does not respond. */
  couldNotRun: 2,
} as const;

/** Where a command reads from and writes to. */
export interface Io extends CommandIo {
  /** Colours may be used on the output. */
  readonly color: boolean;
}
