import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import type { TlsIdentity } from "./TlsIdentity.ts";
import { TlsIdentityError } from "./TlsIdentityError.ts";

/** The two files of a TLS identity. */
export interface TlsIdentityFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
}

/**
 * Reads a certificate and its private key from PEM files and checks that they belong together.
 *
 * @throws {TlsIdentityError} when a file cannot be read, is not PEM, or the key is not the certificate's
 */
export function readTlsIdentity({ certificateFile, keyFile }: TlsIdentityFiles): TlsIdentity {
  const certificate = readText(certificateFile);
  const key = readText(keyFile);
  const x509 = parse(certificateFile, "certificate", () => new X509Certificate(certificate));
  const privateKey = parse(keyFile, "private key", () => createPrivateKey(key));
  if (!x509.checkPrivateKey(privateKey)) {
    throw new TlsIdentityError(
      `The key in ${keyFile} is not the key of the certificate in ${certificateFile}.`,
    );
  }
  return { certificate, key, fingerprint: x509.fingerprint256 };
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new TlsIdentityError(`${file} cannot be read.`, { cause });
  }
}

function parse<T>(file: string, what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new TlsIdentityError(`${file} holds no ${what} in PEM form.`, { cause });
  }
}
