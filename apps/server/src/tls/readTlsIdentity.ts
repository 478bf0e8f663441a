import { readFileSync } from "node:fs";
import { parseTlsIdentity } from "./parseTlsIdentity.ts";
import type { TlsIdentity } from "./TlsIdentity.ts";
import { TlsIdentityError } from "./TlsIdentityError.ts";
import type { TlsIdentityFiles } from "./TlsIdentityFiles.ts";

/**
 * Reads a certificate and its private key from PEM files and checks that they belong together.
 *
 * @throws {TlsIdentityError} when a file cannot be read, is not PEM, or the key is not the certificate's
 */
export function readTlsIdentity(files: TlsIdentityFiles): TlsIdentity {
  const certificate = readText(files.certificateFile);
  return parseTlsIdentity({ certificate, key: readText(files.keyFile) }, files);
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new TlsIdentityError(`${file} cannot be read.`, { cause });
  }
}
