import { connect } from "node:net";
import { expect, test } from "vitest";
import { errorCatalogue } from "../src/http/errorCatalogue.ts";
import { securityHeaders } from "../src/http/hardenServer.ts";
import { createTestApi } from "./support/createTestApi.ts";
import { PASSWORD } from "./support/createTestAuthenticator.ts";
import { framingTricks } from "./support/framingTricks.ts";
import { sendRaw } from "./support/sendRaw.ts";

const PATH = "/api/admin/v1/sessions";

test.each(framingTricks)("NET-12 LOG-01 $name smuggles no request", async ({ direct, write }) => {
  const api = await createTestApi();
  const token = await api.signIn();
  const hidden = `DELETE ${PATH} HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${token}\r\n\r\n`;
  const { text, closed } = await sendRaw(api.origin, write(hidden), direct === "read" ? 1000 : 5000);
  expect(text.match(/HTTP\/1\.1 [2-5]\d\d/g)).toHaveLength(1);
  if (direct === "refused") {
    expect(text).toMatch(/^HTTP\/1\.1 (?:400|413) /);
    expect(closed).toBe(true);
    const code: unknown = expect.stringMatching(/^(?:HPE|UNKNOWN)_[A-Z_]+$/);
    const told = { event: "input_validation_fail", clientAddress: "127.0.0.1", details: { code } };
    expect(api.events).toContainEqual(expect.objectContaining(told));
  }
  await api.get("/sessions").set("authorization", token).expect(200);
});

test("NET-12 the hidden request of the smuggling tests is valid on its own", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  const lines = ["Host: localhost", `Authorization: ${token}`, "Connection: close"];
  const { text } = await sendRaw(api.origin, `DELETE ${PATH} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
  expect(text).toMatch(/^HTTP\/1\.1 200 /);
  await api.get("/sessions").set("authorization", token).expect(401);
});

test("NET-10 NET-03 two Host lines are rejected in the envelope", async () => {
  const api = await createTestApi();
  const lines = ["Host: one", "Host: two", "Connection: close", "Authorization: token"];
  const { text } = await sendRaw(api.origin, `GET ${PATH} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
  expect(text).toMatch(/^HTTP\/1\.1 400 /);
  expect(text).toContain('"error":"The header host must be sent once."');
});

test("NET-08 headers over 16 KiB get 431, shorter ones are accepted", async () => {
  const api = await createTestApi();
  const ask = (length: number) =>
    sendRaw(
      api.origin,
      `GET ${PATH} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Long: ${"x".repeat(length)}\r\n\r\n`,
    );
  expect((await ask(17_000)).text).toMatch(/^HTTP\/1\.1 431 /);
  expect((await ask(15_000)).text).toMatch(/^HTTP\/1\.1 401 /);
});

