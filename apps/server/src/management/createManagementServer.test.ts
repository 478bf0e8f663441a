import { once } from "node:events";
import { request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test, vi } from "vitest";
import { sendRaw } from "../../test/support/sendRaw.ts";
import { securityHeaders } from "../http/hardenServer.ts";
import type { Logger } from "../logging/createLogger.ts";
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
  return { ask, readiness, log, breakStore, origin: `http://127.0.0.1:${port}` };
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

test("an unavailable store makes the server not ready, and only the log has the reason", async () => {
  const { ask, readiness, breakStore } = await startServer();
  readiness.ready();
  breakStore();
  const { status, body } = await ask("/readyz");
  expect(status).toBe(503);
  expect(JSON.parse(body)).toEqual({ ready: false, phase: "ready", checks: { store: "failed" } });
});

test("the metrics are in the text format of Prometheus", async () => {
  const { ask } = await startServer();
  const { status, headers, body } = await ask("/metrics");
  expect([status, headers["content-type"], body]).toEqual([200, "text/plain; version=0.0.4", "x 1\n"]);
});

test("NET-22 parallel requests for a page share a few renderings, none older than its request", async () => {
  let [made, count] = [0, 0];
  const { ask } = await startServer({
    metricsText: async () => {
      made += 1;
      const seen = count;
      await new Promise((resolve) => setTimeout(resolve, 5));
      return String(seen);
    },
  });
  const asked = Array.from({ length: 40 }, async () => {
    count += 1;
    const before = count;
    expect(Number((await ask("/metrics")).body)).toBeGreaterThanOrEqual(before);
  });
  await Promise.all(asked);
  expect(made).toBeLessThan(20);
});

test("NET-22 a page that never completes does not block later requests", { timeout: 20_000 }, async () => {
  let isFirst = true;
  const { ask } = await startServer({
    metricsText: () => {
      if (!isFirst) return Promise.resolve("x 1\n");
      isFirst = false;
      return new Promise<string>(() => undefined);
    },
  });
  void ask("/metrics").catch(() => undefined);
  await vi.waitFor(() => expect(isFirst).toBe(false));
  expect((await ask("/metrics")).body).toBe("x 1\n");
  expect((await ask("/livez")).status).toBe(200);
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
])("$given gets $want", async ({ given, want }) => {
  const { ask } = await startServer();
  const { status, headers } = await ask(given.path, given);
  expect(status).toBe(want);
  expect(headers["cache-control"]).toBe("no-store");
});

test.each([
  { host: "localhost:9464", want: 200 },
  { host: "127.0.0.1:9464", want: 200 },
  { host: "[::1]:9464", want: 200 },
  { host: "LOCALHOST", want: 200 },
  { host: "localhost.:9464", want: 200 },
  { host: "localhost:", want: 200 },
  { host: "localhost..", want: 421 },
  { host: "localhost.attacker.example", want: 421 },
  { host: "attacker.example", want: 421 },
  { host: "127.0.0.1.attacker.example", want: 421 },
])("LOG-06 on loopback, a request for $host gets $want", async ({ host, want }) => {
  const { ask } = await startServer();
  expect((await ask("/metrics", { host })).status).toBe(want);
});

test("an internal error gets 500, and only the log shows its cause", async () => {
  const { ask, log } = await startServer({ metricsText: () => Promise.reject(new Error("canary")) });
  const { status, body } = await ask("/metrics");
  expect([status, body]).toEqual([500, '{"error":"Internal error"}\n']);
  expect(log.error).toHaveBeenCalledTimes(1);
});

test.each([
  { name: "no HTTP at all", bytes: "hello\r\n\r\n", status: 400 },
  {
    name: "headers over 8 KiB",
    bytes: `GET / HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(9000)}\r\n\r\n`,
    status: 431,
  },
  { name: "no Host", bytes: "GET /livez HTTP/1.1\r\nConnection: close\r\n\r\n", status: 421 },
  {
    name: "another host",
    bytes: "GET /livez HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    status: 421,
  },
  { name: "a tunnel", bytes: "CONNECT localhost:443 HTTP/1.1\r\nHost: localhost\r\n\r\n", status: 404 },
  { name: "a tunnel to a page", bytes: "CONNECT /livez HTTP/1.1\r\nHost: localhost\r\n\r\n", status: 405 },
  {
    name: "OPTIONS",
    bytes: "OPTIONS /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    status: 405,
  },
  {
    name: "TRACE",
    bytes: "TRACE /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    status: 405,
  },
  {
    name: "an unknown expectation",
    bytes: "GET /livez HTTP/1.1\r\nHost: localhost\r\nExpect: x\r\nConnection: close\r\n\r\n",
    status: 200,
  },
  {
    name: "no such page",
    bytes: "GET /nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    status: 404,
  },
])("NET-02 NET-21 $name gets $status and the security headers", async ({ bytes, status }) => {
  const { origin } = await startServer();
  const { text: spoken, closed } = await sendRaw(origin, bytes, 5000);
  expect(spoken).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(closed).toBe(true);
  for (const [name, value] of Object.entries(securityHeaders)) expect(spoken).toContain(`${name}: ${value}`);
  if (status === 405) expect(spoken).toContain("allow: GET, HEAD");
  if (status >= 400) expect(spoken).toMatch(/\r\n\r\n\{"error":"[^"]+"\}\n?$/);
});

test("NET-13 a client that holds all connections does not exclude a monitor, and is cut in 10 s", async () => {
  const { ask, origin } = await startServer();
  const held = Array.from({ length: 64 }, () => sendRaw(origin, "GET /livez HTTP/1.1\r\nX-Slow: ", 10_000));
  expect((await ask("/livez")).status).toBe(200);
  const outcomes = await Promise.all(held);
  expect(outcomes.filter(({ closed }) => !closed)).toEqual([]);
}, 30_000);

test("NET-22 pipelined requests of a monitor get their responses in order, one by one", async () => {
  const { origin } = await startServer();
  const request = "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n";
  const { text: spoken } = await sendRaw(origin, request.repeat(1000), {
    halfClose: true,
    longestMilliseconds: 20_000,
  });
  expect(spoken.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(1000);
});
