import { once } from "node:events";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { get, Agent as HttpsAgent } from "node:https";
import { join } from "node:path";
import { connect } from "node:tls";
import { Agent, fetch, type Response } from "undici";
import { expect, onTestFinished, test, vi } from "vitest";
import { auditFilesOf } from "../../src/audit/auditFilesOf.ts";
import { verifyAuditChain } from "../../src/audit/verifyAuditChain.ts";
import { createSelfSignedIdentity } from "../../src/tls/createSelfSignedIdentity.ts";
import {
  createDataDirectory,
  runServerProcess,
  type ServerProcess,
  startServerProcess,
} from "../support/startServerProcess.ts";

const PASSWORD = "correct horse battery staple";
const SESSIONS = "/api/admin/v1/sessions";
const slow = { timeout: 60_000 };

function createCaller(server: ServerProcess) {
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false }, connections: 4 });
  onTestFinished(() => dispatcher.close());
  return (method: string, body?: object, token?: string) =>
    fetch(`${server.origin}${SESSIONS}`, {
      method,
      dispatcher,
      headers: {
        "content-type": "application/json",
        ...(token === undefined ? {} : { "x-hm-authorization": token }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
}

/** The fingerprint that a new handshake gets. */
async function presented(server: ServerProcess): Promise<string> {
  const { port } = new URL(server.origin);
  const socket = connect({ port: Number(port), host: "127.0.0.1", rejectUnauthorized: false });
  await once(socket, "secureConnect");
  const { fingerprint256 } = socket.getPeerCertificate();
  socket.destroy();
  return fingerprint256;
}

const auditOf = (server: ServerProcess): unknown[] =>
  readFileSync(join(server.dataDirectory, "audit.log"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

test("OPS-02 the listener for monitors serves liveness, readiness and the metrics", slow, async () => {
  const server = await startServerProcess();
  expect((await fetch(`${server.managementOrigin}/livez`)).status).toBe(200);
  // Until the file of the store has been checked, the report says how far that is.
  await expect
    .poll(async () => (await fetch(`${server.managementOrigin}/readyz`)).json(), { timeout: 10_000 })
    .toEqual({
      ready: true,
      phase: "ready",
      checks: { store: "ok", files: "ok", room: "ok", load: "ok", integrity: "ok" },
    });
  expect(await (await fetch(`${server.managementOrigin}/metrics`)).text()).toMatch(/^gatehouse_ready 1$/m);
});

test(
  "start and stop are recorded in the audit trail, whose chain continues over restarts",
  slow,
  async () => {
    const dataDirectory = createDataDirectory();
    for (let run = 0; run < 2; run += 1) {
      const server = await startServerProcess({ GATEHOUSE_DATA_DIR: dataDirectory });
      expect(await server.stop("SIGTERM")).toBe(0);
    }
    const files = await auditFilesOf(join(dataDirectory, "audit.log"));
    expect(await verifyAuditChain(files)).toMatchObject({ intact: true, lines: 4 });
  },
);

test("the audit trail may go to stdout", slow, async () => {
  const server = await startServerProcess({ GATEHOUSE_AUDIT: "stdout" });
  await vi.waitFor(() => expect(server.output()).toContain('"event":"sys_startup"'));
  expect(existsSync(join(server.dataDirectory, "audit.log"))).toBe(false);
});

test.each([
  { audit: "/proc/audit.log", says: "The audit file /proc/audit.log cannot be opened for writing." },
  { audit: "/nowhere/audit.log", says: "/nowhere, the folder of the audit trail, does not exist" },
])("an audit file that cannot be written stops the start: $audit", slow, async ({ audit, says }) => {
  const { code, errors } = await runServerProcess({
    GATEHOUSE_DATA_DIR: createDataDirectory(),
    GATEHOUSE_PORT: "0",
    GATEHOUSE_MANAGEMENT_PORT: "0",
    GATEHOUSE_AUDIT: audit,
  });
  expect(code).toBe(2);
  expect(errors).toContain(says);
});

test("a used port for monitors stops the start, and no listener stays open", slow, async () => {
  const server = await startServerProcess();
  const { port } = new URL(server.managementOrigin);
  const { code, errors } = await runServerProcess({
    GATEHOUSE_DATA_DIR: createDataDirectory(),
    GATEHOUSE_PORT: "0",
    GATEHOUSE_MANAGEMENT_PORT: port,
  });
  expect(code).toBe(2);
  expect(errors).toContain(port);
});

test(
  "NET-20 new certificate files are used for new handshakes within 5 s, and an invalid pair is rejected",
  slow,
  async () => {
    const server = await startServerProcess();
    const { certificateFile, keyFile } = {
      certificateFile: join(server.dataDirectory, "tls-cert.pem"),
      keyFile: join(server.dataDirectory, "tls-key.pem"),
    };
    const before = await presented(server);
    writeFileSync(certificateFile, "half of it");
    await vi.waitFor(() => expect(server.errors()).toContain("A TLS certificate was rejected"), {
      timeout: 5000,
    });
    expect(await presented(server)).toBe(before);
    const next = await createSelfSignedIdentity(Date.now());
    writeFileSync(`${keyFile}.new`, next.key);
    writeFileSync(`${certificateFile}.new`, next.certificate);
    renameSync(`${keyFile}.new`, keyFile);
    renameSync(`${certificateFile}.new`, certificateFile);
    await vi.waitFor(async () => expect(await presented(server)).toBe(next.fingerprint), {
      timeout: 5000,
      interval: 200,
    });
    const metrics = await (await fetch(`${server.managementOrigin}/metrics`)).text();
    expect(metrics).toMatch(/^gatehouse_tls_reloads_total\{result="taken"\} 1$/m);
    expect(metrics).toMatch(/^gatehouse_tls_reloads_total\{result="refused"\} 1$/m);
    expect(metrics).toContain(
      `gatehouse_tls_certificate_expiry_timestamp_seconds ${next.expiresAtMs / 1000}\n`,
    );
    await vi.waitFor(() =>
      expect(auditOf(server)).toMatchObject([
        { event: "sys_startup" },
        { event: "sensitive_update", result: "failure" },
        { event: "sensitive_update", result: "success", details: { fingerprint: next.fingerprint } },
      ]),
    );
  },
);

test("LOG-05 an unread log and audit trail delay no request and no sign-out", slow, async () => {
  const server = await startServerProcess({
    GATEHOUSE_AUDIT: "stdout",
    GATEHOUSE_LOG_LEVEL: "debug",
    GATEHOUSE_ADMIN_PASSWORD: PASSWORD,
  });
  server.child.stdout?.pause();
  server.child.stderr?.pause();
  const call = createCaller(server);
  for (let count = 0; count < 300; count += 1) {
    await call("POST", { username: "x".repeat(900), password: "" }).then((response) => response.text());
  }
  const signedIn = await call("POST", { username: "admin", password: PASSWORD });
  expect(signedIn.status).toBe(200);
  const token = String(signedIn.headers.get("x-hm-authorization"));
  expect((await call("DELETE", undefined, token)).status).toBe(200);
  expect((await call("GET", undefined, token)).status).toBe(401);
});

test(
  "LOG-02 no secret reaches log, audit trail, metrics or output, even when requests fail",
  slow,
  async () => {
    const password = "canary correct horse battery";
    const server = await startServerProcess({
      GATEHOUSE_LOG_LEVEL: "debug",
      GATEHOUSE_ADMIN_PASSWORD: password,
    });
    const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
    onTestFinished(() => dispatcher.close());
    const send = async (
      method: string,
      headers: Record<string, string>,
      body?: string,
    ): Promise<Response> => {
      const init = { method, headers, dispatcher, ...(body === undefined ? {} : { body }) };
      const response = await fetch(`${server.origin}${SESSIONS}?token=canary-query`, init);
      await response.arrayBuffer();
      return response;
    };
    const json = { "content-type": "application/json" };
    const good = JSON.stringify({ username: "admin", password });
    const signedIn = await send("POST", json, good);
    const token = String(signedIn.headers.get("x-hm-authorization"));
    await send("POST", json, good.slice(0, -1));
    await send("POST", json, `${good.slice(0, -1)},"extra":"canary-extra"}`);
    await send("POST", json, JSON.stringify({ username: "admin", password: "canary-wrong" }));
    await send("POST", { "content-type": "text/plain" }, good);
    await send("GET", { "x-hm-authorization": "canary-token" });
    await send("GET", { authorization: "Basic canary-basic", cookie: "canary-cookie" });
    await send("DELETE", { authorization: token });
    const metrics = await (await fetch(`${server.managementOrigin}/metrics`)).text();
    expect(await server.stop("SIGTERM")).toBe(0);
    const audit = readFileSync(join(server.dataDirectory, "audit.log"), "utf8");
    const told = [server.output(), server.errors(), audit, metrics].join("\n");
    expect(audit.split("\n").length).toBeGreaterThan(8);
    expect(told).not.toContain("canary");
    expect(told).not.toContain(token);
  },
);

test("log lines of a request carry the transaction id of its response", slow, async () => {
  const server = await startServerProcess({ GATEHOUSE_LOG_LEVEL: "debug" });
  const response = await createCaller(server)("GET");
  const requestId = response.headers.get("x-transaction-id");
  await vi.waitFor(() => expect(server.errors()).toContain(String(requestId)));
  const line = server
    .errors()
    .split("\n")
    .find((text) => text.includes(String(requestId)));
  expect(JSON.parse(line ?? "")).toMatchObject({
    level: "debug",
    requestId,
    operation: "getSession",
    status: 401,
  });
});

test(
  "FAIL-26 an uncaught error is logged once, the server stops in order and exits with 70",
  slow,
  async () => {
    const throwOnSignal = 'process.on("SIGUSR2", () => { throw new Error("password=canary"); })';
    const server = await startServerProcess({
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(throwOnSignal)}`,
    });
    expect(await server.stop("SIGUSR2")).toBe(70);
    const fatal = server
      .errors()
      .split("\n")
      .filter((line) => line.includes('"level":"fatal"'));
    expect(fatal).toHaveLength(1);
    expect(server.errors()).not.toContain("canary");
    expect(auditOf(server)).toMatchObject([
      { event: "sys_startup" },
      { event: "sys_crash", details: { reason: "Error" } },
      { event: "sys_shutdown", details: { reason: "crash" } },
    ]);
  },
);

test("OPS-02 a stop under load loses no request of an open connection", slow, async () => {
  const server = await startServerProcess();
  const { port } = new URL(server.origin);
  const agent = new HttpsAgent({ keepAlive: true, maxSockets: 8, rejectUnauthorized: false });
  onTestFinished(() => agent.destroy());
  const ask = (): Promise<string> =>
    new Promise((resolve) => {
      const call = get({ port, host: "127.0.0.1", path: SESSIONS, agent }, (response) => {
        response.resume().on("end", () => resolve(String(response.statusCode)));
      });
      // A connection that was not open yet was not taken by the server: its caller knows that nothing was done.
      call.on("error", (error) => resolve(call.reusedSocket ? `lost: ${error.message}` : "not connected"));
    });
  const outcomes: string[] = [];
  const worker = async (): Promise<void> => {
    for (let outcome = ""; outcome !== "not connected"; outcomes.push(outcome)) outcome = await ask();
  };
  const workers = Array.from({ length: 8 }, worker);
  await vi.waitFor(() => expect(outcomes.length).toBeGreaterThan(200), { timeout: 20_000 });
  expect(await server.stop("SIGTERM")).toBe(0);
  await Promise.all(workers);
  expect(new Set(outcomes)).toEqual(new Set(["401", "not connected"]));
});
