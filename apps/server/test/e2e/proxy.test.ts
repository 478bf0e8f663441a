import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Agent, fetch } from "undici";
import { expect, onTestFinished, test, vi } from "vitest";
import { framingTricks } from "../support/framingTricks.ts";
import { requireTool } from "../support/requireTool.ts";
import { sendRaw } from "../support/sendRaw.ts";
import { startNginx } from "../support/startNginx.ts";
import { type ServerProcess, startServerProcess } from "../support/startServerProcess.ts";

const PASSWORD = "correct horse battery staple";
const SESSIONS = "/api/admin/v1/sessions";
const slow = { timeout: 180_000 };
/** Another address of this machine's, where the system has more than one. */
const CALLER = process.platform === "linux" ? "127.0.0.2" : "127.0.0.1";

interface Call {
  readonly method: string;
  readonly headers?: Record<string, string>;
  readonly password?: string;
}

function createCaller(origin: string, localAddress = "127.0.0.1") {
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false }, localAddress });
  onTestFinished(() => dispatcher.close());
  return ({ method, headers, password }: Call) =>
    fetch(origin + SESSIONS, {
      method,
      dispatcher,
      headers: { "content-type": "application/json", ...headers },
      ...(password === undefined ? {} : { body: JSON.stringify({ username: "admin", password }) }),
    });
}

/** How many requests the server responded, by operation. */
async function responsesBy(server: ServerProcess): Promise<ReadonlyMap<string, number>> {
  const metrics = await (await fetch(`${server.managementOrigin}/metrics`)).text();
  const counts = new Map<string, number>();
  const lines = metrics.matchAll(/^gatehouse_requests_total\{operation="(\w+)",status="\d+"\} (\d+)$/gm);
  for (const [, operation = "", count] of lines) {
    counts.set(operation, (counts.get(operation) ?? 0) + Number(count));
  }
  return counts;
}

const sumOf = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);

test("NET-12 behind nginx no request can be smuggled to the server", slow, async (context) => {
  requireTool(context, "nginx");
  const server = await startServerProcess({ GATEHOUSE_ADMIN_PASSWORD: PASSWORD });
  const nginx = await startNginx(server);
  const direct = createCaller(server.origin);
  const signedIn = await direct({ method: "POST", password: PASSWORD });
  const authorization = String(signedIn.headers.get("x-hm-authorization"));
  const hidden = `DELETE ${SESSIONS} HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${authorization}\r\n\r\n`;
  const before = sumOf(await responsesBy(server));
  for (const { write } of framingTricks) await sendRaw(nginx.origin, write(hidden), 500);
  const through = createCaller(nginx.origin);
  expect((await through({ method: "GET", headers: { authorization } })).status).toBe(200);
  const answered = await responsesBy(server);
  expect(answered.get("deleteSession")).toBeUndefined();
  // nginx writes its log after the response has left.
  await expect.poll(() => nginx.forwarded()).toBeGreaterThanOrEqual(sumOf(answered) - before);
  expect(nginx.forwarded()).toBeGreaterThan(5);
  // The same request in the open does what it says: the checks above can fail.
  expect((await through({ method: "DELETE", headers: { authorization } })).status).toBe(200);
  expect((await responsesBy(server)).get("deleteSession")).toBe(1);
  await nginx.stop();
});

test(
  "NET-16 behind nginx the caller's own address is in the session and the trail",
  slow,
  async (context) => {
    requireTool(context, "nginx");
    const server = await startServerProcess({
      GATEHOUSE_ADMIN_PASSWORD: PASSWORD,
      GATEHOUSE_TRUSTED_PROXIES: "127.0.0.1",
    });
    const nginx = await startNginx(server);
    const call = createCaller(nginx.origin, CALLER);
    const headers = { "x-forwarded-for": "203.0.113.9", forwarded: "for=203.0.113.9" };
    const signedIn = await call({ method: "POST", password: PASSWORD, headers });
    expect(await signedIn.json()).toMatchObject({ data: { session: { clientAddress: CALLER } } });
    await nginx.stop();
    expect(await server.stop("SIGTERM")).toBe(0);
    const audit = readFileSync(join(server.dataDirectory, "audit.log"), "utf8");
    expect(audit).toMatch(new RegExp(`"event":"authn_login_success".*"clientAddress":"${CALLER}"`));
    expect(audit).not.toContain("203.0.113.9");
  },
);

test("NET-16 sign-ins are limited by the address that a listed proxy reports", slow, async () => {
  const server = await startServerProcess({
    GATEHOUSE_ADMIN_PASSWORD: PASSWORD,
    GATEHOUSE_TRUSTED_PROXIES: "127.0.0.0/8, ::1",
  });
  const call = createCaller(server.origin);
  const signIn = async (address: string, password: string): Promise<number> =>
    (await call({ method: "POST", password, headers: { "x-forwarded-for": address } })).status;
  for (let count = 0; count < 3; count += 1) expect(await signIn("192.0.2.7", "wrong")).toBe(401);
  expect(await signIn("192.0.2.7", PASSWORD)).toBe(401);
  expect(await signIn("192.0.2.8", PASSWORD)).toBe(200);
});

test("NET-16 an address that an unlisted client reports does not remove a limit", slow, async () => {
  const server = await startServerProcess({
    GATEHOUSE_ADMIN_PASSWORD: PASSWORD,
    GATEHOUSE_TRUSTED_PROXIES: "192.0.2.0/24",
  });
  const call = createCaller(server.origin);
  const signIn = async (address: string, password: string): Promise<number> =>
    (await call({ method: "POST", password, headers: { "x-forwarded-for": address } })).status;
  for (let count = 0; count < 3; count += 1) expect(await signIn(`192.0.2.${count}`, "wrong")).toBe(401);
  expect(await signIn("192.0.2.8", PASSWORD)).toBe(401);
  const warning = /"peer":"[^"]*","msg":"X-Forwarded-For came from an address that/g;
  await vi.waitFor(() => expect(server.errors()).toMatch(warning), { timeout: 10_000 });
  expect(await server.stop("SIGTERM")).toBe(0);
  expect(server.errors().match(warning)).toHaveLength(1);
});
