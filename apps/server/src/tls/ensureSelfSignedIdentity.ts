import { existsSync, renameSync, writeFileSync } from "node:fs";
import { createSelfSignedIdentity } from "./createSelfSignedIdentity.ts";
import { readTlsIdentity } from "./readTlsIdentity.ts";
import { selfSignedFiles } from "./selfSignedFiles.ts";
import type { TlsIdentity } from "./TlsIdentity.ts";

/**
 * Gives the self-signed identity of a data directory, and makes it when there is none or it has run out.
 *
 * @param now current time in Unix milliseconds
 * @throws {TlsIdentityError} when the files are there but cannot be used
 */
export async function ensureSelfSignedIdentity(dataDirectory: string, now: number): Promise<TlsIdentity> {
  const files = selfSignedFiles(dataDirectory);
  if (existsSync(files.certificateFile) && existsSync(files.keyFile)) {
    const identity = readTlsIdentity(files);
    if (identity.expiresAtMs > now) return identity;
  }
  const identity = await createSelfSignedIdentity(now);
  writeWhole(files.keyFile, identity.key);
  writeWhole(files.certificateFile, identity.certificate);
  return identity;
}

/** The certificate is written last and by rename, so that a half-made pair is never taken for a whole one. */
function writeWhole(file: string, text: string): void {
  const partial = `${file}.new`;
  writeFileSync(partial, text, { mode: 0o600 });
  renameSync(partial, file);
}
