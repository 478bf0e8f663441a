import { METHODS } from "node:http";
import { loadContract } from "@gatehouse/contract";
import { expect, test } from "vitest";
import { securityHeaders } from "../src/http/hardenServer.ts";
import { createTestApi, type TestApi } from "./support/createTestApi.ts";
import { PASSWORD } from "./support/createTestAuthenticator.ts";
import { sendRaw } from "./support/sendRaw.ts";

const contract = await loadContract(new URL("../../../spec/openapi.yaml", import.meta.url));
const [BASE_PATH = ""] = contract.basePaths;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const ID = "3f0a1c52-6f0e-4c7b-9d7e-0b2f4a5c6d7e";

const operationPaths = [...new Set([...contract.operations.values()].map(({ path }) => path))].map(
  (path) => BASE_PATH + path.replace(/\{\w+\}/g, ID),
);
const pages = ["/openapi.json", "/openapi.yaml"];

interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends one request head, and reads the response that comes before the connection closes. */
async function send(api: TestApi, line: string, ...headers: readonly string[]): Promise<RawResponse> {
  const lines = [`${line} HTTP/1.1`, "Host: localhost", "Connection: close", ...headers, "", ""];
  const { text } = await sendRaw(api.origin, lines.join("\r\n"), 5000);
  const [head = "", ...rest] = text.split("\r\n\r\n");
  const [start = "", ...fields] = head.split("\r\n");
  const pairs = fields.map((field) => [
    field.slice(0, field.indexOf(":")).toLowerCase(),
    field.slice(field.indexOf(":") + 1).trim(),
  ]);
  return {
    status: Number(start.split(" ")[1]),
    headers: Object.fromEntries(pairs),
    body: rest.join("\r\n\r\n"),
  };
}

/** Checks the rules for every response, from any part of the server. */
function expectHouseRules(response: RawResponse, method: string, isPage = false): void {
  expect(response.headers).toMatchObject(securityHeaders);
  expect(response.headers["x-transaction-id"]).toMatch(UUID);
  for (const name of ["server", "x-powered-by"]) expect(response.headers).not.toHaveProperty(name);
  // The response to one caller is for that caller alone; a page is the same for all.
  expect("etag" in response.headers).toBe(isPage && response.status === 200);
  if (response.status === 405 || response.status === 204)
    expect(response.headers.allow).toMatch(/^[A-Z]+(?:, [A-Z]+)*$/);
  if (response.status < 400 || method === "HEAD") return;
  expect(response.headers["content-type"]).toBe("application/json; charset=utf-8");
  expect(JSON.parse(response.body)).toMatchObject({ success: false, completed: false, version: "1.0" });
}

test.each([...pages, ...operationPaths, "/", "/nothing", "/docs", `${BASE_PATH}/`])(
  "NET-21 NET-07 the responses of %s to all methods follow the common rules",
  async (path) => {
    const api = await createTestApi();
    for (const method of METHODS) {
      const target = method === "CONNECT" ? "localhost:443" : path;
      const response = await send(api, `${method} ${target}`);
      expect([method, response.status], `${method} ${path}`).not.toContain(Number.NaN);
      expectHouseRules(response, method, pages.includes(path));
      if (pages.includes(path) && !["GET", "HEAD", "OPTIONS"].includes(method))
        expect(response.status).toBe(405);
      if (pages.includes(path) && method === "OPTIONS")
        expect(response.headers.allow).toBe("GET, HEAD, OPTIONS");
    }
    expect(api.faults).toEqual([]);
  },
);

