import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "node:tls";
import { expect, onTestFinished, test } from "vitest";
import { createSelfSignedIdentity } from "../../tls/createSelfSignedIdentity.ts";
import type { TlsIdentity } from "../../tls/TlsIdentity.ts";
import { checkCertificate } from "./checkApi.ts";
import type { DoctorContext } from "./Finding.ts";

/** A listener that presents this certificate; gives its origin. */
async function present({ certificate, key }: TlsIdentity): Promise<string> {
  const server = createServer({ cert: certificate, key }, (socket) => socket.end());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function write({ certificate, key }: TlsIdentity) {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-certificate-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const files = { certificateFile: join(folder, "c.pem"), keyFile: join(folder, "k.pem") };
  writeFileSync(files.certificateFile, certificate);
  writeFileSync(files.keyFile, key, { mode: 0o600 });
  return files;
}

function fixtureOf(files: ReturnType<typeof write>, origin: string): DoctorContext {
  const context: Partial<Record<keyof DoctorContext, unknown>> = {
    configuration: { tls: { kind: "files", ...files } },
    invocation: { wallClock: { nowMs: Date.now } },
    server: { origin },
    canLook: true,
  };
  // The check looks at these parts alone.
  return context as unknown as DoctorContext;
}

test("OPS-09 a certificate that the server does not present fails, and one that it presents does not", async () => {
  const [served, other] = [
    await createSelfSignedIdentity(Date.now()),
    await createSelfSignedIdentity(Date.now()),
  ];
  const origin = await present(served);
  expect(await checkCertificate(fixtureOf(write(served), origin))).toMatchObject({ status: "ok" });
  expect(await checkCertificate(fixtureOf(write(other), origin))).toMatchObject({
    status: "fail",
    message: `the running server presents the certificate SHA-256 ${served.fingerprint}, and the files hold ${other.fingerprint}`,
    advice: expect.stringContaining("restart the server"),
  });
});
