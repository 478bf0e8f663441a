import { once } from "node:events";
import { request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Logger } from "../logging/Logger.ts";
import { createManagementServer } from "./createManagementServer.ts";
import { createReadiness } from "./createReadiness.ts";

async function startServer(overrides: { metricsText?: () => Promise<string> } = {}) {
  const log = { error: vi.fn(), info: vi.fn() };
  const logger = log as unknown as Logger;
  let storeIsWell = true;
  const store = async (): Promise<void> => {
    if (!storeIsWell) throw new Error("password=canary");
  };
  const readiness = createReadiness({ checks: { store }, logger });
  const metrics = {
    text: overrides.metricsText ?? (async () => "x 1\n"),
    contentType: "text/plain; version=0.0.4",
  };
  const server = createManagementServer({ readiness, metrics, logger }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const ask = async (path: string, options: { method?: string; host?: string } = {}) => {
    const { method = "GET", host = "127.0.0.1" } = options;
    const request = send({ port, host: "127.0.0.1", path, method, headers: { host }, agent: false }).end();
    const [response] = await once(request, "response");
    return { status: response.statusCode, headers: response.headers, body: await text(response) };
  };
  const breakStore = (): void => {
    storeIsWell = false;
  };
  return { ask, readiness, log, breakStore };
}

test("OPS-02 live, ready and draining are distinct", async () => {
  const { ask, readiness } = await startServer();
  const statuses = async () => [(await ask("/livez")).status, (await ask("/readyz")).status];
  expect(await statuses()).toEqual([200, 503]);
  readiness.ready();
  expect(await statuses()).toEqual([200, 200]);
  readiness.draining();
  expect(await statuses()).toEqual([200, 503]);
});

test("a store that is away makes the server not ready; the reason stays in the log", async () => {
  const { ask, readiness, breakStore } = await startServer();
  readiness.ready();
  breakStore();
  const { status, body } = await ask("/readyz");
  expect(status).toBe(503);
  expect(JSON.parse(body)).toEqual({ ready: false, phase: "ready", checks: { store: "failed" } });
});

test("the metrics come in the text form of Prometheus", async () => {
  const { ask } = await startServer();
  const { status, headers, body } = await ask("/metrics");
  expect([status, headers["content-type"], body]).toEqual([200, "text/plain; version=0.0.4", "x 1\n"]);
});

test("HEAD has the headers of GET and no body", async () => {
  const { ask } = await startServer();
  const [get, head] = [await ask("/metrics"), await ask("/metrics", { method: "HEAD" })];
  expect(head.body).toBe("");
  expect(head.headers["content-length"]).toBe(get.headers["content-length"]);
});

test.each([
  { given: { path: "/" }, want: 404 },
  { given: { path: "/api/admin/v1/sessions" }, want: 404 },
  { given: { path: "/metrics/../livez" }, want: 404 },
  { given: { path: "/livez?verbose" }, want: 200 },
  { given: { path: "/metrics", method: "POST" }, want: 405 },
  { given: { path: "/metrics", method: "DELETE" }, want: 405 },
])("$given is answered with $want", async ({ given, want }) => {
  const { ask } = await startServer();
  const { status, headers } = await ask(given.path, given);
  expect(status).toBe(want);
  expect(headers["cache-control"]).toBe("no-store");
});

test.each([
  { host: "localhost:9464", want: 200 },
  { host: "127.0.0.1:9464", want: 200 },
  { host: "[::1]:9464", want: 200 },
  { host: "attacker.example", want: 421 },
  { host: "127.0.0.1.attacker.example", want: 421 },
])("LOG-06 on loopback, a request for $host is answered with $want", async ({ host, want }) => {
  const { ask } = await startServer();
  expect((await ask("/metrics", { host })).status).toBe(want);
});

test("a fault is answered with 500 and told in the log alone", async () => {
  const { ask, log } = await startServer({ metricsText: () => Promise.reject(new Error("canary")) });
  const { status, body } = await ask("/metrics");
  expect([status, body]).toEqual([500, '{"error":"Internal error"}\n']);
  expect(log.error).toHaveBeenCalledTimes(1);
});
