/** What the exit code of the command says. */
export const EXIT = {
  clean: 0,
  findings: 1,
  /** Nothing can be said: wrong use, a document that cannot be read, a server that does not answer. */
  couldNotRun: 2,
} as const;

/** A command was called in a way that makes no sense. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code = "USAGE";
}

/** Where a command reads from and writes to. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Colours may be used on the output. */
  readonly color: boolean;
  /** The error output is a terminal: a line there can be written anew. */
  readonly isTerminal: boolean;
  /** Set when the user wants the command to come to an end. */
  readonly signal?: AbortSignal;
}
