import { chmodSync, existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { createSelfSignedIdentity } from "../../src/tls/createSelfSignedIdentity.ts";
import { startServerProcess } from "../support/startServerProcess.ts";
import { addAccount, type CliFixture, createCliFixture } from "./createCliFixture.ts";
import type { GatehouseOptions } from "./runGatehouse.ts";

const LONG = { timeout: 90_000 };
const DAY_MS = 86_400_000;

interface Finding {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly advice?: string;
}

/** Runs the doctor; gives the exit code and the findings by name. */
async function examine(
  cli: CliFixture,
  options: GatehouseOptions = {},
): Promise<{ code: number | null; findings: Record<string, Finding> }> {
  const { code, answer } = await cli.ask(["doctor"], {
    ...options,
    settings: { GATEHOUSE_PORT: "0", GATEHOUSE_MANAGEMENT_PORT: "0", ...options.settings },
  });
  const findings = answer.checks as Finding[];
  return { code, findings: Object.fromEntries(findings.map((finding) => [finding.name, finding])) };
}

test("a healthy server passes every check", LONG, async () => {
  const cli = createCliFixture({ GATEHOUSE_TLS: "on" });
  await cli.serve();
  const { code, findings } = await examine(cli);
  expect(code).toBe(0);
  const notWell = Object.values(findings).filter(
    ({ status, name }) => status !== "ok" && name !== "open files",
  );
  expect(notWell).toEqual([]);
  expect(Object.keys(findings)).toEqual([
    "Node",
    "settings",
    "server",
    "data directory",
    "free space",
    "accounts",
    "store",
    "audit trail",
    "certificate",
    "API",
    "monitors",
    "clock",
    "open files",
  ]);
  expect(findings.API?.message).toMatch(/^https:\/\/127\.0\.0\.1:\d+ responds, in \d+ ms$/);
  expect(findings.store?.message).toBe("whole; journal wal; 0 session records");
});

test(
  "before the first start doctor reports what will be created, and creates nothing itself",
  LONG,
  async () => {
    const cli = createCliFixture({ GATEHOUSE_TLS: "on" });
    const { code, findings } = await examine(cli);
    expect(code).toBe(0);
    for (const name of ["accounts", "store", "certificate", "audit trail"]) {
      expect(findings[name]).toMatchObject({ status: "ok", message: expect.stringContaining("first start") });
    }
    expect(readdirSync(cli.dataDirectory)).toEqual([]);
    const absent = await examine(cli, {
      settings: { GATEHOUSE_DATA_DIR: join(cli.dataDirectory, "none") },
    });
    expect(absent.findings["data directory"]?.status).toBe("warn");
    expect(absent.findings.accounts?.status).toBe("skipped");
    expect(existsSync(join(cli.dataDirectory, "none"))).toBe(false);
  },
);

test("an unchanged first password is a warning, and warnings exit with code 0", LONG, async () => {
  const cli = createCliFixture();
  await startServerProcess({ GATEHOUSE_DATA_DIR: cli.dataDirectory, GATEHOUSE_TLS: "off" });
  const { code, findings } = await examine(cli);
  expect(code).toBe(0);
  expect(findings.accounts).toMatchObject({
    status: "warn",
    message: "admin still has the password of the first start, which expires in 3 d",
    advice: "Run: gatehouse accounts password admin",
  });
});

test("each problem fails its check with a remedy", LONG, async () => {
  const cli = createCliFixture({ GATEHOUSE_TLS: "on" });
  const server = await cli.serve();
  await server.stop("SIGTERM");
  const at = (name: string): string => join(cli.dataDirectory, name);
  const taken = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void taken.close());
  await new Promise((resolve) => taken.once("listening", resolve));

  chmodSync(cli.dataDirectory, 0o777);
  chmodSync(at("audit.log"), 0o644);
  writeFileSync(at("sessions.db"), Buffer.alloc(8192, 7));
  const old = await createSelfSignedIdentity(Date.now() - 400 * DAY_MS);
  writeFileSync(at("tls-cert.pem"), old.certificate);
  writeFileSync(at("tls-key.pem"), old.key);

  const port = String((taken.address() as AddressInfo).port);
  const { code, findings } = await examine(cli, { settings: { GATEHOUSE_PORT: port } });
  expect(code).toBe(1);
  const wrong = {
    "data directory": { message: "others on this machine may change", advice: "chmod 700" },
    server: { message: "none runs", advice: "Start it" },
    "audit trail": { message: "others on this machine may open", advice: "chmod 600" },
    store: { message: "does not open", advice: "restore it from a backup" },
    certificate: { message: "expired", advice: "makes new ones" },
    API: { message: "EADDRINUSE", advice: "Another program has it" },
  };
  for (const [name, { message, advice }] of Object.entries(wrong)) {
    expect(findings[name]).toMatchObject({
      status: "fail",
      message: expect.stringContaining(message),
      advice: expect.stringContaining(advice),
    });
  }
});

