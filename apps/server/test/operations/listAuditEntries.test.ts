import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createAuditFileSink } from "../../src/audit/createAuditFileSink.ts";
import { createAuditReader } from "../../src/audit/createAuditReader.ts";
import { createAuditTrail, GENESIS } from "../../src/audit/createAuditTrail.ts";
import { expectAdministratorsOnly } from "../support/createAccountFixture.ts";
import { createTestApi } from "../support/createTestApi.ts";
import { testProtectedOperation } from "../support/testProtectedOperation.ts";

const path = "/audit-entries";

testProtectedOperation({ method: "GET", path });

async function createFixture() {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-trail-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "audit.log");
  const sink = await createAuditFileSink({ file, maxBytes: 1_000_000, keepFiles: 2 });
  const clock = { nowMs: () => 1_753_089_693_083 };
  const trail = createAuditTrail({ sink, clock, logger: silent, chainHead: GENESIS });
  for (const username of ["ada", "bob", "ada"]) {
    const who = { provider: "local", username, subject: username };
    trail.record({ event: "authn_login_success", who, clientAddress: "192.0.2.10", sessionId: "s" });
  }
  trail.record({
    event: "authn_login_success",
    who: { provider: "local", username: "admin", subject: "admin" },
    requestId: "r",
    clientAddress: "192.0.2.10",
    userAgent: "curl/8.14.1",
    sessionId: "s",
  });
  trail.record({
    event: "authn_login_fail",
    who: { provider: "local", username: "eve" },
    details: { reason: "unknown-user" },
  });
  await trail.close(1000);
  const api = await createTestApi({ auditReader: createAuditReader(file) });
  const token = await api.signIn();
  return { api, list: (query = "") => api.get(path + query).set("authorization", token) };
}

const silent = { error: () => undefined, warn: () => undefined, info: () => undefined } as never;

test("200: entries are shown newest first, without the hashes of the chain", async () => {
  const { list, api } = await createFixture();
  const response = await list().expect(200);
  const { kept, entries, next } = response.body.data;
  expect(kept).toBe(true);
  expect(next).toBeUndefined();
  expect(entries.map(({ sequence }: { sequence: number }) => sequence)).toEqual([5, 4, 3, 2, 1]);
  expect(entries[2]).toEqual({
    time: 1_753_089_693_083,
    event: "authn_login_success",
    level: "INFO",
    result: "success",
    sequence: 3,
    who: { provider: "local", username: "ada", subject: "ada" },
    clientAddress: "192.0.2.10",
    sessionId: "s",
    details: {},
  });
  expect(response.text).not.toMatch(/[0-9a-f]{64}/);
  expect(api.events.at(-1)).toMatchObject({ event: "sensitive_read", details: { object: "audit-trail" } });
});

test.each([
  { query: "?username=ada", want: [3, 1] },
  { query: "?event=authn_login_fail", want: [5] },
  { query: "?username=admin", want: [4] },
  { query: "?result=success&username=bob", want: [2] },
  { query: "?result=denied", want: [] },
  { query: "?from=1753089693084", want: [] },
  { query: "?until=1753089693083&limit=2", want: [5, 4] },
  { query: "?part=rejections", want: [] },
])("200: $query finds $want", async ({ query, want }) => {
  const { list } = await createFixture();
  const { entries } = (await list(query).expect(200)).body.data;
  expect(entries.map(({ sequence }: { sequence: number }) => sequence)).toEqual(want);
});

test("200: the pages of a trail are complete, and only the first is recorded", async () => {
  const { list, api } = await createFixture();
  const before = api.events.length;
  const seen: number[] = [];
  for (let next = ""; next !== undefined; ) {
    const { data } = (await list(`?limit=1${next && `&after=${next}`}`).expect(200)).body;
    seen.push(...data.entries.map(({ sequence }: { sequence: number }) => sequence));
    next = data.next;
  }
  expect(seen).toEqual([5, 4, 3, 2, 1]);
  expect(api.events.length).toBe(before + 1);
});

test("200: a trail without a file is reported as not stored", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  const { data } = (await api.get(path).set("authorization", token).expect(200)).body;
  expect(data).toEqual({ kept: false, entries: [] });
});

test("NET-14 400: invalid values are rejected by name", async () => {
  const { list } = await createFixture();
  for (const query of [
    "limit=0",
    "limit=201",
    "event=A",
    "result=good",
    "from=yesterday",
    "after=bm9uZQ",
    "page=1",
  ]) {
    const response = await list(`?${query}`).expect(400);
    expect(response.body.error).toContain(`/${query.split("=")[0]}`);
  }
});

test("403: the trail requires a System Administrator", async () => {
  await expectAdministratorsOnly("GET", path);
});
