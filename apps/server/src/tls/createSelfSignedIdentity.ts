import { randomBytes, webcrypto, X509Certificate } from "node:crypto";
import { existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readTlsIdentity, type TlsIdentity, type TlsIdentityFiles } from "./TlsIdentity.ts";

const DAY_MILLISECONDS = 86_400_000;

/** The longest life that every common browser accepts for a certificate that its user trusts. */
const LIFE_DAYS = 397;
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/**
 * Makes a P-256 key and a self-signed certificate for `localhost`, `127.0.0.1` and `::1`.
 *
 * @param now current time in Unix milliseconds; the certificate is valid from one day before it
 */
export async function createSelfSignedIdentity(now: number): Promise<TlsIdentity> {
  const x509 = await loadX509();
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    // A positive serial number of 127 random bits (RFC 5280, section 4.1.2.2).
    serialNumber: `7f${randomBytes(15).toString("hex")}`,
    name: "CN=localhost, O=Gatehouse",
    notBefore: new Date(now - DAY_MILLISECONDS),
    notAfter: new Date(now + LIFE_DAYS * DAY_MILLISECONDS),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: "dns", value: "localhost" },
        { type: "ip", value: "127.0.0.1" },
        { type: "ip", value: "::1" },
      ]),
    ],
  });
  const pem = certificate.toString("pem");
  const key = x509.PemConverter.encode(
    await webcrypto.subtle.exportKey("pkcs8", keys.privateKey),
    "PRIVATE KEY",
  );
  return {
    certificate: `${pem}\n`,
    key: `${key}\n`,
    fingerprint: new X509Certificate(pem).fingerprint256,
    validFromMs: certificate.notBefore.getTime(),
    expiresAtMs: certificate.notAfter.getTime(),
  };
}

/** Loaded when a certificate is made: most starts find one, or need none. */
async function loadX509(): Promise<typeof import("@peculiar/x509")> {
  await import("reflect-metadata");
  return import("@peculiar/x509");
}

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

/** The files of the self-signed identity of a data directory. */
export function selfSignedFiles(dataDirectory: string): TlsIdentityFiles {
  return {
    certificateFile: join(dataDirectory, "tls-cert.pem"),
    keyFile: join(dataDirectory, "tls-key.pem"),
  };
}
