import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { expect, onTestFinished, test, vi } from "vitest";
import type { LineSink } from "../logging/createLineQueue.ts";
import type { Logger } from "../logging/createLogger.ts";
import type { AuditEvent } from "./AuditEvent.ts";
import { auditFilesOf } from "./auditFilesOf.ts";
import { createAuditTrail, createFloodGate } from "./createAuditTrail.ts";
import { type AuditDestination, openAuditTrail } from "./openAuditTrail.ts";
import { verifyAuditChain } from "./verifyAuditChain.ts";

const denial: AuditEvent = {
  event: "authz_fail",
  details: { operation: "getSession", reason: "no-active-session" },
};

const clock = { nowMs: () => 0 };
const silent = { error: vi.fn(), warn: vi.fn() } as unknown as Logger;

const failedSignIn = (username: string): AuditEvent => ({
  event: "authn_login_fail",
  who: { provider: "local", username },
  details: { reason: "unknown-user" },
});
const signOut: AuditEvent = { event: "session_logout", sessionId: "s-1" };

function fileDestination(overrides: Partial<Extract<AuditDestination, { kind: "file" }>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-trail-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return {
    kind: "file",
    file: join(folder, "audit.log"),
    maxBytes: 2000,
    keepFiles: 50,
    chained: true,
    ...overrides,
  } as const;
}

function stuckSink() {
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const lines: string[] = [];
  const sink: LineSink = {
    async write(text) {
      await gate;
      lines.push(...text.trimEnd().split("\n"));
    },
    close: async () => undefined,
  };
  return { sink, lines, release };
}

test("LOG-04 every event is one line of JSON, for names with any characters", async () => {
  const names = [
    "a\r\nb",
    "c\nd",
    "\u0000",
    "\u001b[2J",
    "\u2028\u2029\u0085",
    "\ud800",
    "x".repeat(65_536),
    "\u202e",
  ];
  const destination = fileDestination({ chained: false, maxBytes: 1_000_000 });
  const trail = await openAuditTrail({ destination, clock, logger: silent });
  for (const name of names) trail.record(failedSignIn(name));
  await trail.close(5000);
  const lines = readFileSync(destination.file, "utf8").split("\n");
  expect(lines).toHaveLength(names.length + 1);
  expect(lines.at(-1)).toBe("");
  for (const line of lines.slice(0, -1))
    expect(JSON.parse(line)).toMatchObject({ event: "authn_login_fail" });
});

test("FAIL-04 LOG-05 a close on a full disk logs the number of unwritten events", async () => {
  const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  const sink: LineSink = { write: () => Promise.reject(full), close: () => Promise.reject(full) };
  const error = vi.fn();
  const logger = { error, warn: vi.fn() } as unknown as Logger;
  const trail = createAuditTrail({ sink, clock, logger, retryMilliseconds: 5 });
  trail.record(signOut);
  trail.record(denial);
  await trail.close(50).catch(() => undefined);
  expect(error.mock.calls).toEqual([
    ["The audit trail cannot be written; events wait in memory.", { error: full }],
    ["The audit trail was closed before all was written.", { unwrittenEvents: 2 }],
  ]);
});

test("events can be written to a stream", async () => {
  const stream = new PassThrough();
  const trail = await openAuditTrail({ destination: { kind: "stream", stream }, clock, logger: silent });
  trail.record(signOut);
  await trail.flush(5000);
  expect(JSON.parse(stream.read().toString())).toMatchObject({ event: "session_logout", sessionId: "s-1" });
});

test("the chain continues after a rotation and a restart", async () => {
  const destination = fileDestination();
  for (let run = 0; run < 4; run += 1) {
    const trail = await openAuditTrail({ destination, clock, logger: silent });
    for (let count = 0; count < 10; count += 1) {
      trail.record(failedSignIn(`user ${count}`));
      await trail.flush(5000);
    }
    await trail.close(5000);
  }
  const files = await auditFilesOf(destination.file);
  expect(files.length).toBeGreaterThan(3);
  expect(await verifyAuditChain(files)).toMatchObject({ intact: true, lines: 40, firstSequence: 1 });
});

test("the chain continues after the machine stopped in the middle of a line", async () => {
  const destination = fileDestination({ maxBytes: 1_000_000 });
  const first = await openAuditTrail({ destination, clock, logger: silent });
  first.record(signOut);
  first.record(signOut);
  await first.close(5000);
  writeFileSync(destination.file, `${readFileSync(destination.file, "utf8")}{"time":"1970-01-`);
  const second = await openAuditTrail({ destination, clock, logger: silent });
  second.record(signOut);
  await second.close(5000);
  expect(await verifyAuditChain([destination.file])).toMatchObject({ intact: true, lines: 3 });
});

