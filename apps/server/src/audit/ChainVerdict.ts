import type { ChainHead } from "./ChainHead.ts";

/** What is wrong at the first line where a chain breaks. */
export type ChainBreak =
  /** The line is not what was written, or what stood before it was replaced. */
  | "altered"
  /** Lines before this one are gone. */
  | "missing"
  /** The line stands before lines that were written earlier. */
  | "reordered"
  /** The line was there before. */
  | "repeated"
  /** The line has no place in the chain: somebody else wrote it. */
  | "foreign"
  /** The last line breaks off. */
  | "torn"
  /** The chain does not hold the line that the verifier was told to find: the end was cut off, or all was rewritten. */
  | "anchor-missing";

/** The outcome of a verification. */
export type ChainVerdict =
  | {
      readonly intact: true;
      /** How many lines are in the chain. */
      readonly lines: number;
      /** The number of the first line; above 1 when older files are gone by retention. */
      readonly firstSequence: number;
      /** The last line: note it down elsewhere, and the next verification finds out whether the end was cut off. */
      readonly head: ChainHead;
      /** Lines from before the chain was switched on. */
      readonly unchainedLines: number;
    }
  | {
      readonly intact: false;
      readonly problem: ChainBreak;
      /** Where the chain breaks first. */
      readonly file: string;
      readonly line: number;
      /** What is wrong there, and how the verifier knows. */
      readonly message: string;
    };
