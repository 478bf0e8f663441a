import { once } from "node:events";
import { Agent, get } from "node:https";
import { type AddressInfo, connect as connectPlain } from "node:net";
import { type ConnectionOptions, connect, createServer, type SecureVersion, type TLSSocket } from "node:tls";
import { expect, onTestFinished, test } from "vitest";
import { createHttpServer } from "../composition/createHttpServer.ts";
import { createSelfSignedIdentity } from "./createSelfSignedIdentity.ts";
import { swapTlsIdentity, type TlsIdentity } from "./TlsIdentity.ts";

const now = Date.UTC(2026, 0, 15);

async function startServer() {
  const identity = await createSelfSignedIdentity(now);
  const server = createHttpServer((_request, response) => response.end("served"), identity);
  if (!("setSecureContext" in server)) throw new Error("The server has no TLS.");
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { identity, port, swap: (next: TlsIdentity) => swapTlsIdentity(server as never, next) };
}

/** Makes a handshake; the certificate is compared by the tests themselves. */
async function handshake(port: number, options: ConnectionOptions = {}): Promise<TLSSocket> {
  const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false, ...options });
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, "secureConnect");
  return socket;
}

function ask(port: number, agent: Agent): Promise<{ fingerprint: string; reused: boolean }> {
  return new Promise((resolve, reject) => {
    const request = get({ port, host: "127.0.0.1", agent, rejectUnauthorized: false }, (response) => {
      const { fingerprint256 } = (response.socket as TLSSocket).getPeerCertificate();
      response
        .resume()
        .on("end", () => resolve({ fingerprint: fingerprint256, reused: request.reusedSocket }));
    });
    request.on("error", reject);
  });
}

test("NET-20 an open connection keeps the old certificate, a new one gets the new certificate", async () => {
  const { identity, port, swap } = await startServer();
  const keepAlive = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => keepAlive.destroy());
  await ask(port, keepAlive);
  const next = await createSelfSignedIdentity(now);
  swap(next);
  expect(await ask(port, keepAlive)).toEqual({ fingerprint: identity.fingerprint, reused: true });
  expect((await handshake(port)).getPeerCertificate().fingerprint256).toBe(next.fingerprint);
});

test("NET-20 no request is lost while certificates are swapped under load", async () => {
  const { port, swap } = await startServer();
  const identities = await Promise.all([createSelfSignedIdentity(now), createSelfSignedIdentity(now)]);
  const keepAlive = new Agent({ keepAlive: true, maxSockets: 4 });
  onTestFinished(() => keepAlive.destroy());
  const answers: string[] = [];
  for (let round = 0; round < 10; round += 1) {
    const identity = identities[round % 2];
    if (identity !== undefined) swap(identity);
    const batch = Array.from({ length: 8 }, (_, index) =>
      ask(port, index % 2 === 0 ? keepAlive : new Agent({ keepAlive: false })),
    );
    answers.push(...(await Promise.all(batch)).map(({ fingerprint }) => fingerprint));
  }
  expect(answers).toHaveLength(80);
});

test.each(["TLSv1.2", "TLSv1.3"] as const)(
  "NET-20 a %s session from before the swap still connects",
  async (version) => {
    const { port, swap } = await startServer();
    const versions = { minVersion: version, maxVersion: version };
    const first = connect({ port, host: "127.0.0.1", rejectUnauthorized: false, ...versions });
    first.on("secureConnect", () => first.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    first.resume();
    const [session] = (await once(first, "session")) as [Buffer];
    first.destroy();
    const next = await createSelfSignedIdentity(now);
    swap(next);
    const second = await handshake(port, { ...versions, session });
    expect(second.isSessionReused()).toBe(false);
    expect(second.getPeerCertificate().fingerprint256).toBe(next.fingerprint);
  },
);

test.each(["TLSv1.2", "TLSv1.3"] as const)("NET-01 %s is supported, also after a swap", async (version) => {
  const { port, swap } = await startServer();
  const versions = { minVersion: version, maxVersion: version };
  expect((await handshake(port, versions)).getProtocol()).toBe(version);
  swap(await createSelfSignedIdentity(now));
  const socket = await handshake(port, versions);
  expect(socket.getProtocol()).toBe(version);
  expect(socket.getCipher().name).toMatch(/GCM|CHACHA20/);
});

/** The result of an old client: its protocol, or the alert that ended the handshake. */
async function tryOld(port: number, version: SecureVersion): Promise<string> {
  const old = { minVersion: version, maxVersion: version, ciphers: "ALL:@SECLEVEL=0" };
  return handshake(port, old).then(
    (socket) => socket.getProtocol() ?? "none",
    (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : String(error)),
  );
}

test.each(["TLSv1", "TLSv1.1"] as const)("NET-01 %s is rejected, also after a swap", async (version) => {
  const { identity, port, swap } = await startServer();
  expect(await tryOld(port, version)).toBe("ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION");
  swap(await createSelfSignedIdentity(now));
  expect(await tryOld(port, version)).toBe("ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION");
  const tolerant = createServer({
    cert: identity.certificate,
    key: identity.key,
    minVersion: "TLSv1",
    ciphers: "ALL:@SECLEVEL=0",
  });
  await new Promise<void>((resolve) => tolerant.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    tolerant.close();
  });
  // The client of this test does speak it: the rejection is the server's.
  expect(await tryOld((tolerant.address() as AddressInfo).port, version)).toBe(version);
});

test("NET-01 ciphers without forward secrecy or authenticated encryption are rejected", async () => {
  const { port } = await startServer();
  const weak = {
    maxVersion: "TLSv1.2" as const,
    ciphers: "AES128-SHA:ECDHE-ECDSA-AES128-SHA:ECDHE-RSA-AES128-SHA",
  };
  await expect(handshake(port, weak)).rejects.toThrow(/handshake failure/);
});

test.each([
  { name: "GET", request: "GET /api/admin/v1/sessions HTTP/1.1\r\nHost: localhost\r\n\r\n" },
  { name: "POST", request: "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}" },
  { name: "an upgrade to HTTP/2", request: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" },
])("NET-01 plain HTTP ($name) on the TLS port is closed without an HTTP response", async ({ request }) => {
  const { port } = await startServer();
  const socket = connectPlain(port, "127.0.0.1");
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(Buffer.from(chunk)));
  socket.on("error", () => undefined);
  socket.write(request);
  await once(socket, "close");
  const answer = Buffer.concat(chunks).toString("latin1");
  expect(answer).not.toMatch(/HTTP\/|location|30\d/i);
});
