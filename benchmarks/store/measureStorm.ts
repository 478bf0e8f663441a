import { execFile } from "node:child_process";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { createSqliteStore } from "../../packages/store-sqlite/src/index.ts";
import { digestOf, windowAt } from "./fillStore.ts";
import { type Timings, timingsOf } from "./timings.ts";

/** What session checks and the event loop felt while something else went on. */
export interface StormFigures {
  readonly name: string;
  /** From the moment on at which each check was due, so that a pause of the event loop counts for all it held up. */
  readonly checks: Timings;
  readonly longestPauseMs: number;
  /** How long it went on. */
  readonly seconds: number;
  /** What was done in this time. */
  readonly done: number;
  readonly unit: string;
}

const WRITE_INTERVAL_MS = 180_000;
const CHECKS_PER_MS = 2;
const CONCURRENT = 300;
const LONGEST_SWEEP_MS = 60_000;
/** Sessions that are checked all the time; nothing ends them before the last storm. */
const CHECKED = 2000;

const [path = "", count = "0", now = "0", seconds = "5"] = process.argv.slice(2);
const sessions = Number(count);
const nowMs = Number(now);
const window = windowAt(nowMs);
const store = await createSqliteStore({ path, soleWriter: true });
const requests = Array.from({ length: CHECKED }, (_, index) => ({
  tokenHash: digestOf(index),
  window,
  writeIntervalMs: WRITE_INTERVAL_MS,
}));
for (const request of requests) await store.touch(request);
const figures: StormFigures[] = [];

/** Checks sessions at an even rate until the work is done. */
async function during(name: string, unit: string, work: () => Promise<number>): Promise<void> {
  const pauses = monitorEventLoopDelay({ resolution: 1 });
  const times: number[] = [];
  let isOver = false;
  const checking = checkEvenly(times, () => isOver);
  pauses.enable();
  const startedMs = performance.now();
  const done = await work();
  const tookMs = performance.now() - startedMs;
  pauses.disable();
  isOver = true;
  await checking;
  const checks = timingsOf(times);
  figures.push({ name, unit, done, seconds: tookMs / 1000, checks, longestPauseMs: pauses.max / 1e6 });
}

async function checkEvenly(times: number[], isOver: () => boolean): Promise<void> {
  const startedMs = performance.now();
  for (let sent = 0; !isOver(); ) {
    for (const due = (performance.now() - startedMs) * CHECKS_PER_MS; sent < due; sent += 1) {
      await store.touch(requests[sent % CHECKED] ?? requests[0] ?? fail());
      times.push(performance.now() - startedMs - sent / CHECKS_PER_MS);
    }
    await wait(1);
  }
}

function fail(): never {
  throw new Error("There is no session to check.");
}

/** Signs out from the newest session on, some callers at a time, for some seconds. */
async function signOutAll(): Promise<number> {
  const untilMs = performance.now() + 1000 * Number(seconds);
  let next = sessions - 1;
  let done = 0;
  const caller = async () => {
    while (performance.now() < untilMs && next > sessions / 2) {
      const tokenHash = digestOf(next--);
      if ((await store.take({ tokenHash, window })) !== undefined) done += 1;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, caller));
  return done;
}

/** Half of the sessions run out of time at once; swept as the server does it, a thousand at a time, for a minute at most. */
async function sweepHalf(): Promise<number> {
  const later = windowAt(nowMs + 1_800_000 - 50_000);
  const untilMs = performance.now() + LONGEST_SWEEP_MS;
  let removed = 0;
  for (let more = true; more && performance.now() < untilMs; ) {
    const swept = await store.sweep({ window: later, limit: 1000 });
    removed += swept.expired.length;
    more = swept.more;
  }
  return removed;
}

function backUp(): Promise<number> {
  const program = `import { copyStore } from ${JSON.stringify(new URL("../../packages/store-sqlite/src/index.ts", import.meta.url).href)}; copyStore(${JSON.stringify(path)}, ${JSON.stringify(`${path}.copy`)});`;
  const args = ["--conditions=@gatehouse/source", "--input-type=module", "-e", program];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, (error) => (error === null ? resolve(1) : reject(error)));
  });
}

await during("nothing else", "s", async () => {
  await wait(2000);
  return 2;
});
await during("sign-outs", "sign-outs", signOutAll);
await during("a backup", "copy", backUp);
await during("half of the sessions run out of time", "sessions", sweepHalf);
await during("the end of all sessions", "sessions", async () => (await store.endMany({ window })).ended);
await store.close();
process.stdout.write(JSON.stringify(figures));
