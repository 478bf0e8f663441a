import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { requireTool } from "../support/requireTool.ts";
import {
  ADMIN_PASSWORD,
  addAccount,
  createCliFixture,
  openSession,
  PASSWORD,
  signIn,
  statusOf,
} from "./createCliFixture.ts";

const LONG = { timeout: 90_000 };
const run = promisify(execFile);

function createShelf(): string {
  const shelf = mkdtempSync(join(tmpdir(), "gatehouse-backup-"));
  onTestFinished(() => rmSync(shelf, { recursive: true, force: true }));
  return shelf;
}

test("SES-22 a backup of a running server restores the accounts and no session", LONG, async () => {
  const cli = createCliFixture({ GATEHOUSE_TLS: "on" });
  // Plain HTTP would do for the sessions, but then there would be no certificate to copy.
  const first = await cli.serve();
  await addAccount(cli, "ada");
  await first.stop("SIGTERM");
  const server = await cli.serve({ GATEHOUSE_TLS: "off" });
  const kept = await openSession(server, "ada", PASSWORD);
  const ended = await openSession(server, "admin", ADMIN_PASSWORD);

  const target = join(createShelf(), "backup");
  const { code, answer } = await cli.ask(["backup", target]);
  expect(code).toBe(0);
  const names = (answer.files as { name: string }[]).map(({ name }) => name);
  expect(names).toEqual(["sessions.db", "tls-cert.pem", "tls-key.pem", "audit.log"]);
  expect(readdirSync(target).sort()).toEqual([...names, "SHA256SUMS", "manifest.json"].sort());
  expect(statSync(target).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(target)) expect(statSync(join(target, name)).mode & 0o777).toBe(0o600);

  expect(await statusOf(server, kept.token)).toBe(200);
  await cli.run(["sessions", "end-user", "admin"]);
  await server.stop("SIGTERM");
  expect(readFileSync(join(cli.dataDirectory, "audit.log"), "utf8")).toContain('"object":"backup"');

  // As the operators' guide says.
  const restored = createCliFixture();
  for (const name of names) cpSync(join(target, name), join(restored.dataDirectory, name));
  const again = await restored.serve();
  expect(await statusOf(again, ended.token)).toBe(401);
  expect(await statusOf(again, kept.token)).toBe(401);
  expect((await signIn(again, "ada", PASSWORD)).status).toBe(200);
  await expect.poll(() => again.errors(), { timeout: 30_000 }).toContain("The store is an older copy");
  expect(readFileSync(join(restored.dataDirectory, "audit.log"), "utf8")).toMatch(
    /"event":"sys_startup".*"restoredStore":"[^"]+"/,
  );
  expect((await restored.ask(["audit", "verify"])).answer).toMatchObject({ intact: true });
});

test("a backup can be checked with a standard tool", LONG, async (context) => {
  requireTool(context, "sha256sum");
  const cli = createCliFixture();
  await addAccount(cli, "ada");
  const target = join(createShelf(), "backup");
  expect((await cli.run(["backup", target])).stdout).toContain("Backup in");
  const check = () => run("sha256sum", ["--check", "SHA256SUMS"], { cwd: target });
  expect((await check()).stdout).toContain("sessions.db: OK");
  writeFileSync(join(target, "sessions.db"), "{}");
  await expect(check()).rejects.toThrow("did NOT match");
  const manifest = JSON.parse(readFileSync(join(target, "manifest.json"), "utf8"));
  expect(manifest).toMatchObject({
    format: 1,
    release: expect.any(String),
    notIncluded: [expect.any(String)],
  });
});

test("SES-22 a backup never contains the files that identify an older copy of the store", LONG, async () => {
  const cli = createCliFixture();
  const server = await cli.serve();
  await openSession(server, "admin", ADMIN_PASSWORD);
  const target = join(createShelf(), "backup");
  await cli.run(["backup", target]);
  expect(existsSync(join(cli.dataDirectory, "sessions.db.marker"))).toBe(true);
  expect(readdirSync(target).filter((name) => /marker|seal/.test(name))).toEqual([]);
});

test("a backup requires a directory of its own", LONG, async () => {
  const cli = createCliFixture();
  const shelf = createShelf();
  expect(await cli.ask(["backup", join(shelf, "empty")])).toMatchObject({
    code: 2,
    answer: { error: { code: "BACKUP_FAILED", message: expect.stringContaining("nothing to back up") } },
  });
  await addAccount(cli, "ada");
  const cases = [
    { target: shelf, says: "exists already" },
    { target: join(shelf, "no", "such"), says: "does not exist" },
    { target: join(cli.dataDirectory, "inside"), says: "inside of the data directory" },
  ];
  for (const { target, says } of cases) {
    const { code, stderr } = await cli.run(["backup", target]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(says) });
  }
  writeFileSync(join(cli.dataDirectory, "sessions.db"), "{");
  const broken = await cli.run(["backup", join(shelf, "broken")]);
  expect(broken).toMatchObject({ code: 2, stderr: expect.stringContaining("sessions.db") });
  expect(readdirSync(shelf)).toEqual([]);
});

test("a target that cannot be written is reported with the reason of the system", LONG, async () => {
  const cli = createCliFixture();
  await addAccount(cli, "ada");
  const shelf = createShelf();
  // The directory is written under a longer name first, which no file system has room for.
  const { code, stderr } = await cli.run(["backup", join(shelf, "x".repeat(250))]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^✗ No backup was taken: ENAMETOOLONG/);
  expect(readdirSync(shelf)).toEqual([]);
});
