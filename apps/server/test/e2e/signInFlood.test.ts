import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Agent, fetch } from "undici";
import { expect, onTestFinished, test, vi } from "vitest";
import { prepareAccounts } from "../accounts/openTestAccounts.ts";
import { SOURCE_MAIN } from "../support/bundled.ts";
import {
  createDataDirectory,
  type ServerProcess,
  startServerProcess,
} from "../support/startServerProcess.ts";

const PASSWORD = "correct horse battery staple";
const SESSIONS = "/api/admin/v1/sessions";
const slow = { timeout: 300_000 };
/** With the limits of its own for a slow event loop. */
const SOURCE = { program: SOURCE_MAIN };

function createCaller(server: ServerProcess) {
  const dispatcher = new Agent({ connections: 256 });
  onTestFinished(() => dispatcher.destroy());
  return {
    async signIn(username: string, password: string) {
      const body = JSON.stringify({ username, password });
      const headers = { "content-type": "application/json" };
      const response = await fetch(`${server.origin}${SESSIONS}`, {
        method: "POST",
        headers,
        body,
        dispatcher,
      });
      return { status: response.status, headers: [...response.headers], body: await response.text() };
    },
    async check(token: string) {
      const headers = { "x-hm-authorization": token };
      const response = await fetch(`${server.origin}${SESSIONS}`, { headers, dispatcher });
      await response.arrayBuffer();
      return response.status;
    },
  };
}

/** Waits until the audit trail has a line like this; it is written after the responses. */
async function untilAudited({ dataDirectory }: ServerProcess, want: object): Promise<void> {
  await vi.waitFor(
    () => {
      const lines = readFileSync(join(dataDirectory, "audit.log"), "utf8").trimEnd().split("\n");
      expect(lines.map((line): unknown => JSON.parse(line))).toContainEqual(expect.objectContaining(want));
    },
    { timeout: 20_000, interval: 100 },
  );
}

const headerOf = (answer: { headers: [string, string][] }, name: string) =>
  answer.headers.find(([found]) => found === name)?.[1];

test(
  "AUT-10 LOG-01 FAIL-11 in a flood of sign-ins the excess gets a retry time, and session checks succeed",
  slow,
  async () => {
    const server = await startServerProcess(
      { GATEHOUSE_TLS: "off", GATEHOUSE_ADMIN_PASSWORD: PASSWORD },
      SOURCE,
    );
    const { signIn, check } = createCaller(server);
    const signedIn = await signIn("admin", PASSWORD);
    expect(signedIn.status, signedIn.body).toBe(200);
    const token = headerOf(signedIn, "x-hm-authorization") ?? "";
    const flood = Array.from({ length: 200 }, (_, index) => signIn(`guess-${index}`, "wrong wrong wrong"));
    const checks: number[] = [];
    for (let count = 0; count < 50; count += 1) checks.push(await check(token));
    const answers = await Promise.all(flood);
    // 503 means an overloaded machine; a check never gets 429.
    const statuses = answers.map(({ status }) => status);
    expect(checks.filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect(checks).toContain(200);
    expect(statuses.filter((status) => ![401, 429, 503].includes(status))).toEqual([]);
    expect(statuses).toContain(429);
    for (const answer of answers.filter(({ status }) => status === 429)) {
      expect(Number(headerOf(answer, "retry-after"))).toBeGreaterThanOrEqual(1);
    }
    // Unchecked attempts are not counted; a hundred checked ones are too many from one address.
    await vi.waitFor(
      async () => {
        const batch = Array.from({ length: 20 }, (_, index) => signIn(`more-${index}`, "wrong wrong wrong"));
        await Promise.all(batch);
        expect(Number(headerOf(await signIn("admin", PASSWORD), "retry-after"))).toBeGreaterThan(60);
      },
      { timeout: 200_000, interval: 10 },
    );
    await vi.waitFor(async () => expect(await check(token)).toBe(200), { timeout: 60_000, interval: 500 });
    const metrics = await (await fetch(`${server.managementOrigin}/metrics`)).text();
    expect(metrics).toMatch(/^gatehouse_sign_ins_total\{result="limited"\} [1-9]/m);
    expect(metrics).not.toContain("guess-");
    const limited = { event: "excess_rate_limit_exceeded", result: "denied", clientAddress: "127.0.0.1" };
    await untilAudited(server, { ...limited, who: { provider: "local", username: "admin" } });
  },
);

test(
  "AUT-04 LOG-01 FAIL-19 unknown, wrong, disabled and locked get the same response, byte for byte",
  slow,
  async () => {
    const dataDirectory = createDataDirectory();
    await prepareAccounts(dataDirectory, {
      adminPassword: PASSWORD,
      async prepare(accounts) {
        for (const username of ["disabled", "locked"]) {
          await accounts.add({ username, password: "four brown owls listen", roles: ["Operator"] });
        }
        await accounts.setDisabled({ username: "disabled", disabled: true });
      },
    });
    const server = await startServerProcess(
      { GATEHOUSE_TLS: "off", GATEHOUSE_DATA_DIR: dataDirectory },
      SOURCE,
    );
    const { signIn } = createCaller(server);
    for (let count = 0; count < 3; count += 1) await signIn("locked", "wrong wrong wrong");
    const cases = [
      ["stranger", "four brown owls listen"],
      ["admin", "wrong wrong wrong"],
      ["disabled", "four brown owls listen"],
      ["locked", "four brown owls listen"],
    ] as const;
    const answers = new Set<string>();
    for (const [username, password] of cases) {
      const { status, headers, body } = await signIn(username, password);
      const fixed = headers.map(([name, value]) =>
        /^(?:date|x-transaction-id)$/.test(name) ? name : [name, value],
      );
      answers.add(JSON.stringify([status, fixed, body.replace(/"time":\d+/, "")]));
    }
    const target = { provider: "local", username: "locked" };
    await untilAudited(server, {
      event: "authn_login_lock",
      target,
      details: { reason: "maxretries", lockSeconds: 60 },
    });
    expect(answers.size).toBe(1);
    expect([...answers][0]).toContain("INVALID_CREDENTIALS");
  },
);
