import { execFileSync } from "node:child_process";
import { statSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Agent, fetch } from "undici";
import { expect, onTestFinished, test, vi } from "vitest";
import { fillStore } from "../support/fillStore.ts";
import { requireTool } from "../support/requireTool.ts";
import {
  createDataDirectory,
  runServerProcess,
  type ServerProcess,
  startServerProcess,
} from "../support/startServerProcess.ts";

const PASSWORD = "correct horse battery staple";
const SESSIONS = "/api/admin/v1/sessions";
const slow = { timeout: 300_000 };
const plain = { GATEHOUSE_TLS: "off", GATEHOUSE_ADMIN_PASSWORD: PASSWORD };

/**
 * Calls over one connection that is kept, so that a call needs no descriptor of its own.
 *
 * @param rejection `retry` calls again after a 503, which a machine with other things to do may cause
 */
function createCaller(server: ServerProcess, rejection: "retry" | "tell" = "retry") {
  const dispatcher = new Agent({ connections: 1 });
  onTestFinished(() => dispatcher.destroy());
  const send = async (method: string, token?: string, body?: object): Promise<Answer> => {
    const headers = {
      "content-type": "application/json",
      ...(token === undefined ? {} : { "x-hm-authorization": token }),
    };
    const init = {
      method,
      headers,
      dispatcher,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const response = await fetch(`${server.origin}${SESSIONS}`, init);
    await response.arrayBuffer();
    if (response.status === 503 && rejection === "retry") {
      await new Promise((resolve) => setTimeout(resolve, 500));
      return send(method, token, body);
    }
    return { status: response.status, token: String(response.headers.get("x-hm-authorization")) };
  };
  return {
    signIn: (password = PASSWORD) => send("POST", undefined, { username: "admin", password }),
    check: async (token: string) => (await send("GET", token)).status,
    signOut: async (token: string) => (await send("DELETE", token)).status,
  };
}

interface Answer {
  readonly status: number;
  readonly token: string;
}

/** Node, with the clock moved by these hours at each SIGUSR2. */
function withClockSteps(...hours: readonly number[]): Record<string, string> {
  const source = `
    const steps = ${JSON.stringify(hours)};
    const now = Date.now;
    let shift = 0;
    Date.now = () => now() + shift;
    process.on("SIGUSR2", () => { shift += steps.shift() * 3_600_000; });`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(source)}` };
}

/** Waits until the server has said so many times that its clock was set; every call makes it look. */
async function untilStepsAreLogged(server: ServerProcess, count: number, look: () => Promise<unknown>) {
  await vi.waitFor(
    async () => {
      await look();
      expect(server.errors().split("The clock of the machine was set.")).toHaveLength(count + 1);
    },
    { timeout: 120_000, interval: 100 },
  );
}

test(
  "FAIL-09 FAIL-10 setting the clock back and forward prolongs no session and locks out no user",
  slow,
  async () => {
    const [year, decade] = [365 * 24, 3650 * 24];
    const server = await startServerProcess({ ...plain, ...withClockSteps(-year, year + decade, -decade) });
    const { signIn, check } = createCaller(server);
    const { token } = await signIn();
    for (let count = 0; count < 3; count += 1) expect((await signIn("wrong")).status).toBe(401);

    server.child.kill("SIGUSR2");
    await untilStepsAreLogged(server, 1, () => check("unknown"));
    expect(await check(token)).toBe(200);

    server.child.kill("SIGUSR2");
    await untilStepsAreLogged(server, 2, () => check("unknown"));
    expect(await check(token)).toBe(401);
    const later = await signIn();
    expect(later.status).toBe(200);

    server.child.kill("SIGUSR2");
    await untilStepsAreLogged(server, 3, () => check("unknown"));
    expect(await check(later.token)).toBe(200);
    expect((await signIn()).status).toBe(200);
  },
);

test(
  "FAIL-13 without free descriptors the server survives, ends sessions, and later accepts new connections",
  slow,
  async () => {
    const server = await startServerProcess(plain, { limits: "ulimit -n 80" });
    const { signIn, check, signOut } = createCaller(server);
    const { token } = await signIn();
    const { hostname, port } = new URL(server.origin);
    const idle: Socket[] = [];
    onTestFinished(() => {
      for (const socket of idle) socket.destroy();
    });
    let closed = 0;
    for (let index = 0; index < 200; index += 1) {
      const socket = connect(Number(port), hostname);
      socket
        .on("error", () => undefined)
        .on("close", () => {
          closed += 1;
        });
      socket.resume();
      idle.push(socket);
    }
    await vi.waitFor(() => expect(closed).toBeGreaterThan(100), { timeout: 120_000 });
    expect(await check(token)).toBe(200);
    expect(await signOut(token)).toBe(200);
    for (const socket of idle) socket.destroy();
    const newcomer = createCaller(server);
    await vi.waitFor(async () => expect((await newcomer.signIn()).status).toBe(200), { timeout: 120_000 });
    expect(await newcomer.check(token)).toBe(401);
    expect(server.child.exitCode).toBeNull();
  },
);

/** Gives back the room inside the store file that was put by for new sessions. */
function shrink(path: string): void {
  const database = new DatabaseSync(path);
  database.exec("VACUUM");
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
}

test(
  "FAIL-04 OPS-01 without room sign-ins get 503, checks and sign-outs succeed, and room restores sign-ins",
  slow,
  async () => {
    const dataDirectory = createDataDirectory();
    const path = join(dataDirectory, "sessions.db");
    const tokens = await fillStore(path, { count: 460, username: "ada" });
    shrink(path);
    // In blocks of 512 bytes: a little more than there is, and less than the megabyte that the store grows by.
    expect(statSync(path).size).toBeLessThan(900_000);
    const blocks = Math.ceil(statSync(path).size / 512) + 128;
    const settings = { ...plain, GATEHOUSE_DATA_DIR: dataDirectory };
    const server = await startServerProcess(settings, { limits: `ulimit -f ${blocks}` });
    const { signIn, check, signOut } = createCaller(server);
    expect((await createCaller(server, "tell").signIn()).status).toBe(503);
    const checks = new Set<number>();
    const signOuts = new Set<number>();
    for (const token of tokens) checks.add(await check(token));
    for (const token of tokens.slice(10)) signOuts.add(await signOut(token));
    expect([...checks, ...signOuts]).toEqual([200, 200]);
    expect((await signIn()).status).toBe(200);
    const code = await server.stop("SIGTERM");
    expect(code, server.errors()).toBe(0);

    const again = createCaller(await startServerProcess(settings));
    const statuses = await Promise.all(tokens.map(again.check));
    expect(statuses.filter((status) => status === 200)).toHaveLength(10);
    expect(statuses.slice(10).filter((status) => status === 401)).toHaveLength(450);
  },
);

test(
  "FAIL-04 OPS-02 a stop where nothing can be written exits with 0, and the log says what was not written",
  slow,
  async (context) => {
    requireTool(context, "prlimit");
    const server = await startServerProcess(plain);
    const { signIn, check } = createCaller(server);
    expect(await check((await signIn()).token)).toBe(200);
    execFileSync("prlimit", ["--pid", String(server.child.pid), "--fsize=0"]);
    expect(await server.stop("SIGTERM"), server.errors()).toBe(0);
    await vi.waitFor(() => {
      expect(server.errors()).toContain("A part of the server could not be closed in order.");
      expect(server.errors()).toContain("The audit trail was closed before all was written.");
    });
    expect(server.errors()).not.toContain('"level":"fatal"');
  },
);

test("FAIL-22 a damaged store stops the start with the name of its file and the remedy", slow, async () => {
  const dataDirectory = createDataDirectory();
  const path = join(dataDirectory, "sessions.db");
  writeFileSync(path, "no store of anybody ".repeat(1000), { mode: 0o600 });
  const settings = {
    ...plain,
    GATEHOUSE_DATA_DIR: dataDirectory,
    GATEHOUSE_PORT: "0",
    GATEHOUSE_MANAGEMENT_PORT: "0",
  };
  const { code, errors } = await runServerProcess(settings);
  expect(code).toBe(2);
  expect(errors).toContain(`The store ${path} cannot be used: it is damaged`);
  expect(errors).toContain("Restore it from a backup");
});

test(
  "FAIL-26 an unhandled rejection stops the server in order, and no request is accepted meanwhile",
  slow,
  async () => {
    const reject = 'process.on("SIGUSR2", () => { Promise.reject(new Error("token=canary")); })';
    const server = await startServerProcess({
      ...plain,
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(reject)}`,
    });
    const { signIn, check } = createCaller(server);
    const { token } = await signIn();
    const stopped = server.stop("SIGUSR2");
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => check("unknown").catch(() => "not taken" as const)),
    );
    expect(answers.filter((status) => status !== 401 && status !== "not taken")).toEqual([]);
    expect(await stopped).toBe(70);
    expect(server.errors()).toContain('"origin":"unhandledRejection"');
    expect(server.errors().split('"level":"fatal"')).toHaveLength(2);
    expect(server.errors()).not.toContain("canary");
    const again = createCaller(
      await startServerProcess({ ...plain, GATEHOUSE_DATA_DIR: server.dataDirectory }),
    );
    expect(await again.check(token)).toBe(200);
  },
);
