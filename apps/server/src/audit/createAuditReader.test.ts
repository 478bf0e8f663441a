import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type AuditQuery, createAuditReader } from "./createAuditReader.ts";

function createTrail() {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-reader-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "audit.log");
}

const lineOf = (sequence: number, more: object = {}): string =>
  `${JSON.stringify({ time: "2026-01-01T00:00:00.000Z", event: "user_created", result: "success", ...more, sequence })}\n`;
const linesOf = (from: number, to: number, more: object = {}): string =>
  Array.from({ length: to - from + 1 }, (_, index) => lineOf(from + index, more)).join("");

async function readAll(file: string, query: AuditQuery = {}) {
  const reader = createAuditReader(file);
  const seen: unknown[] = [];
  let calls = 0;
  for (let cursor: string | undefined; calls < 10_000; ) {
    const page = await reader.read({ ...query, cursor });
    calls += 1;
    seen.push(...page.entries.map(({ sequence }) => sequence));
    cursor = page.nextCursor;
    if (cursor === undefined) break;
  }
  return { seen, calls };
}

const downFrom = (last: number): number[] => Array.from({ length: last }, (_, index) => last - index);

test("entries of all files are read newest first, by pages of any length", async () => {
  const file = createTrail();
  writeFileSync(`${file}.2`, linesOf(1, 10));
  writeFileSync(`${file}.1`, linesOf(11, 20));
  writeFileSync(file, linesOf(21, 25));
  for (const limit of [1, 3, 5, 10, 25, 200]) {
    expect((await readAll(file, { limit })).seen).toEqual(downFrom(25));
  }
});

test("lines of any length that cross the chunks of a read stay whole", async () => {
  for (const length of [10, 65_000, 65_536, 150_000]) {
    const file = createTrail();
    writeFileSync(file, linesOf(1, 9, { filler: "ä".repeat(length / 2) }));
    expect((await readAll(file, { limit: 4 })).seen).toEqual(downFrom(9));
  }
});

test("a page continues where the previous one stopped, also when the file was rotated meanwhile", async () => {
  const file = createTrail();
  writeFileSync(file, linesOf(1, 10));
  const reader = createAuditReader(file);
  const first = await reader.read({ limit: 4 });
  renameSync(file, `${file}.1`);
  writeFileSync(file, linesOf(11, 12));
  const second = await reader.read({ limit: 4, cursor: first.nextCursor });
  expect(second.entries.map(({ sequence }) => sequence)).toEqual([6, 5, 4, 3]);
  renameSync(`${file}.1`, `${file}.gone`);
  expect(await reader.read({ cursor: second.nextCursor })).toEqual({ entries: [] });
});

test("one call reads a bounded part of the trail, even if the filter matches few entries", async () => {
  const file = createTrail();
  writeFileSync(file, lineOf(1, { event: "user_deleted" }));
  const filler = linesOf(2, 4000, { filler: "x".repeat(1000) });
  appendFileSync(file, filler);
  const { seen, calls } = await readAll(file, { event: "user_deleted" });
  expect(seen).toEqual([1]);
  expect(calls).toBe(Math.ceil(filler.length / (2 * 1024 * 1024)));
});

test("lines that are no entries are skipped, and so is an incomplete last line", async () => {
  const file = createTrail();
  writeFileSync(file, `${lineOf(1)}not JSON\n{"time":"never"}\n\n\n${lineOf(2)}{"time":"2026-01`);
  expect((await readAll(file)).seen).toEqual([2, 1]);
});

test("an empty trail and a missing trail have no entries", async () => {
  const file = createTrail();
  expect(await createAuditReader(file).read({})).toEqual({ entries: [] });
  writeFileSync(file, "");
  expect(await createAuditReader(file).read({})).toEqual({ entries: [] });
});

test.each(["", "AAAA", Buffer.from("1").toString("base64url"), Buffer.from("1.-1").toString("base64url")])(
  "the unknown cursor %j is rejected",
  async (cursor) => {
    const read = createAuditReader(createTrail()).read({ cursor });
    await expect(read).rejects.toMatchObject({ code: "INVALID_PAGE", field: "cursor" });
  },
);
