import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ensureSelfSignedIdentity } from "./createSelfSignedIdentity.ts";
import { TlsIdentityError } from "./TlsIdentity.ts";

const NOW = Date.UTC(2026, 0, 15);
const YEAR_MILLISECONDS = 365 * 86_400_000;

function temporaryFolder(): { path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), "gatehouse-tls-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

test("the certificate is P-256, for localhost and both loopback addresses", async () => {
  using folder = temporaryFolder();
  const identity = await ensureSelfSignedIdentity(folder.path, NOW);
  const certificate = new X509Certificate(identity.certificate);
  expect(certificate.publicKey.asymmetricKeyDetails).toMatchObject({ namedCurve: "prime256v1" });
  expect(certificate.subjectAltName).toBe("DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1");
  expect(certificate.fingerprint256).toBe(identity.fingerprint);
});

test("the certificate is made once and its files are for the owner only", async () => {
  using folder = temporaryFolder();
  const first = await ensureSelfSignedIdentity(folder.path, NOW);
  const second = await ensureSelfSignedIdentity(folder.path, NOW + 1000);
  expect(second.fingerprint).toBe(first.fingerprint);
  expect(statSync(join(folder.path, "tls-key.pem")).mode & 0o777).toBe(0o600);
});

test("an expired certificate is created again", async () => {
  using folder = temporaryFolder();
  const first = await ensureSelfSignedIdentity(folder.path, NOW);
  const later = await ensureSelfSignedIdentity(folder.path, NOW + 2 * YEAR_MILLISECONDS);
  expect(later.fingerprint).not.toBe(first.fingerprint);
});

test("a key of another certificate is rejected with the names of both files", async () => {
  using folder = temporaryFolder();
  using other = temporaryFolder();
  await ensureSelfSignedIdentity(folder.path, NOW);
  const foreign = await ensureSelfSignedIdentity(other.path, NOW);
  writeFileSync(join(folder.path, "tls-key.pem"), foreign.key);
  const rejection = ensureSelfSignedIdentity(folder.path, NOW);
  await expect(rejection).rejects.toThrow(TlsIdentityError);
  await expect(rejection).rejects.toThrow(
    /tls-key\.pem is not the key of the certificate in .*tls-cert\.pem/,
  );
});
