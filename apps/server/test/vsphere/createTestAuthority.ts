import "reflect-metadata";
import { isIP } from "node:net";
import {
  BasicConstraintsExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const DAY_MS = 86_400_000;

/** A certificate and its key, both PEM. */
export interface TestIdentity {
  readonly certificate: string;
  readonly key: string;
}

/** Options of a test certificate. */
export interface IssueOptions {
  /** DNS name or IP address. */
  readonly name: string;
  /** Whether the certificate ran out yesterday. */
  readonly expired?: boolean;
}

/** A certificate authority for one test. */
export interface TestAuthority {
  /** PEM. */
  readonly certificate: string;
  issue(options: IssueOptions): Promise<TestIdentity>;
}

/** Makes a certificate authority that no client trusts by default. */
export async function createTestAuthority(): Promise<TestAuthority> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const root = await X509CertificateGenerator.createSelfSigned({
    name: "CN=Test authority",
    keys,
    signingAlgorithm: ALGORITHM,
    notBefore: new Date(Date.now() - 30 * DAY_MS),
    notAfter: new Date(Date.now() + DAY_MS),
    extensions: [new BasicConstraintsExtension(true, 0, true)],
  });
  return {
    certificate: root.toString("pem"),
    issue: (options) => issue({ root, signingKey: keys.privateKey }, options),
  };
}

async function issue(
  { root, signingKey }: { root: X509Certificate; signingKey: CryptoKey },
  { name, expired = false }: IssueOptions,
): Promise<TestIdentity> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const certificate = await X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: root.subject,
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: ALGORITHM,
    notBefore: new Date(Date.now() - 20 * DAY_MS),
    notAfter: new Date(Date.now() + (expired ? -DAY_MS : DAY_MS)),
    extensions: [new SubjectAlternativeNameExtension([{ type: isIP(name) ? "ip" : "dns", value: name }])],
  });
  const key = await crypto.subtle.exportKey("pkcs8", keys.privateKey);
  return { certificate: certificate.toString("pem"), key: PemConverter.encode(key, "PRIVATE KEY") };
}
