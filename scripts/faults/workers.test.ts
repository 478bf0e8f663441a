import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { hangUp, type TargetRequest, type TargetResponse } from "../attack/send.ts";
import {
  SESSIONS,
  type StartOptions,
  sendUntilServed,
  startTarget,
  type Target,
} from "../attack/startTarget.ts";
import { bundledMain } from "./provideBundle.ts";

const SIZE = 2;
const TEST_LIMIT_MILLISECONDS = 240_000;

async function startWithWorkers(options: StartOptions = {}): Promise<Target> {
  const dataDirectory = mkdtempSync(join(tmpdir(), "gatehouse-workers-"));
  const settings = { GATEHOUSE_WORKERS: String(SIZE), ...options.settings };
  const target = await startTarget({ dataDirectory, program: bundledMain(), ...options, settings });
  onTestFinished(async () => {
    await target.stop("SIGKILL");
    hangUp();
    rmSync(dataDirectory, { recursive: true, force: true });
  });
  return target;
}

/** Asks on many connections of their own, so that each worker has its share. */
function sendToEveryWorker(target: Target, request: TargetRequest): Promise<readonly TargetResponse[]> {
  return Promise.all(
    Array.from({ length: 30 }, (_, index) =>
      sendUntilServed(target, { ...request, from: `127.0.1.${index + 1}` }),
    ),
  );
}

const statuses = (responses: readonly TargetResponse[]) => [
  ...new Set(responses.map(({ status }) => status)),
];

async function metric(target: Target, name: string): Promise<number> {
  const text = await (await fetch(`${target.managementOrigin}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
}

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await what())) await pause(10);
}

test(
  "SES-04 AUT-06 OPS-02 workers act as one server: they share sessions, ends and limits, and end with it",
  async () => {
    const target = await startWithWorkers({ tls: true });
    expect(target.workers()).toHaveLength(SIZE);
    const token = await target.signIn();
    expect(statuses(await sendToEveryWorker(target, { path: SESSIONS, token }))).toEqual([200]);
    const signOut = await sendUntilServed(target, { method: "DELETE", path: SESSIONS, token });
    expect(signOut.status).toBe(200);
    expect(statuses(await sendToEveryWorker(target, { path: SESSIONS, token }))).toEqual([401]);
    // Three wrong passwords in all lock the pair of name and address, whichever workers had them.
    const wrong = { method: "POST", path: SESSIONS, body: { username: "admin", password: "wrong" } };
    for (let guess = 0; guess < 3; guess += 1) await sendUntilServed(target, { ...wrong, from: "127.0.9.9" });
    await expect(target.signIn("admin")).resolves.toBeTypeOf("string");
    const body = { username: "admin", password: "correct horse battery staple" };
    const locked = await Promise.all(
      Array.from({ length: 4 }, () => sendUntilServed(target, { ...wrong, body, from: "127.0.9.9" })),
    );
    expect(statuses(locked)).toEqual([401]);
    const counted = await fetch(`${target.managementOrigin}/metrics`).then((response) => response.text());
    expect(counted).toContain('gatehouse_sign_ins_total{result="accepted"} 2');
    expect(counted).toContain("gatehouse_workers_serving 2");
    const doctor = await target.command("doctor");
    expect(doctor.output).toContain(`and ${SIZE} workers, with these settings`);
    const workers = target.workers();
    expect(await target.stop("SIGTERM")).toBe(0);
    await until(() => !workers.some(isAlive));
  },
  TEST_LIMIT_MILLISECONDS,
);

/** Kills a worker and returns its replacement, while that one still loads but handles signals. */
async function replace(target: Target, killed: number): Promise<number> {
  const before = target.workers();
  process.kill(killed, "SIGKILL");
  const fresh = () => target.workers().find((pid) => !before.includes(pid));
  await until(() => handlesSignals(fresh()));
  return fresh() ?? 0;
}

/**
 * Whether a worker handles SIGUSR2, the last one that it takes up. A process that was forked a moment ago has the
 * handlers of its parent for as long as it has its variables.
 */
function handlesSignals(pid: number | undefined): boolean {
  if (pid === undefined || !readFileSync(`/proc/${pid}/environ`, "utf8").includes("NODE_UNIQUE_ID="))
    return false;
  const [, mask = "0"] = /^SigCgt:\s+(\w+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return (BigInt(`0x${mask}`) & (1n << BigInt(constants.signals.SIGUSR2 - 1))) !== 0n;
}

test(
  "OPS-08 a killed worker fails no request of another, is reported and is replaced, and no signal stops its replacement while it loads",
  async () => {
    const target = await startWithWorkers();
    const token = await target.signIn();
    const [killed = 0] = target.workers();
    const replacement = replace(target, killed);
    await until(() => !target.workers().includes(killed));
    const sendRounds = async () => {
      // New connections are for those that are left.
      for (let round = 0; round < 5; round += 1) {
        expect(statuses(await sendToEveryWorker(target, { path: SESSIONS, token }))).toEqual([200]);
      }
    };
    const signal = async () => {
      const loading = await replacement;
      for (const name of ["SIGHUP", "SIGINT", "SIGTERM", "SIGUSR2"] as const) process.kill(loading, name);
      expect(await metric(target, "gatehouse_workers_serving")).toBe(SIZE - 1);
    };
    await Promise.all([sendRounds(), signal()]);
    await until(async () => (await metric(target, "gatehouse_workers_serving")) === SIZE);
    expect(target.workers()).toContain(await replacement);
    expect(await metric(target, "gatehouse_workers_lost_total")).toBe(1);
    expect(target.workers()).toHaveLength(SIZE);
    expect(target.log()).toContain("A worker has ended and is replaced.");
    expect((await fetch(`${target.managementOrigin}/readyz`)).status).toBe(200);
  },
  TEST_LIMIT_MILLISECONDS,
);

test(
  "OPS-08 OPS-02 SIGHUP replaces every worker and no request fails, and workers, loading or not, end with a killed parent",
  async () => {
    const target = await startWithWorkers();
    const token = await target.signIn();
    const before = target.workers();
    target.signal("SIGHUP");
    const responses: TargetResponse[] = [];
    await until(async () => {
      const requests: readonly TargetRequest[] = [
        { path: SESSIONS, token },
        { path: SESSIONS, token, from: "127.0.2.2" },
      ];
      responses.push(...(await Promise.all(requests.map((request) => sendUntilServed(target, request)))));
      return target.log().includes("The workers were replaced.");
    });
    expect(statuses(responses)).toEqual([200]);
    const after = target.workers();
    expect(after).toHaveLength(SIZE);
    expect(after.filter((pid) => before.includes(pid))).toEqual([]);
    // What the old ones counted is not lost.
    expect(await metric(target, 'gatehouse_sign_ins_total\\{result="accepted"\\}')).toBe(1);
    const [killed = 0, serving = 0] = after;
    const loading = await replace(target, killed);
    expect(isAlive(serving)).toBe(true);
    await target.stop("SIGKILL");
    await until(() => !isAlive(loading) && !isAlive(serving));
    expect(target.workers()).toEqual([]);
  },
  TEST_LIMIT_MILLISECONDS,
);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
