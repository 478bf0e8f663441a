import { createMemoryStore, StoreUnavailableError } from "@gatehouse/sessions";
import { sessionStoreConformance } from "@gatehouse/sessions/testing";
import { expect, test, vi } from "vitest";
import { createMetrics, measureStore, type SignInResult } from "./createMetrics.ts";
import { type MetricKind, metricCatalogue } from "./metricCatalogue.ts";

const window = { nowMs: 0, createdAfterMs: -1, seenAfterMs: -1, seenUntilMs: 1 };

const create = () => createMetrics({ operationIds: ["getSession", "createSession"], startedAtMs: 5000 });

/** The samples of a metrics text: name, labels and value. */
async function samplesOf(metrics: ReturnType<typeof create>) {
  const text = await metrics.text();
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [, name = "", labels = "", value = ""] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = "", text = ""]) => [
        label,
        text,
      ]);
      return { name, labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) };
    });
}

test("requests are counted by operation and status, with their time by operation", async () => {
  const metrics = create();
  const recorder = metrics.requests("getSession");
  recorder.record(200, 0.004);
  recorder.record(200, 0.006);
  recorder.record(401, 0.001);
  const samples = await samplesOf(metrics);
  const requests = samples.filter(({ name, value }) => name === "gatehouse_requests_total" && value > 0);
  expect(requests).toEqual([
    { name: "gatehouse_requests_total", labels: { operation: "getSession", status: "200" }, value: 2 },
    { name: "gatehouse_requests_total", labels: { operation: "getSession", status: "401" }, value: 1 },
  ]);
  expect(samples).toContainEqual({
    name: "gatehouse_request_duration_seconds_bucket",
    labels: { operation: "getSession", le: "0.005" },
    value: 2,
  });
});

test("reading the metrics changes nothing", async () => {
  const metrics = create();
  metrics.requests("getSession").record(200, 0.001);
  metrics.signIn("refused");
  metrics.eventLoopDelay(0.01);
  const counts = async () =>
    (await samplesOf(metrics)).filter(
      ({ name }) => /total|count|bucket/.test(name) && !name.startsWith("process"),
    );
  expect(await counts()).toEqual(await counts());
});

test("sign-ins, findings, reloads, store calls and loop delays are counted", async () => {
  const metrics = create();
  metrics.signIn("accepted");
  metrics.contractFinding("report");
  metrics.requestDisagreement("unknown");
  metrics.tlsReload("refused");
  metrics.storeCalls("take").record(0.002, true);
  metrics.eventLoopDelay(0.3);
  const samples = await samplesOf(metrics);
  for (const [name, labels] of [
    ["gatehouse_sign_ins_total", { result: "accepted" }],
    ["gatehouse_contract_findings_total", { mode: "report" }],
    ["gatehouse_request_disagreements_total", { fault: "unknown" }],
    ["gatehouse_tls_reloads_total", { result: "refused" }],
    ["gatehouse_store_failures_total", { call: "take" }],
    ["gatehouse_store_duration_seconds_count", { call: "take" }],
    ["gatehouse_event_loop_delay_seconds_count", {}],
  ] as const) {
    expect(samples).toContainEqual({ name, labels, value: 1 });
  }
});

test("values are collected when the metrics are read", async () => {
  const metrics = create();
  let live = 3;
  metrics.watch("sessionsLive", () => live);
  metrics.watch("auditLostEvents", () => 7);
  live = 4;
  const samples = await samplesOf(metrics);
  expect(samples).toContainEqual({ name: "gatehouse_sessions_live", labels: {}, value: 4 });
  expect(samples).toContainEqual({ name: "gatehouse_audit_lost_events_total", labels: {}, value: 7 });
  expect(samples).toContainEqual({ name: "process_start_time_seconds", labels: {}, value: 5 });
});

test("LOG-06 metrics and labels are those of the catalogue and no others", async () => {
  const metrics = create();
  for (const id of ["getSession", undefined]) metrics.requests(id).record(200, 0.001);
  const catalogue: Readonly<Record<string, MetricKind>> = metricCatalogue;
  const seen = new Map<string, Set<string>>();
  for (const { name, labels } of await samplesOf(metrics)) {
    const base = name.replace(/_(bucket|sum|count)$/, "");
    const metric = catalogue[name] === undefined ? base : name;
    const own = Object.keys(labels).filter((label) => label !== "le");
    seen.set(metric, new Set([...(seen.get(metric) ?? []), ...own]));
  }
  expect([...seen.keys()].sort()).toEqual(Object.keys(catalogue).sort());
  for (const [name, labels] of seen)
    expect([...labels].sort()).toEqual([...(catalogue[name]?.labels ?? [])].sort());
});

test("LOG-06 a million usernames create no new series", async () => {
  const metrics = create();
  const results: readonly SignInResult[] = ["accepted", "refused"];
  metrics.requests("none").record(404, 0.001);
  const before = (await samplesOf(metrics)).length;
  for (let index = 0; index < 1_000_000; index += 1) {
    metrics.signIn(results[index % 2] ?? "fault");
    metrics.requests(`user-${index}`).record(404, 0.001);
  }
  const after = await samplesOf(metrics);
  expect(after).toHaveLength(before);
  expect(
    after.filter(({ labels }) => Object.values(labels).some((value) => value.startsWith("user-"))),
  ).toEqual([]);
});

function createFixture() {
  const record = vi.fn();
  const storeCalls = vi.fn(() => ({ record }));
  let nowMs = 0;
  const monotonicMs = (): number => {
    nowMs += 5;
    return nowMs;
  };
  return { record, options: { metrics: { storeCalls }, monotonicMs } };
}

for (const { name, run } of sessionStoreConformance({
  notShared: "each memory store is on its own",
  createTarget: async () => ({
    open: async () => measureStore(createMemoryStore(), createFixture().options),
    dispose: async () => undefined,
  }),
})) {
  test(`measured: ${name}`, run);
}

test("calls are timed", async () => {
  const { record, options } = createFixture();
  await measureStore(createMemoryStore(), options).list({ window, limit: 1 });
  expect(record.mock.calls).toEqual([[0.005, false]]);
});

test("a failed call is recorded as failed, and its error is passed on", async () => {
  const { record, options } = createFixture();
  const take = () => Promise.reject(new StoreUnavailableError("take", { cause: undefined }));
  const taken = measureStore({ ...createMemoryStore(), take }, options).take({ tokenHash: "x", window });
  await expect(taken).rejects.toThrow(StoreUnavailableError);
  expect(record.mock.calls).toEqual([[0.005, true]]);
});