test("enabling the chain rotates a file of lines without one", async () => {
  const destination = fileDestination({ chained: false, maxBytes: 1_000_000 });
  for (const chained of [false, true]) {
    const trail = await openAuditTrail({ destination: { ...destination, chained }, clock, logger: silent });
    trail.record(signOut);
    await trail.close(5000);
  }
  const files = await auditFilesOf(destination.file);
  expect(await verifyAuditChain(files)).toMatchObject({ intact: true, lines: 1, unchainedLines: 1 });
});

test("LOG-05 a stalled sink delays no caller, an event counts the lost ones, and the chain has no gap", async () => {
  const { sink, lines, release } = stuckSink();
  const trail = createAuditTrail({
    sink,
    clock,
    logger: silent,
    capacityBytes: 4000,
    chainHead: { sequence: 0, hash: "0".repeat(64) },
  });
  for (let count = 0; count < 100; count += 1) trail.record(failedSignIn("x"));
  expect(trail.lostEvents()).toBeGreaterThan(50);
  const lostBefore = trail.lostEvents();
  trail.record(signOut);
  expect(trail.lostEvents()).toBe(lostBefore);
  release();
  await trail.close(5000);
  const events = lines.map(
    (line) => JSON.parse(line) as { event: string; details?: { lostEvents?: number } },
  );
  expect(events.some(({ event }) => event === "session_logout")).toBe(true);
  expect(events.at(-1)).toMatchObject({ event: "sys_monitor_enabled", details: { lostEvents: lostBefore } });
  const { file } = fileDestination();
  writeFileSync(file, `${lines.join("\n")}\n`);
  expect(await verifyAuditChain([file])).toMatchObject({ intact: true, lines: lines.length });
});

test("a flood is written one by one up to a limit, then as a count, and displaces no other events", async () => {
  const { sink, lines, release } = stuckSink();
  release();
  const trail = createAuditTrail({ sink, clock, logger: silent, floodLimits: { burst: 5, perSecond: 1 } });
  for (let count = 0; count < 100; count += 1)
    trail.record({ ...failedSignIn("x"), clientAddress: "192.0.2.7" });
  trail.record(signOut);
  await trail.close(5000);
  const events = lines.map((line): unknown => JSON.parse(line));
  expect(events).toHaveLength(7);
  expect(events.at(5)).toMatchObject({ event: "session_logout" });
  expect(events.at(6)).toMatchObject({
    event: "sys_events_condensed",
    details: { event: "authn_login_fail", count: 95, addresses: ["192.0.2.7"] },
  });
});

const failure = (clientAddress: string): AuditEvent => ({
  event: "authn_login_fail",
  clientAddress,
  details: { reason: "unknown-user" },
});

test("a burst is written one by one, and its excess is counted with its addresses", () => {
  const gate = createFloodGate({ burst: 3, perSecond: 1 });
  const admitted = ["a", "b", "c", "d", "e", "d"].map((address) => gate.admits(failure(address), 0));
  expect(admitted).toEqual([true, true, true, false, false, false]);
  expect(gate.takeCondensed()).toEqual([{ event: "authn_login_fail", count: 3, addresses: ["d", "e"] }]);
  expect(gate.takeCondensed()).toEqual([]);
});

test("the budget recovers with time, but not when the clock is set back", () => {
  const gate = createFloodGate({ burst: 1, perSecond: 2 });
  const admitted = [10_000, 10_000, 10_500, 9000, 9500].map((nowMs) => gate.admits(failure("a"), nowMs));
  expect(admitted).toEqual([true, false, true, false, true]);
});

test("a flood of one event does not hide another event", () => {
  const gate = createFloodGate({ burst: 1, perSecond: 1 });
  gate.admits(denial, 0);
  expect(gate.admits(denial, 0)).toBe(false);
  expect(gate.admits(failure("a"), 0)).toBe(true);
});

test("the number of remembered addresses is bounded", () => {
  const gate = createFloodGate({ burst: 0, perSecond: 0 });
  for (let index = 0; index < 1000; index += 1) gate.admits(failure(`192.0.2.${index}`), 0);
  expect(gate.takeCondensed()[0]?.addresses).toHaveLength(16);
});