test("a certificate with another key is distinguished from one that is about to expire", LONG, async () => {
  const cli = createCliFixture({ GATEHOUSE_TLS: "on" });
  const at = (name: string): string => join(cli.dataDirectory, name);
  const files = { GATEHOUSE_TLS_CERT_FILE: at("c.pem"), GATEHOUSE_TLS_KEY_FILE: at("k.pem") };
  const soon = await createSelfSignedIdentity(Date.now() - 390 * DAY_MS);
  const other = await createSelfSignedIdentity(Date.now());
  writeFileSync(at("c.pem"), soon.certificate, { mode: 0o600 });
  writeFileSync(at("k.pem"), soon.key, { mode: 0o600 });
  expect((await examine(cli, { settings: files })).findings.certificate).toMatchObject({
    status: "warn",
    message: expect.stringContaining("expires in 7 d"),
    advice: expect.stringContaining("Replace both files"),
  });
  chmodSync(at("k.pem"), 0o604);
  expect((await examine(cli, { settings: files })).findings.certificate?.status).toBe("fail");
  chmodSync(at("k.pem"), 0o600);
  writeFileSync(at("k.pem"), other.key);
  const { code, findings } = await examine(cli, { settings: files });
  expect(code).toBe(1);
  expect(findings.certificate?.message).toContain("is not the key of the certificate");
});

test("SES-22 a store without its marker is reported before the start", LONG, async () => {
  const cli = createCliFixture();
  const server = await cli.serve();
  await server.stop("SIGTERM");
  rmSync(join(cli.dataDirectory, "sessions.db.marker"));
  expect((await examine(cli)).findings.store).toMatchObject({
    status: "warn",
    message: expect.stringContaining("taken for an older copy"),
  });
});

test(
  "a file of another program in place of the store is distinguished from a damaged one",
  LONG,
  async () => {
    const cli = createCliFixture();
    const file = join(cli.dataDirectory, "sessions.db");
    const database = new DatabaseSync(file);
    database.exec("CREATE TABLE theirs (x)");
    database.close();
    chmodSync(file, 0o600);
    expect((await examine(cli)).findings.store?.message).toContain("SQLite file of another program");
  },
);

test("invalid settings fail, and checks that depend on them are skipped", LONG, async () => {
  const cli = createCliFixture();
  await addAccount(cli, "ada");
  const { code, findings } = await examine(cli, { settings: { GATEHOUSE_IDLE_TIMEOUT_SECONDS: "5" } });
  expect(code).toBe(1);
  expect(findings.settings).toMatchObject({
    status: "fail",
    advice: expect.stringContaining("config check"),
  });
  expect(findings.certificate?.status).toBe("skipped");
  expect(findings.accounts?.status).toBe("skipped");
});

test("the text report names every check, marks problems and sums them up", LONG, async () => {
  const cli = createCliFixture();
  await addAccount(cli, "ada");
  chmodSync(cli.dataDirectory, 0o750);
  const { code, stdout } = await cli.run(["doctor"], {
    settings: { GATEHOUSE_PORT: "0", GATEHOUSE_MANAGEMENT_PORT: "0" },
  });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^ {2}✗ data directory {2}others on this machine may look into/m);
  expect(stdout).toContain(`→ Run: chmod 700 ${cli.dataDirectory}`);
  expect(stdout).toMatch(/^ {2}✓ accounts {8}1 account, 1 of them enabled/m);
  expect(stdout.trimEnd().split("\n").at(-1)).toMatch(
    /^2 failed, 11 passed$|^2 failed, 1 warning, 10 passed$/,
  );
  expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(110);
});
