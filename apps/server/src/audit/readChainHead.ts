import { readLastLine } from "./AuditFile.ts";
import { auditFilesOf } from "./auditFilesOf.ts";
import { type ChainHead, GENESIS } from "./ChainHead.ts";
import { openSeal } from "./sealLine.ts";

/** Where the chain of a trail stands. */
export interface ChainState {
  readonly head: ChainHead;
  /** Whether the file that is written to ends with a line outside any chain, so that it has to be put aside first. */
  readonly unchained: boolean;
  /** Whether any file has a line. */
  readonly hasLines: boolean;
}

/**
 * Finds the last link over restarts and rotations: the last line of the newest file that has lines (LOG-01).
 *
 * A trail without lines, or whose last line has no seal, begins a chain.
 */
export async function readChainHead(file: string): Promise<ChainState> {
  const newestFirst = (await auditFilesOf(file)).toReversed();
  for (const candidate of newestFirst) {
    const line = await readLastLine(candidate);
    if (line === undefined) continue;
    const seal = openSeal(line);
    if (seal === undefined) return { head: GENESIS, unchained: candidate === file, hasLines: true };
    return { head: seal.head, unchained: false, hasLines: true };
  }
  return { head: GENESIS, unchained: false, hasLines: false };
}
