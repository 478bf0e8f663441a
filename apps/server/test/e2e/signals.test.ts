import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { text as readText } from "node:stream/consumers";
import { fetch } from "undici";
import { expect, test, vi } from "vitest";
import { signalEffects } from "../../src/composition/handleSignals.ts";
import {
  createDataDirectory,
  runServerProcess,
  type ServerProcess,
  startServerProcess,
} from "../support/startServerProcess.ts";

const SESSIONS = "/api/admin/v1/sessions";
const slow = { timeout: 60_000 };
const plain = { GATEHOUSE_TLS: "off" };
const names = Object.entries(signalEffects) as [NodeJS.Signals, "stop" | "goOn"][];
const goingOn = names.filter(([, effect]) => effect === "goOn").map(([signal]) => signal);
/** `npm run attack -- signals` sends all of them; those that are sent every day are tested every day. */
const stopping = ["SIGTERM", "SIGINT", "SIGQUIT"] as const;

/** Sends a sign-in but for the last byte of its body, and gives how to end it. */
async function beginSignIn({ origin }: ServerProcess) {
  const socket = connect(Number(new URL(origin).port), "127.0.0.1");
  await once(socket, "connect");
  const lines = [
    `POST ${SESSIONS} HTTP/1.1`,
    "Host: a",
    "Content-Type: application/json",
    "Content-Length: 2",
    "",
    "{",
  ];
  socket.write(lines.join("\r\n"));
  return { finish: () => socket.write("}"), answer: readText(socket) };
}

test(
  "OPS-08 signals other than stop signals, each sent twice under load, change nothing and open no debugger",
  slow,
  async () => {
    const server = await startServerProcess(plain);
    const statuses: number[] = [];
    for (const signal of goingOn) {
      for (let count = 0; count < 2; count += 1) {
        server.child.kill(signal);
        const answers = await Promise.all(Array.from({ length: 5 }, () => fetch(server.origin + SESSIONS)));
        statuses.push(...answers.map(({ status }) => status));
      }
    }
    expect(new Set(statuses)).toEqual(new Set([401]));
    await vi.waitFor(() =>
      expect(server.errors().match(/changes nothing/g)?.length).toBeGreaterThanOrEqual(goingOn.length),
    );
    expect(server.errors()).not.toContain("Debugger");
    expect(await server.stop("SIGTERM")).toBe(0);
  },
);

test.each(stopping)(
  "OPS-08 OPS-02 %s, sent twice, lets the pending request finish and exits with 0",
  slow,
  async (signal) => {
    const server = await startServerProcess(plain);
    const { finish, answer } = await beginSignIn(server);
    // The request is under way for the server, too.
    await new Promise((resolve) => setTimeout(resolve, 100));
    server.child.kill(signal);
    await vi.waitFor(() => expect(server.errors()).toContain("The server stops."));
    server.child.kill(signal);
    await vi.waitFor(() => expect(server.errors()).toContain("is already stopping"));
    finish();
    expect(await answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(await server.stop(signal)).toBe(0);
  },
);

test("OPS-08 SIGTERM, sent until the process has ended, changes nothing after the first", slow, async () => {
  const server = await startServerProcess(plain);
  const stopped = server.stop("SIGTERM");
  const sending = setInterval(() => server.child.kill("SIGTERM"), 1);
  expect(await stopped).toBe(0);
  clearInterval(sending);
});

/** Has the process send itself a signal right after `main.ts` began to load the server. */
const SIGNALLED_WHILE_LOADED = `
  const on = process.on;
  process.on = function (name, listener) {
    if (name === "SIGUSR1") queueMicrotask(() => process.kill(process.pid, "SIGTERM"));
    process.on = on;
    return on.call(this, name, listener);
  };`;

test(
  "OPS-08 a signal while the server is loaded stops it after the start, with exit code 0",
  slow,
  async () => {
    const { code, errors } = await runServerProcess({
      ...plain,
      GATEHOUSE_PORT: "0",
      GATEHOUSE_MANAGEMENT_PORT: "0",
      GATEHOUSE_DATA_DIR: createDataDirectory(),
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(SIGNALLED_WHILE_LOADED)}`,
    });
    expect(code, errors).toBe(0);
    expect(errors).toContain("The server stops as soon as it has started.");
  },
);

test("OPS-08 a profiled server writes its profile and logs no signals of the profiler", slow, async () => {
  const folder = createDataDirectory();
  const server = await startServerProcess({
    ...plain,
    NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder}`,
  });
  await fetch(`${server.origin}/openapi.json`);
  server.child.kill("SIGPROF");
  expect((await fetch(server.origin + SESSIONS)).status).toBe(401);
  expect(await server.stop("SIGTERM")).toBe(0);
  expect(server.errors()).not.toContain("SIGPROF");
  const samples = readdirSync(folder).map((file) => samplesOf(join(folder, file)));
  expect(Math.max(...samples)).toBeGreaterThan(50);
});

function samplesOf(file: string): number {
  return (JSON.parse(readFileSync(file, "utf8")) as { samples: readonly unknown[] }).samples.length;
}
