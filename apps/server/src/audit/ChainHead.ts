/** The last link of a chain of audit lines. */
export interface ChainHead {
  /** The number of the line, from 1. */
  readonly sequence: number;
  /** SHA-256 of the line and everything before it, lower-case hex. */
  readonly hash: string;
}

/** Before the first line. */
export const GENESIS: ChainHead = { sequence: 0, hash: "0".repeat(64) };
