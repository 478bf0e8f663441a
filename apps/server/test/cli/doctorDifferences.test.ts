import { copyFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { createSelfSignedIdentity } from "../../src/tls/createSelfSignedIdentity.ts";
import type { ServerProcess } from "../support/startServerProcess.ts";
import {
  ADMIN_PASSWORD,
  addAccount,
  type CliFixture,
  createCliFixture,
  openSession,
  signIn,
  statusOf,
} from "./createCliFixture.ts";

const LONG = { timeout: 120_000 };
const ANY_PORT = { GATEHOUSE_PORT: "0", GATEHOUSE_MANAGEMENT_PORT: "0" };

interface Finding {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly advice?: string;
}

/** The findings that failed, by name. */
async function failuresOf(
  cli: CliFixture,
  settings: Readonly<Record<string, string>> = {},
): Promise<Record<string, Finding>> {
  const { code, answer } = await cli.ask(["doctor"], { settings: { ...ANY_PORT, ...settings } });
  const failed = (answer.checks as Finding[]).filter(({ status }) => status === "fail");
  expect(code).toBe(failed.length === 0 ? 0 : 1);
  return Object.fromEntries(failed.map((finding) => [finding.name, finding]));
}

async function readyOf({ managementOrigin }: ServerProcess) {
  const response = await fetch(`${managementOrigin}/readyz`);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test("OPS-09 only settings that differ from those of the running server fail", LONG, async () => {
  const cli = createCliFixture();
  await cli.serve();
  expect(await failuresOf(cli)).toEqual({});
  const cases: readonly (readonly [setting: string, value: string, says: string])[] = [
    ["GATEHOUSE_IDLE_TIMEOUT_SECONDS", "600", "idleTimeoutSeconds is 1800 there and 600 here"],
    ["GATEHOUSE_TRUSTED_PROXIES", "10.0.0.5", "trustedProxies"],
    ["GATEHOUSE_STORE_URL", "memory:", "store"],
    ["GATEHOUSE_LOG_LEVEL", "debug", 'logLevel is "info" there and "debug" here'],
  ];
  for (const [setting, value, says] of cases) {
    const { server } = await failuresOf(cli, { [setting]: value });
    expect(server).toMatchObject({
      message: expect.stringContaining(says),
      advice: expect.stringContaining("Restart the server"),
    });
  }
});

test("OPS-09 a stopped server fails its check once there is data to serve", LONG, async () => {
  const cli = createCliFixture();
  expect(await failuresOf(cli)).toEqual({});
  await addAccount(cli, "ada");
  expect((await failuresOf(cli)).server?.message).toBe("none runs");
  const server = await cli.serve();
  expect(await failuresOf(cli)).toEqual({});
  await server.stop("SIGKILL");
  expect((await failuresOf(cli)).server?.message).toContain("did not stop in order");
});

test("OPS-09 certificate files fail their check unless the server presents them", LONG, async () => {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-certificates-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [certificateFile, keyFile] = [join(folder, "c.pem"), join(folder, "k.pem")];
  const put = async () => {
    const { certificate, key } = await createSelfSignedIdentity(Date.now());
    writeFileSync(certificateFile, certificate, { mode: 0o600 });
    writeFileSync(keyFile, key, { mode: 0o600 });
  };
  await put();
  const cli = createCliFixture({
    GATEHOUSE_TLS: "on",
    GATEHOUSE_TLS_CERT_FILE: certificateFile,
    GATEHOUSE_TLS_KEY_FILE: keyFile,
  });
  const server = await cli.serve();
  expect(await failuresOf(cli)).toEqual({});
  // A server that is stopped for a while presents what it had.
  server.child.kill("SIGSTOP");
  await put();
  server.child.kill("SIGCONT");
  await vi.waitFor(async () => expect(await failuresOf(cli)).toEqual({}), {
    timeout: 60_000,
    interval: 500,
  });
});

const FILES = ["sessions.db", "sessions.db-wal", "sessions.db.marker", "sessions.db.seal"];

test.each([
  { name: "deleted", damage: (path: string) => rmSync(path), says: /was deleted or moved away$/ },
  {
    name: "moved",
    damage: (path: string) => renameSync(path, `${path}.away`),
    says: /was deleted or moved away$/,
  },
  {
    name: "replaced",
    damage(path: string) {
      copyFileSync(path, `${path}.copy`);
      renameSync(`${path}.copy`, path);
    },
    says: /was replaced by another file$/,
  },
])(
  "FAIL-27 OPS-09 with a store file $name the server is not ready, and doctor fails",
  LONG,
  async (fault) => {
    const file = FILES[Math.floor(Math.random() * FILES.length)] ?? "sessions.db";
    const cli = createCliFixture();
    const server = await cli.serve();
    expect((await readyOf(server)).status).toBe(200);
    fault.damage(join(cli.dataDirectory, file));
    const { status, body } = await readyOf(server);
    expect([file, status]).toEqual([file, 503]);
    expect(body).toMatchObject({
      checks: { files: "failed" },
      reasons: { files: expect.stringMatching(fault.says) },
    });
    expect((await failuresOf(cli)).store?.message).toContain("has lost its files");
    expect(server.errors()).toContain("A readiness check fails.");
  },
);

test(
  "FAIL-27 OPS-09 without its lock the server is not ready, and no other server starts beside it",
  LONG,
  async () => {
    const cli = createCliFixture();
    const server = await cli.serve();
    rmSync(join(cli.dataDirectory, "gatehouse.lock"));
    const { status, body } = await readyOf(server);
    expect(status).toBe(503);
    expect(body).toMatchObject({ reasons: { files: expect.stringContaining("gatehouse.lock was deleted") } });
    expect((await failuresOf(cli)).store?.message).toContain("gatehouse.lock was deleted");
    await expect(cli.serve()).rejects.toThrow(`is in use by process ${server.child.pid} (gatehouse serve)`);
    await server.stop("SIGTERM");
    const again = await cli.serve();
    expect((await readyOf(again)).status).toBe(200);
  },
);

test(
  "FAIL-27 a missing store file is not created again at the next start, and no old token is valid",
  LONG,
  async () => {
    const cli = createCliFixture();
    const server = await cli.serve();
    const { token } = await openSession(server, "admin", ADMIN_PASSWORD);
    await server.stop("SIGTERM");
    const path = join(cli.dataDirectory, "sessions.db");
    renameSync(path, `${path}.away`);
    await expect(cli.serve()).rejects.toThrow(/sessions\.db cannot be used: it is missing or empty.*backup/s);
    expect((await cli.run(["accounts", "list"])).code).toBe(2);
    expect((await failuresOf(cli)).store?.message).toContain("is missing, and there was one");
    renameSync(`${path}.away`, path);
    const again = await cli.serve();
    expect([200, 401]).toContain(await statusOf(again, token));
    expect((await signIn(again, "admin", ADMIN_PASSWORD)).status).toBe(200);
  },
);
