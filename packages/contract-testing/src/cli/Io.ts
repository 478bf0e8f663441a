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
