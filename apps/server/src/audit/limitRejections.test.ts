import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Logger } from "../logging/createLogger.ts";
import type { AuditEvent, AuditTrail } from "./AuditEvent.ts";
import { auditEvents, rejectionsFileOf } from "./auditEvents.ts";
import { auditFilesOf } from "./auditFilesOf.ts";
import { noteFileOf, openAuditTrail } from "./openAuditTrail.ts";
import { verifyAuditChain } from "./verifyAuditChain.ts";

/** The least that the settings allow, nearly: lines are written in pieces of up to 64 KiB. */
const MAX_BYTES = 70_000;
const time = { nowMs: 0 };
const clock = { nowMs: () => time.nowMs };

/** A trail of small files in a folder that goes away, and how to open it as a server does. */
function createFixture({ keepFiles = 2, chained = true } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-room-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "audit.log");
  const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn() };
  const destination = { kind: "file", file, maxBytes: MAX_BYTES, keepFiles, chained } as const;
  return {
    file,
    log,
    open: (wasUsed = false): Promise<AuditTrail> =>
      openAuditTrail({ destination, clock, logger: log as unknown as Logger, server: { wasUsed } }),
    bytesOf: (name: string) =>
      readdirSync(folder)
        .filter((entry) => entry.startsWith(name))
        .reduce((sum, entry) => sum + statSync(join(folder, entry)).size, 0),
    textOf: async (path = file) =>
      (await auditFilesOf(path)).map((one) => readFileSync(one, "utf8")).join(""),
  };
}

const signIn: AuditEvent = {
  event: "authn_login_success",
  who: { provider: "local", username: "ada", subject: "1" },
  sessionId: "s-1",
};
const details = {
  authn_login_fail: { reason: "unknown-user" },
  authn_login_lock: { reason: "maxretries", lockSeconds: 60 },
  authn_password_change_fail: { reason: "kept-elsewhere" },
  excess_rate_limit_exceeded: { retryAfterSeconds: 1 },
  authz_fail: { operation: "getSession", reason: "no-credential" },
  input_validation_fail: { code: "INVALID_REQUEST" },
} as const;
/** Every kind of event that callers can cause in any number, from an address each. */
const byStrangers = (index: number): readonly AuditEvent[] =>
  Object.entries(details).map(
    ([event, facts]) => ({ event, clientAddress: `192.0.2.${index % 250}`, details: facts }) as AuditEvent,
  );

test("LOG-07 this test floods with every event that is counted in a flood", () => {
  const flooding = Object.entries(auditEvents).flatMap(([name, { floods }]) => (floods ? [name] : []));
  expect(flooding.sort()).toEqual(Object.keys(details).sort());
});

test("LOG-07 hours of rejections take bounded room and displace no earlier entries", async () => {
  const { open, textOf, bytesOf, file } = createFixture();
  const trail = await open();
  trail.record(signIn);
  for (let second = 0; second < 4 * 3600; second += 1) {
    time.nowMs += 1000;
    for (const event of byStrangers(second)) trail.record(event);
    if (second % 500 === 0) await trail.flush(5000);
  }
  await trail.close(5000);
  const text = await textOf();
  expect(text.match(/"authn_login_success"/g)).toHaveLength(1);
  expect(await auditFilesOf(file)).toEqual([file]);
  expect(bytesOf("audit.log")).toBeLessThan(5 * MAX_BYTES);
  for (const path of [file, rejectionsFileOf(file)])
    expect(await verifyAuditChain(await auditFilesOf(path))).toMatchObject({ intact: true });
});

test("LOG-07 a few rejections are written to the trail itself, in order with the other events", async () => {
  const { open, textOf, file } = createFixture();
  const trail = await open();
  trail.record(signIn);
  for (const event of byStrangers(1)) trail.record(event);
  await trail.close(5000);
  const names = (await textOf())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).event);
  expect(names).toEqual(["authn_login_success", ...Object.keys(details)]);
  expect(await auditFilesOf(rejectionsFileOf(file))).toEqual([]);
});

test("LOG-07 a restart gives rejections no further share of the current file", async () => {
  const { open, textOf, file } = createFixture();
  for (let start = 0; start < 30; start += 1) {
    const trail = await open();
    for (let index = 0; index < 10; index += 1) for (const event of byStrangers(index)) trail.record(event);
    await trail.close(5000);
  }
  expect((await textOf()).length).toBeLessThan(MAX_BYTES * 0.15);
  expect(await auditFilesOf(file)).toEqual([file]);
});

