import "reflect-metadata";
import { randomBytes, webcrypto, X509Certificate } from "node:crypto";
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from "@peculiar/x509";
import type { TlsIdentity } from "./TlsIdentity.ts";

const DAY_MILLISECONDS = 86_400_000;
/** The longest life that every common browser accepts for a certificate it was told to trust. */
const LIFE_DAYS = 397;
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/**
 * Makes a P-256 key and a self-signed certificate for `localhost`, `127.0.0.1` and `::1`.
 *
 * @param now current time in Unix milliseconds; the certificate is valid from one day before it
 */
export async function createSelfSignedIdentity(now: number): Promise<TlsIdentity> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    // A positive serial number of 127 random bits (RFC 5280, section 4.1.2.2).
    serialNumber: `7f${randomBytes(15).toString("hex")}`,
    name: "CN=localhost, O=Gatehouse",
    notBefore: new Date(now - DAY_MILLISECONDS),
    notAfter: new Date(now + LIFE_DAYS * DAY_MILLISECONDS),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([
        { type: "dns", value: "localhost" },
        { type: "ip", value: "127.0.0.1" },
        { type: "ip", value: "::1" },
      ]),
    ],
  });
  const pem = certificate.toString("pem");
  const key = PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey), "PRIVATE KEY");
  return {
    certificate: `${pem}\n`,
    key: `${key}\n`,
    fingerprint: new X509Certificate(pem).fingerprint256,
    validFromMs: certificate.notBefore.getTime(),
    expiresAtMs: certificate.notAfter.getTime(),
  };
}
