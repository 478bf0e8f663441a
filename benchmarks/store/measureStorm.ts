import { execFile } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { createSqliteStore } from "../../packages/store-sqlite/src/index.ts";
import { digestOf, windowAt } from "./fillStore.ts";
import { type Felt, feel, startIdleProcess } from "./watchPauses.ts";

/** What session checks and the event loop felt while something else went on. */
export interface StormFigures {
  readonly name: string;
  /** What the process felt that checks sessions. */
  readonly checks: Felt;
  /** What a process felt that does nothing else, at the same time. */
  readonly idle: Felt;
  /** How long it went on. */
  readonly seconds: number;
  /** What was done in this time. */
  readonly done: number;
  readonly unit: string;
}

const WRITE_INTERVAL_MS = 180_000;
const CONCURRENT = 300;
/** So many durable sign-outs a second are asked of the store. */
const BAR = 10_000;
const LONGEST_SWEEP_MS = 30_000;
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
  let isOver = false;
  const idleProcess = await startIdleProcess();
  const checking = feel(
    (index) => store.touch(requests[index % CHECKED] ?? fail()),
    () => isOver,
  );
  const startedMs = performance.now();
  const done = await work();
  const seconds = (performance.now() - startedMs) / 1000;
  isOver = true;
  const [checks, idle] = await Promise.all([checking, idleProcess.stop()]);
  figures.push({ name, unit, done, seconds, checks, idle });
}

function fail(): never {
  throw new Error("There is no session to check.");
}

let newest = sessions - 1;

/** Signs out from the newest session on, some callers at a time, for some seconds, and no faster than `perSecond`. */
async function signOutAll(perSecond = Number.POSITIVE_INFINITY): Promise<number> {
  const startedMs = performance.now();
  const untilMs = startedMs + 1000 * Number(seconds);
  let begun = 0;
  let done = 0;
  const caller = async () => {
    while (performance.now() < untilMs && newest > sessions / 2) {
      const earlyMs = startedMs + (1000 * begun++) / perSecond - performance.now();
      if (earlyMs > 0) await wait(earlyMs);
      const tokenHash = digestOf(newest--);
      if ((await store.take({ tokenHash, window })) !== undefined) done += 1;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, caller));
  return done;
}

/** Half of the sessions run out of time at once; swept as the server does it, a thousand at a time, for half a minute at most. */
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
await during(`${BAR.toLocaleString("en")} sign-outs a second`, "sign-outs", () => signOutAll(BAR));
await during("sign-outs, as many as there can be", "sign-outs", () => signOutAll());
await during("a backup", "copy", backUp);
await during("half of the sessions run out of time", "sessions", sweepHalf);
await during("the end of all sessions", "sessions", async () => (await store.endMany({ window })).ended);
await store.close();
process.stdout.write(JSON.stringify(figures));
