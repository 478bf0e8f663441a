import { statSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { createSqliteStore } from "../../packages/store-sqlite/src/index.ts";
import { digestOf, recordOf, windowAt } from "./fillStore.ts";
import { type Timings, timeEach } from "./timings.ts";

/** What was measured with one number of live sessions. Times are milliseconds. */
export interface SizeFigures {
  readonly sessions: number;
  readonly bytesPerSession: number;
  /** Until the first call returns. */
  readonly startMs: number;
  /** The same in CPU time of all threads, which other programs of the machine lengthen less. */
  readonly startCpuMs: number;
  /** Until the whole file was checked, beside nothing else. */
  readonly checkMs: number;
  readonly cachedCheck: Timings;
  readonly missedCheck: Timings;
  readonly signIn: Timings;
  readonly signOut: Timings;
  readonly signOuts: { readonly perSecond: number; readonly perCpuSecond: number };
  readonly listPage: Timings;
  /** A second after the concurrent sign-outs of the newest sessions. */
  readonly listPageAfterwards: Timings;
  /** For 1,000 sessions that ran out of time. */
  readonly sweepMs: number;
}

const WRITE_INTERVAL_MS = 180_000;
/** As many as a server in use has at hand. */
const CACHED = 1000;
const ROUNDS = 20_000;
const CONCURRENT = 500;
const CAPS = { maxPerUser: 16, maxInAll: 2_000_000 };

/** Measures a filled store, in this process; it holds fewer sessions afterwards. */
const [path = "", count = "0", now = "0"] = process.argv.slice(2);
const sessions = Number(count);
const nowMs = Number(now);
const window = windowAt(nowMs);
const bytesPerSession = statSync(path).size / sessions;

const startedMs = performance.now();
const startCpu = process.cpuUsage();
const checked = Promise.withResolvers<void>();
const store = await createSqliteStore({
  path,
  soleWriter: true,
  onFileCheck: ({ kind }) => (kind === "running" ? undefined : checked.resolve()),
});
const touch = (index: number) =>
  store.touch({ tokenHash: digestOf(index), window, writeIntervalMs: WRITE_INTERVAL_MS });
if ((await touch(0)) === undefined) throw new Error("The store was not filled.");
const startMs = performance.now() - startedMs;
const startCpuMs = cpuMsSince(startCpu);
const alive = setInterval(() => undefined, 1000);
await checked.promise;
clearInterval(alive);
const checkMs = performance.now() - startedMs;

const requests = Array.from({ length: CACHED }, (_, index) => ({
  tokenHash: digestOf(Math.floor((index * sessions) / CACHED)),
  window,
  writeIntervalMs: WRITE_INTERVAL_MS,
}));
const missedCheck = await measureMissed();
for (const request of requests) await store.touch(request);
await timeEach(ROUNDS, (index) => store.touch(requests[index % CACHED] ?? fail()));
const cachedCheck = await timeEach(ROUNDS, (index) => store.touch(requests[index % CACHED] ?? fail()));

const listPage = await measureList(200);
const signIn = await timeEach(500, (index) => {
  const record = recordOf(sessions + index, nowMs);
  return store.create({ tokenHash: digestOf(`new ${index}`), record, window, ...CAPS });
});
const signOut = await timeEach(500, (index) => store.take({ tokenHash: digestOf(`new ${index}`), window }));
const signOuts = await measureConcurrentSignOuts();
await wait(1000);
const listPageAfterwards = await measureList(50);
const sweepMs = await measureSweep();
await store.close();
const figures: SizeFigures = {
  sessions,
  bytesPerSession,
  startMs,
  startCpuMs,
  checkMs,
  cachedCheck,
  missedCheck,
  signIn,
  signOut,
  signOuts,
  listPage,
  listPageAfterwards,
  sweepMs,
};
process.stdout.write(JSON.stringify(figures));

function fail(): never {
  throw new Error("There is no such request.");
}

function cpuMsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function measureList(count: number): Promise<Timings> {
  return timeEach(count, (index) =>
    store.list({
      window,
      limit: 50,
      ...(index % 2 === 0 ? {} : { after: { createdAtMs: nowMs - index * 100_000, id: "" } }),
    }),
  );
}

/** Checks of sessions that no memory holds, all over the file: none of them is asked for twice. */
function measureMissed(): Promise<Timings> {
  const total = Math.min(5000, Math.floor(sessions / 2));
  const requestsOnce = Array.from({ length: total }, (_, index) => ({
    tokenHash: digestOf(1 + Math.floor((index * (sessions - 1)) / total)),
    window,
    writeIntervalMs: WRITE_INTERVAL_MS,
  }));
  return timeEach(total, (index) => store.touch(requestsOnce[index] ?? fail()));
}

async function measureConcurrentSignOuts(): Promise<SizeFigures["signOuts"]> {
  const total = Math.min(20_000, Math.floor(sessions / 4));
  const digests = Array.from({ length: total }, (_, index) => digestOf(sessions - 1 - index));
  let next = 0;
  const caller = async () => {
    for (let index = next++; index < total; index = next++) {
      const taken = await store.take({ tokenHash: digests[index] ?? "", window });
      if (taken === undefined) throw new Error("A session was gone.");
    }
  };
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  await Promise.all(Array.from({ length: CONCURRENT }, caller));
  return {
    perSecond: (1000 * total) / (performance.now() - began),
    perCpuSecond: (1000 * total) / cpuMsSince(cpu),
  };
}

/** Of sessions that ran out of time: the window of later, for a part of them. */
async function measureSweep(): Promise<number> {
  const later = windowAt(nowMs + 1_800_000 - 50_000);
  const first = await store.sweep({ window: later, limit: 100 });
  if (!first.more) return 0;
  const began = performance.now();
  await store.sweep({ window: later, limit: 1000 });
  return performance.now() - began;
}
