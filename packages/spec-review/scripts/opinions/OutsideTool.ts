/** What a tool says of a pair: that it breaks somebody, that it does not, or that it cannot read it. */
export type OutsideVerdict = "breaking" | "not breaking" | "unreadable";

/** A pair of documents that a tool is asked about. */
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
  /** What was run, as one would type it. */
  readonly command: string;
  /** What the reader should know about it. */
  readonly note?: string;
  /** By the name of the pair what the tool says. */
  judge(pairs: readonly AskedPair[]): ReadonlyMap<string, OutsideVerdict>;
}
