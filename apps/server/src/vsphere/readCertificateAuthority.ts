import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { VsphereOptionsError } from "./VsphereOptionsError.ts";

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/**
 * Reads the certificates that may vouch for a vCenter. A file without any is refused here, because TLS takes it in
 * silence and then trusts nobody.
 *
 * @returns PEM
 * @throws {VsphereOptionsError} when the file cannot be read or holds no certificate.
 */
export function readCertificateAuthority(file: string): string {
  const certificates = readText(file).match(CERTIFICATE) ?? [];
  if (certificates.length === 0) {
    throw new VsphereOptionsError("certificateAuthorityFile", `${file} holds no certificate in PEM form.`);
  }
  for (const [index, certificate] of certificates.entries())
    check(certificate, `${file}, certificate ${index + 1},`);
  return certificates.join("\n");
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
    throw new VsphereOptionsError("certificateAuthorityFile", `${file} cannot be read (${reason}).`, {
      cause,
    });
  }
}

function check(certificate: string, place: string): void {
  try {
    new X509Certificate(certificate);
  } catch (cause) {
    throw new VsphereOptionsError("certificateAuthorityFile", `${place} is damaged.`, { cause });
  }
}
