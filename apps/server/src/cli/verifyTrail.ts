import type { ChainHead } from "../audit/sealLine.ts";
import { type ChainVerdict, verifyTrail as verifyFiles } from "../audit/verifyAuditChain.ts";
import { UsageError } from "./UsageError.ts";

/**
 * Verifies a trail that a server may be writing to.
 *
 * @throws {UsageError} when there is no such trail, or it may not be read
 */
export async function verifyTrail(file: string, anchor?: ChainHead): Promise<ChainVerdict> {
  const verdict = await verifyFiles(file, anchor).catch((error: unknown) => {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw new UsageError(`The audit trail cannot be read: ${error.message}. Run the command as its owner.`);
  });
  if (verdict === undefined) throw new UsageError(`There is no audit file at ${file}.`);
  return verdict;
}
