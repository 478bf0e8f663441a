import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseTlsIdentity } from "../../tls/parseTlsIdentity.ts";
import { selfSignedFiles } from "../../tls/selfSignedFiles.ts";
import type { TlsIdentity } from "../../tls/TlsIdentity.ts";
import type { TlsIdentityFiles } from "../../tls/TlsIdentityFiles.ts";
import { writePrivately } from "./writePrivately.ts";

const RETRY_MILLISECONDS = 500;

/**
 * Copies the self-signed certificate and its key, if there are any. Two files that do not belong together are read once
 * more: a new pair may just be on its way.
 *
 * @returns the names of what was copied
 * @throws {TlsIdentityError} when they still do not
 */
export async function copyTlsIdentity(dataDirectory: string, folder: string): Promise<readonly string[]> {
  const files = selfSignedFiles(dataDirectory);
  if (!existsSync(files.certificateFile) || !existsSync(files.keyFile)) return [];
  const { certificate, key } = await readPair(files);
  const names = { certificate: basename(files.certificateFile), key: basename(files.keyFile) };
  writePrivately(join(folder, names.certificate), certificate);
  writePrivately(join(folder, names.key), key);
  return [names.certificate, names.key];
}

async function readPair(files: TlsIdentityFiles): Promise<TlsIdentity> {
  try {
    return read(files);
  } catch {
    await pause(RETRY_MILLISECONDS);
    return read(files);
  }
}

function read(files: TlsIdentityFiles): TlsIdentity {
  const certificate = readFileSync(files.certificateFile, "utf8");
  return parseTlsIdentity({ certificate, key: readFileSync(files.keyFile, "utf8") }, files);
}
