import { createPrivateKey, X509Certificate } from "node:crypto";
import type { TlsIdentity } from "./TlsIdentity.ts";
import { TlsIdentityError } from "./TlsIdentityError.ts";
import type { TlsIdentityFiles } from "./TlsIdentityFiles.ts";

/**
 * Makes an identity of a certificate and a key and checks that they belong together.
 *
 * @param files where they come from, for the error
 * @throws {TlsIdentityError} when one of them is not PEM, or the key is not the certificate's
 */
export function parseTlsIdentity(
  { certificate, key }: Pick<TlsIdentity, "certificate" | "key">,
  { certificateFile, keyFile }: TlsIdentityFiles,
): TlsIdentity {
  const x509 = parse(certificateFile, "certificate", () => new X509Certificate(certificate));
  const privateKey = parse(keyFile, "private key", () => createPrivateKey(key));
  if (!x509.checkPrivateKey(privateKey)) {
    throw new TlsIdentityError(
      `The key in ${keyFile} is not the key of the certificate in ${certificateFile}.`,
    );
  }
  return {
    certificate,
    key,
    fingerprint: x509.fingerprint256,
    validFromMs: x509.validFromDate.getTime(),
    expiresAtMs: x509.validToDate.getTime(),
  };
}

function parse<T>(file: string, what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new TlsIdentityError(`${file} holds no ${what} in PEM form.`, { cause });
  }
}