test.each<{ line: string; status: number; headers?: readonly string[] }>([
  { line: "OPTIONS *", status: 204 },
  { line: "GET *", status: 405 },
  { line: "CONNECT localhost:443", status: 405 },
  { line: "CONNECT example.org:443", status: 405, headers: ["Content-Length: 2", "Authorization: x"] },
  { line: "GET http://localhost/openapi.json", status: 200 },
  { line: "GET https://other.example/openapi.json?a=b", status: 200 },
  { line: "PUT http://localhost/openapi.json", status: 405 },
  { line: "GET http://localhost", status: 404 },
  { line: "GET http://localhost:99999999/", status: 404 },
  { line: "GET http://[::1/openapi.json", status: 404 },
  { line: "GET //openapi.json", status: 404 },
  { line: "GET /openapi.json/", status: 404 },
  { line: "GET /OpenAPI.json", status: 404 },
  { line: "GET /openapi%2ejson", status: 404 },
  { line: "GET /openapi.json%00", status: 404 },
  { line: "GET /%zz", status: 400 },
  { line: `GET ${BASE_PATH}/sessions%zz`, status: 400 },
  { line: "GET /../openapi.json", status: 404 },
  { line: "GET /openapi.json?a=b", status: 200 },
  { line: "GET /openapi.json", status: 200, headers: ["Upgrade: websocket", "Connection: upgrade"] },
  { line: "GET /openapi.json", status: 200, headers: ["Expect: 200-maybe"] },
  { line: "GET /openapi.json", status: 400, headers: ["Host: other"] },
  { line: "GET /openapi.json", status: 400, headers: ["Authorization: a", "Authorization: b"] },
  { line: "GET /nothing", status: 400, headers: ["x-hm-authorization: a", "x-hm-authorization: b"] },
])("NET-21 $line with $headers gets $status by the common rules", async ({ line, status, headers = [] }) => {
  const api = await createTestApi();
  const response = await send(api, line, ...headers);
  expect(response.status).toBe(status);
  const [method = ""] = line.split(" ");
  expectHouseRules(response, method, line.includes("/openapi"));
  expect(api.faults).toEqual([]);
});

test("NET-21 HEAD of a page has the length of GET and no body", async () => {
  const api = await createTestApi();
  const get = await send(api, "GET /openapi.json");
  const head = await send(api, "HEAD /openapi.json");
  expect(head.headers["content-length"]).toBe(String(Buffer.byteLength(get.body, "latin1")));
  expect(head.body).toBe("");
});

test.each(pages)(
  "NET-21 FAIL-25 an overloaded server rejects requests for %s as it does for operations",
  async (page) => {
    const api = await createTestApi();
    api.overload();
    const response = await api.root.get(page).expect(503);
    expect(response.headers["retry-after"]).toBe("5");
    expect(response.headers).toMatchObject(securityHeaders);
    expect(response.body.error).toBe("The service is not available; try again later.");
    expect(api.faults).toEqual([]);
  },
);

test("NET-21 a sign-in whose client closes its side opens one session and returns its token", async () => {
  const api = await createTestApi();
  const body = JSON.stringify({ username: "admin", password: PASSWORD });
  const head = [
    `POST ${BASE_PATH}/sessions HTTP/1.1`,
    "Host: a",
    "Content-Type: application/json",
    `Content-Length: ${body.length}`,
  ];
  const { text } = await sendRaw(api.origin, `${head.join("\r\n")}\r\n\r\n${body}`, { halfClose: true });
  expect(text).toMatch(/^HTTP\/1\.1 200 /);
  const [, token = ""] = /x-hm-authorization: (\S+)/i.exec(text) ?? [];
  await api.get("/sessions").set("x-hm-authorization", token).expect(200);
});

test.each([
  { name: "the preface of HTTP/2", bytes: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" },
  { name: "a method that does not exist", bytes: "FROB / HTTP/1.1\r\nHost: a\r\n\r\n" },
  { name: "a version that does not exist", bytes: "GET / HTTP/3.0\r\nHost: a\r\n\r\n" },
  { name: "no version", bytes: "GET /\r\n\r\n" },
  { name: "a target that is no path", bytes: "GET foo:bar HTTP/1.1\r\nHost: a\r\n\r\n" },
])("NET-21 $name gets 400 with the security headers and a transaction id", async ({ bytes }) => {
  const api = await createTestApi();
  const { text, closed } = await sendRaw(api.origin, bytes, 5000);
  expect(text).toMatch(/^HTTP\/1\.1 400 /);
  expect(closed).toBe(true);
  for (const [name, value] of Object.entries(securityHeaders)) expect(text).toContain(`${name}: ${value}`);
  expect(/x-transaction-id: (\S+)/.exec(text)?.[1]).toMatch(UUID);
});