test.each([
  { name: "text that is no HTTP", bytes: "hello\r\n\r\n", status: 400, error: "unreadableRequest" },
  {
    name: "a header over 16 KiB",
    bytes: `GET ${PATH} HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(17_000)}\r\n\r\n`,
    status: 431,
    error: "headersTooLarge",
  },
  {
    name: "a target over 16 KiB",
    bytes: `GET /${"x".repeat(17_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
    status: 431,
    error: "headersTooLarge",
  },
  {
    name: "a chunk extension over 16 KiB",
    bytes: `POST ${PATH} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2;${"x".repeat(17_000)}`,
    status: 413,
    error: "chunkExtensionsTooLarge",
  },
] as const)(
  "NET-02 NET-03 NET-19 $name gets $status with only the envelope and the security headers",
  async ({ bytes, status, error }) => {
    const api = await createTestApi();
    const { text, closed } = await sendRaw(api.origin, bytes);
    expect(closed).toBe(true);
    const [head = "", body = ""] = text.split("\r\n\r\n");
    const [start, ...headers] = head.split("\r\n");
    expect(start).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(headers).toEqual([
      ...Object.entries(securityHeaders).map(([name, value]) => `${name}: ${value}`),
      expect.stringMatching(/^x-transaction-id: [0-9a-f-]{36}$/),
      "content-type: application/json; charset=utf-8",
      `content-length: ${body.length}`,
      "connection: close",
    ]);
    expect(errorCatalogue[error].status).toBe(status);
    expect(JSON.parse(body)).toEqual({
      success: false,
      completed: false,
      time: api.clock.nowMs(),
      version: "1.0",
      errorCode: "BAD_REQUEST",
      error: errorCatalogue[error].text,
    });
  },
);

test.each([
  { name: "is missing", line: "" },
  { name: "holds a space", line: "Host: a b\r\n" },
  { name: "holds a path", line: "Host: a/b\r\n" },
  { name: "holds a user", line: "Host: a@b\r\n" },
  { name: "holds two ports", line: "Host: a:1:2\r\n" },
])("NET-02 NET-10 a Host that $name gets 400 with the security headers", async ({ line }) => {
  const api = await createTestApi();
  const { text, closed } = await sendRaw(api.origin, `GET ${PATH} HTTP/1.1\r\n${line}\r\n`);
  expect(text).toMatch(/^HTTP\/1\.1 400 /);
  for (const [name, value] of Object.entries(securityHeaders))
    expect(text).toContain(`${name}: ${value}\r\n`);
  expect(closed).toBe(true);
});

test.each(["", "localhost:9443", "192.0.2.7", "[2001:db8::1]:443", "xn--bcher-kva.example", "a_b.example:"])(
  "a Host of %j is accepted",
  async (host) => {
    const api = await createTestApi();
    const request = `GET ${PATH} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
    expect((await sendRaw(api.origin, request)).text).toMatch(/^HTTP\/1\.1 401 /);
  },
);

test("NET-12 AUT-10 a sign-in in one packet with garbage gets its response before the 400", async () => {
  const api = await createTestApi();
  const body = JSON.stringify({ username: "admin", password: PASSWORD });
  const lines = ["Host: a", "Content-Type: application/json", `Content-Length: ${body.length}`];
  const signIn = `POST ${PATH} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${body}`;
  const { text, closed } = await sendRaw(api.origin, `${signIn}hello`, 10_000);
  expect(closed).toBe(true);
  expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 400"]);
  const [, token = ""] = /^x-hm-authorization: (\S+)/im.exec(text) ?? [];
  await api.get("/sessions").set("authorization", token).expect(200);
  const [, requestId] = /x-transaction-id: (\S+)/g.exec(text.slice(text.indexOf("HTTP/1.1 400"))) ?? [];
  expect(api.events).toContainEqual(expect.objectContaining({ event: "input_validation_fail", requestId }));
});

test("the response to an unreadable request is not written into a pending response", async () => {
  const api = await createTestApi();
  const bytes = "GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\nhello\r\n\r\n";
  const { text, closed } = await sendRaw(api.origin, bytes);
  expect(closed).toBe(true);
  const bodyStart = text.indexOf("\r\n\r\n") + 4;
  const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
  expect(text.slice(bodyStart, bodyStart + length)).not.toContain("HTTP/1.1 ");
  expect(text.slice(bodyStart + length)).toMatch(/^(?:HTTP\/1\.1 400 |$)/);
});

test("NET-02 an unknown expectation is ignored", async () => {
  const api = await createTestApi();
  const lines = ["Host: a", "Expect: 200-maybe", "Connection: close"];
  const { text } = await sendRaw(api.origin, `GET ${PATH} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
  expect(text).toMatch(/^HTTP\/1\.1 401 /);
});

test("NET-08 a chunked body over 16 KiB is rejected, too", async () => {
  const api = await createTestApi();
  const chunk = `4000\r\n${"x".repeat(0x4000)}\r\n`;
  const head = `POST ${PATH} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
  const { text } = await sendRaw(api.origin, `${head}${chunk}${chunk}0\r\n\r\n`);
  expect(text).toMatch(/^HTTP\/1\.1 413 /);
});

test("NET-08 deeply nested JSON within the size limit is rejected with 400", async () => {
  const api = await createTestApi();
  const deep = `{"username":${"[".repeat(8000)}${"]".repeat(8000)},"password":"x"}`;
  const response = await api.post("/sessions").type("json").send(deep).expect(400);
  expect(response.body.errorCode).toBe("BAD_REQUEST");
});

test("NET-13 a client that never finishes its headers is cut within 15 seconds", {
  timeout: 30_000,
}, async () => {
  const api = await createTestApi();
  const { text, closed } = await sendRaw(api.origin, `GET ${PATH} HTTP/1.1\r\nHost: a\r\nX-Slow: `, 15_000);
  expect(closed).toBe(true);
  expect(text).toMatch(/^HTTP\/1\.1 408 /);
  expect(text).toContain(errorCatalogue.requestTimeout.text);
  expect(text).toContain("strict-transport-security");
});

test("NET-13 other clients are served while many hold their connections open", async () => {
  const api = await createTestApi();
  const { hostname, port } = new URL(api.origin);
  const idle = Array.from({ length: 300 }, () => {
    const socket = connect(Number(port), hostname);
    socket.on("error", () => undefined);
    socket.write("GET / HTTP/1.1\r\nHost");
    return socket;
  });
  await api.get("/sessions").expect(401);
  for (const socket of idle) socket.destroy();
});

test("NET-16 a forwarded address is not trusted", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  const spoofed = {
    "x-hm-authorization": token,
    "x-forwarded-for": "203.0.113.9",
    forwarded: "for=203.0.113.9",
  };
  const response = await api.get("/sessions").set(spoofed).expect(200);
  expect(response.body.data.session.clientAddress).toBe("127.0.0.1");
});

test("NET-16 the address that a listed proxy reports is in the session and in the audit trail", async () => {
  const api = await createTestApi({
    trustedProxies: [{ family: "ipv4", address: "127.0.0.0", prefixBits: 8 }],
  });
  const lines = ["203.0.113.9", "192.0.2.7, 127.0.0.2"] as unknown as string;
  const response = await api
    .post("/sessions")
    .set({ "x-forwarded-for": lines, forwarded: "for=203.0.113.10" })
    .send({ username: "admin", password: PASSWORD })
    .expect(200);
  expect(response.body.data.session.clientAddress).toBe("192.0.2.7");
  expect(api.events).toMatchObject([{ event: "authn_login_success", clientAddress: "192.0.2.7" }]);
});

test.each(["null", "https://evil.example", "https://appliance.evil.example"])(
  "NET-17 a page of origin %s gets no permission",
  async (origin) => {
    const api = await createTestApi();
    const token = await api.signIn();
    const answers = [
      await api.get("/sessions").set({ origin, "x-hm-authorization": token }),
      await api.call("OPTIONS", "/sessions").set({ origin, "access-control-request-method": "DELETE" }),
    ];
    for (const { headers } of answers) {
      expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    }
  },
);

test("SES-05 of 200 parallel renewals around one sign-out, none revives the session", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  const renew = () => api.get("/sessions").set("x-hm-authorization", token);
  const before = Array.from({ length: 100 }, () => renew().then(({ status }) => status));
  const ended = api.delete("/sessions").set("x-hm-authorization", token);
  const [endStatus, ...statuses] = await Promise.all([
    ended.then(({ status }) => status),
    ...before,
    ...Array.from({ length: 100 }, () => renew().then(({ status }) => status)),
  ]);
  expect(endStatus).toBe(200);
  expect(new Set([...statuses, 200, 401])).toEqual(new Set([200, 401]));
  await renew().expect(401);
});
