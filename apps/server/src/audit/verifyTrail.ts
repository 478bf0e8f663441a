import { stat } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { auditFilesOf } from "./auditFilesOf.ts";
import type { ChainHead } from "./ChainHead.ts";
import type { ChainVerdict } from "./ChainVerdict.ts";
import { verifyAuditChain } from "./verifyAuditChain.ts";

/** How often a trail that changed while it was read is read again. */
const MAX_READINGS = 5;
const PAUSE_MILLISECONDS = 200;

/**
 * Verifies a trail that a server may be writing to: a break that is seen while files are put aside, or in a last line
 * that is being written, is looked at again.
 *
 * @returns nothing when there is no file
 * @throws {Error} with the code of the system when a file may not be read
 */
export async function verifyTrail(file: string, anchor?: ChainHead): Promise<ChainVerdict | undefined> {
  for (let reading = 1; ; reading += 1) {
    const before = await filesAndStates(file);
    if (before.files.length === 0) return undefined;
    const verdict = await verifyAuditChain(before.files, anchor === undefined ? {} : { anchor });
    if (verdict.intact || reading === MAX_READINGS) return verdict;
    await pause(PAUSE_MILLISECONDS);
    if ((await filesAndStates(file)).state === before.state) return verdict;
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
