import { stat } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { auditFilesOf } from "../audit/auditFilesOf.ts";
import type { ChainHead } from "../audit/ChainHead.ts";
import type { ChainVerdict } from "../audit/ChainVerdict.ts";
import { verifyAuditChain } from "../audit/verifyAuditChain.ts";
import { UsageError } from "./UsageError.ts";

/** How often a trail that changed under our eyes is read again. */
const MAX_READINGS = 5;
const PAUSE_MILLISECONDS = 200;

/**
 * Verifies a trail that a server may be writing to: a break that is seen while files are put aside, or in a last line
 * that is being written, is looked at again.
 *
 * @throws {UsageError} when there is no such trail, or it may not be read
 */
export async function verifyTrail(file: string, anchor?: ChainHead): Promise<ChainVerdict> {
  for (let reading = 1; ; reading += 1) {
    const before = await filesAndStates(file);
    if (before.files.length === 0) throw new UsageError(`There is no audit file at ${file}.`);
    const verdict = await verify(before.files, anchor);
    if (verdict.intact || reading === MAX_READINGS) return verdict;
    await pause(PAUSE_MILLISECONDS);
    if ((await filesAndStates(file)).state === before.state) return verdict;
  }
}

async function verify(files: readonly string[], anchor: ChainHead | undefined): Promise<ChainVerdict> {
  try {
    return await verifyAuditChain(files, anchor === undefined ? {} : { anchor });
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw new UsageError(`The audit trail cannot be read: ${error.message}. Run the command as its owner.`);
  }
}

async function filesAndStates(
  file: string,
): Promise<{ readonly files: readonly string[]; readonly state: string }> {
  const files = await auditFilesOf(file);
  const states = await Promise.all(files.map(stateOf));
  return { files, state: states.join("|") };
}

async function stateOf(file: string): Promise<string> {
  try {
    const { ino, size, ctimeNs } = await stat(file, { bigint: true });
    return [file, ino, size, ctimeNs].join(":");
  } catch {
    return `${file}:absent`;
  }
}
