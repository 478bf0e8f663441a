/** The result of a tool for a pair: breaking, not breaking, or not readable for the tool. */
export type OutsideResult = "breaking" | "not breaking" | "unreadable";

/** A pair of documents that a tool compares. */
export interface AskedPair {
  readonly name: string;
  /** Paths of the two documents. */
  readonly base: string;
  readonly head: string;
}

/** A tool that also compares documents. */
export interface OutsideTool {
  readonly name: string;
  readonly version: string;
  /** The command, as one would type it. */
  readonly command: string;
  /** A note for the reader of the results. */
  readonly note?: string;
  /** The result of each pair, by its name. */
  compare(pairs: readonly AskedPair[]): ReadonlyMap<string, OutsideResult>;
}