test("LOG-07 a new file of the trail has room for some rejections again", async () => {
  const { open, file } = createFixture({ keepFiles: 20 });
  const trail = await open();
  for (let round = 0; round < 300; round += 1) {
    for (const event of byStrangers(round)) trail.record(event);
    trail.record(signIn);
    await trail.flush(5000);
  }
  await trail.close(5000);
  const [newest = ""] = (await auditFilesOf(file)).toReversed();
  expect(basename(newest)).toBe("audit.log");
  const shares = (await auditFilesOf(file)).map(
    (one) => readFileSync(one, "utf8").match(/"authz_fail"/g)?.length ?? 0,
  );
  expect(shares.length).toBeGreaterThan(1);
  for (const share of shares) expect(share).toBeGreaterThan(0);
});

test("LOG-07 50,000 sessions that expire at once are recorded as some lines and a count with names", async () => {
  const { open, textOf, bytesOf } = createFixture({ keepFiles: 10 });
  const trail = await open();
  trail.record(signIn);
  for (let index = 0; index < 50_000; index += 1) {
    const who = { provider: "local", username: `user-${index % 40}`, subject: String(index % 40) };
    trail.record({ event: "session_expired", who, sessionId: `s-${index}`, details: { reason: "idle" } });
  }
  await trail.close(5000);
  const lines = (await textOf())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(bytesOf("audit.log")).toBeLessThan(150_000);
  expect(lines[0]).toMatchObject({ event: "authn_login_success" });
  const counted = lines.filter(({ event }) => event === "sys_events_condensed");
  expect(counted).toMatchObject([{ details: { event: "session_expired", count: 50_000 - 200 } }]);
  expect(counted[0].details.users).toHaveLength(16);
});

/** Writes a trail of some lines, as a server that ran before. */
async function writeTrail(fixture: ReturnType<typeof createFixture>, lines = 20): Promise<void> {
  const trail = await fixture.open();
  for (let count = 0; count < lines; count += 1) trail.record(signIn);
  await trail.close(5000);
}

const lineAt = (file: string, index: number, change: (line: string) => string): void => {
  const lines = readFileSync(file, "utf8").split("\n");
  lines[index] = change(lines[index] ?? "");
  writeFileSync(file, lines.join("\n"));
};

test.each<{ name: string; problem: string; line?: number; harm(file: string): void }>([
  {
    name: "a line was altered",
    problem: "altered",
    line: 3,
    harm: (file) => lineAt(file, 2, (line) => line.replace("ada", "bob")),
  },
  {
    name: "a line was removed",
    problem: "missing",
    line: 5,
    harm: (file) => writeFileSync(file, readFileSync(file, "utf8").split("\n").toSpliced(4, 1).join("\n")),
  },
  {
    name: "the end was cut off",
    problem: "anchor-missing",
    line: 10,
    harm: (file) =>
      writeFileSync(file, `${readFileSync(file, "utf8").split("\n").slice(0, 10).join("\n")}\n`),
  },
  {
    name: "the last line is torn",
    problem: "torn",
    harm: (file) => writeFileSync(file, readFileSync(file, "utf8").slice(0, -9)),
  },
  { name: "the file is missing", problem: "trail-missing", harm: (file) => rmSync(file) },
  { name: "the file is empty", problem: "trail-missing", harm: (file) => writeFileSync(file, "") },
  {
    name: "file and note are missing",
    problem: "trail-missing",
    harm: (file) => [file, noteFileOf(file)].map((one) => rmSync(one)),
  },
])("LOG-07 a start reports in the log and in the trail that $name", async ({ problem, line, harm }) => {
  const fixture = createFixture();
  await writeTrail(fixture);
  harm(fixture.file);
  const trail = await fixture.open(true);
  await vi.waitFor(() => expect(fixture.log.error).toHaveBeenCalled());
  expect(fixture.log.error.mock.calls[0]).toMatchObject([
    "The audit trail is damaged or missing.",
    { problem },
  ]);
  await trail.close(5000);
  const told = (await fixture.textOf()).split("\n").filter((text) => text.includes("sys_audit_broken"));
  expect(JSON.parse(told[0] ?? "")).toMatchObject({
    level: "CRITICAL",
    details: { problem, ...(line === undefined ? {} : { line }) },
  });
});

test("LOG-07 the numbers of a missing trail continue, so that the gap shows", async () => {
  const fixture = createFixture();
  await writeTrail(fixture);
  rmSync(fixture.file);
  await (await fixture.open(true)).close(5000);
  expect(await verifyAuditChain([fixture.file])).toMatchObject({ intact: true, firstSequence: 21 });
});

test.each([
  { name: "a first start", lines: 0, wasUsed: false },
  { name: "a start after a stop", lines: 20, wasUsed: true },
  { name: "a start over several files", lines: 200, wasUsed: true },
])("LOG-07 $name reports no damage", async ({ lines, wasUsed }) => {
  const fixture = createFixture();
  if (lines > 0) await writeTrail(fixture, lines);
  const trail = await fixture.open(wasUsed);
  trail.record(signIn);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await trail.close(5000);
  expect(fixture.log.error).not.toHaveBeenCalled();
  expect(await fixture.textOf()).not.toContain("sys_audit_broken");
});
