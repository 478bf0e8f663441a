import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ADMIN_PASSWORD, type StartOptions, startTarget, type Target } from "../attack/startTarget.ts";
import { bundleServer, type Omission } from "./bundleServer.ts";
import { type Clients, createClients } from "./createClients.ts";
import { createRandom } from "./createRandom.ts";
import { findViolations, type HistoryEntry, type Violation } from "./findViolations.ts";

/** What can go wrong with a server. */
export const faultNames = ["kill", "stop", "full-disk", "kill-worker", "stop-worker"] as const;
export type FaultName = (typeof faultNames)[number];

/** What became of one kind of fault. */
export interface FaultRow {
  readonly fault: FaultName;
  times: number;
  requests: number;
  accepted: number;
  rejected: number;
  unavailable: number;
  revoked: number;
  /** Revocations without a response that tells the outcome. */
  unknown: number;
  violations: number;
}

/** What a run found. */
export interface FaultReport {
  readonly rows: readonly FaultRow[];
  /** The first violations, each with its history. */
  readonly violations: readonly {
    readonly violation: Violation;
    readonly history: readonly HistoryEntry[];
  }[];
}

/** Options of a run. */
export interface FaultOptions {
  /** How often each fault is injected. */
  readonly times: ReadonlyMap<FaultName, number>;
  /** Chooses moments and requests. */
  readonly seed: number;
  /** How many processes serve; with more than one, `kill` and `stop` are for their parent. @default 1 */
  readonly workers?: number;
  /** Rules that the server is built without. @default none */
  readonly without?: readonly Omission[];
  /** How many servers are run side by side, each with clients and a history of its own. @default 1 */
  readonly beside?: number;
  /** Ends the run after the faults that are being injected. */
  readonly signal?: AbortSignal;
  /** Called after each fault. */
  readonly onProgress?: (rows: readonly FaultRow[]) => void;
}

const PASSWORD = "an old lamp beside the window";
const USERS = ["ada", "bob", "eve"];
const CHECKERS = 4;
const REVOKERS = 2;
/** A client goes on with another request after so long, until so many wait for their answers. */
const PATIENCE_MS = 100;
const MOST_UNDER_WAY = 50;
/** Connections that stay unused while a worker stands still; some of them are its own. */
const LATE_CONNECTIONS = 16;
/**
 * The fault comes after so many requests at most, and some milliseconds later. Counting in time alone would have a busy
 * machine inject faults into servers that have not answered anything yet.
 */
const MOST_REQUESTS_BEFORE_FAULT = 40;
const LONGEST_AFTER_REQUEST_MS = 15;
const LONGEST_UNTIL_FAULT_MS = 10_000;
/** From less than the lease of a worker to well beyond it. */
const WORKER_STOP_MS = { least: 200, most: 2500 };
/** What a request takes to a socket at most. */
const LATE_MS = 20;
const LONGEST_UNTIL_SIGNED_IN_MS = 120_000;
const SMALL_DISK_BYTES = 24 * 1024 * 1024;
const MOST_VIOLATIONS_KEPT = 5;

/**
 * Injects faults into a server under load and decides from the history of its clients whether it kept its promises.
 *
 * @throws {Error} when the server does not come up again, with what it said
 */
export async function runFaults(options: FaultOptions): Promise<FaultReport> {
  const { times, seed, beside = 1, workers = 1, without = [], signal, onProgress } = options;
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-faults-"));
  try {
    const { settings, ...program } = await bundleServer(folder, without);
    const server = { ...program, settings: { ...settings, GATEHOUSE_WORKERS: String(workers) } };
    const report = createReport(times);
    const injectAll = async (number: number): Promise<void> => {
      const place = { folder: join(folder, String(number)), onSmallDisk: times.has("full-disk"), server };
      await using scene = await openScene(place, createRandom(seed + number));
      for (
        let fault = report.next();
        fault !== undefined && signal?.aborted !== true;
        fault = report.next()
      ) {
        await injectOnce(scene, fault);
        report.add(fault, scene.clients.history);
        scene.clients.forget();
        onProgress?.(report.rows);
      }
    };
    await Promise.all(Array.from({ length: beside }, (_, number) => injectAll(number)));
    return report;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What was found, and what is left to inject. */
function createReport(times: ReadonlyMap<FaultName, number>) {
  const rows: FaultRow[] = [...times.keys()].map((fault) => ({
    ...{ fault, times: 0, requests: 0, accepted: 0, rejected: 0 },
    ...{ unavailable: 0, revoked: 0, unknown: 0, violations: 0 },
  }));
  const violations: { violation: Violation; history: readonly HistoryEntry[] }[] = [];
  const left = new Map(times);
  return {
    rows,
    violations,
    /** The kind of which the largest part is left: long runs of one kind would not meet the traces of the others. */
    next(): FaultName | undefined {
      const shares = [...left].map(([fault, count]) => ({ fault, share: count / (times.get(fault) ?? 1) }));
      const most = shares.reduce((best, one) => (one.share > best.share ? one : best), {
        fault: undefined,
        share: 0,
      } as { fault: FaultName | undefined; share: number });
      if (most.fault !== undefined) left.set(most.fault, (left.get(most.fault) ?? 0) - 1);
      return most.fault;
    },
    add(fault: FaultName, history: readonly HistoryEntry[]): void {
      const found = findViolations(history);
      const row = rows.find((one) => one.fault === fault);
      if (row !== undefined) count(row, history, found);
      violations.push(...found.map((violation) => ({ violation, history: historyOf(violation, history) })));
      violations.splice(MOST_VIOLATIONS_KEPT);
    },
  };
}

interface Scene extends AsyncDisposable {
  readonly clients: Clients;
  readonly random: () => number;
  readonly dataDirectory: string;
  /** The server, once more on the same data. */
  start(): Promise<Target>;
  target: Target;
}

interface Place {
  /** Takes the data; is made. */
  readonly folder: string;
  readonly onSmallDisk: boolean;
  readonly server: Pick<StartOptions, "program" | "settings">;
}

async function openScene({ folder: dataDirectory, onSmallDisk, server }: Place, random: () => number) {
  mkdirSync(dataDirectory, { mode: 0o700 });
  if (onSmallDisk) {
    const options = `size=${SMALL_DISK_BYTES},mode=0700`;
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "gatehouse-faults", dataDirectory]);
  }
  const start = () => startTarget({ ...server, dataDirectory });
  const target = await start();
  for (const user of USERS) {
    const words = ["accounts", "add", user, "--role", "Operator", "--password-stdin"];
    const { code, errors } = await target.commandWith(PASSWORD, ...words);
    if (code !== 0) throw new Error(`${user} cannot be added: ${errors}`);
  }
  const users = new Map([["admin", ADMIN_PASSWORD], ...USERS.map((user) => [user, PASSWORD] as const)]);
  const scene: Scene = {
    clients: createClients({ users, random }),
    random,
    dataDirectory,
    start,
    target,
    async [Symbol.asyncDispose]() {
      await scene.target.stop("SIGKILL");
      if (onSmallDisk) execFileSync("umount", ["--lazy", dataDirectory]);
    },
  };
  return scene;
}

/** A server that has just started on a busy machine turns requests away at first. */
async function signIn({ clients, target }: Scene): Promise<void> {
  const giveUpMs = performance.now() + LONGEST_UNTIL_SIGNED_IN_MS;
  for (;;) {
    await clients.signInAll(target);
    if (clients.history.some(({ kind }) => kind === "creation")) return;
    if (performance.now() > giveUpMs) throw new Error("Nobody can sign in.");
    await pause(100);
  }
}

async function injectOnce(scene: Scene, fault: FaultName): Promise<void> {
  const { clients, random } = scene;
  await signIn(scene);
  const before = clients.history.length;
  let isOver = false;
  // A client that waits for a process that stands still would leave the others without load.
  const repeat = async (act: (target: Target) => Promise<void>): Promise<void> => {
    const underWay = new Set<Promise<void>>();
    while (!isOver) {
      const one: Promise<void> = act(scene.target).finally(() => underWay.delete(one));
      underWay.add(one);
      await Promise.race(underWay.size < MOST_UNDER_WAY ? [one, pause(PATIENCE_MS)] : underWay);
      await pause(random() * 10);
    }
    await Promise.all(underWay);
  };
  const load = Promise.all([
    ...Array.from({ length: CHECKERS }, () => repeat(clients.check)),
    ...Array.from({ length: REVOKERS }, () => repeat(clients.revoke)),
  ]);
  const [requests, giveUpMs] = [
    random() * MOST_REQUESTS_BEFORE_FAULT,
    performance.now() + LONGEST_UNTIL_FAULT_MS,
  ];
  while (clients.history.length - before < requests && performance.now() < giveUpMs) await pause(1);
  await pause(random() * LONGEST_AFTER_REQUEST_MS);
  await faults[fault](scene, async () => {
    isOver = true;
    await load;
  });
  // Twice, so that a session that comes and goes is seen.
  await clients.checkAll(scene.target);
  await clients.checkAll(scene.target);
}

/** Each fault, from its beginning until the server is well again; `endLoad` ends the requests of the clients. */
const faults: Readonly<Record<FaultName, (scene: Scene, endLoad: () => Promise<void>) => Promise<void>>> = {
  async kill(scene, endLoad) {
    await scene.target.stop("SIGKILL");
    await endLoad();
    scene.target = await scene.start();
  },
  async stop({ target, random }, endLoad) {
    target.signal("SIGSTOP");
    await pause(50 + random() * 500);
    target.signal("SIGCONT");
    await endLoad();
  },
  async "full-disk"({ dataDirectory, random }, endLoad) {
    const filler = join(dataDirectory, "filler");
    try {
      writeFileSync(filler, Buffer.alloc(SMALL_DISK_BYTES));
    } catch (error) {
      // The disk is full now, as it should be.
      if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
    }
    await pause(50 + random() * 300);
    rmSync(filler, { force: true });
    await endLoad();
  },
  async "kill-worker"({ target, random }, endLoad) {
    const [killed, others] = workerOf(target, random);
    process.kill(killed, "SIGKILL");
    await pause(50 + random() * 500);
    await endLoad();
    // The next fault finds a whole crew again.
    while (target.workers().filter((pid) => pid !== killed).length <= others) await pause(20);
  },
  async "stop-worker"({ target, clients, random }, endLoad) {
    const [stopped] = workerOf(target, random);
    const askLate = await clients.connect(target, LATE_CONNECTIONS);
    process.kill(stopped, "SIGSTOP");
    await pause(WORKER_STOP_MS.least + random() * (WORKER_STOP_MS.most - WORKER_STOP_MS.least));
    // What was ended meanwhile is asked for before the worker hears of that.
    const late = askLate();
    await pause(LATE_MS);
    process.kill(stopped, "SIGCONT");
    await Promise.all([late, endLoad()]);
  },
};

/**
 * One of the workers, and how many others there are.
 *
 * @throws {Error} when the server has no workers
 */
function workerOf(target: Target, random: () => number): readonly [pid: number, others: number] {
  const workers = target.workers();
  const worker = workers[Math.floor(random() * workers.length)];
  if (worker === undefined) throw new Error("The server has no workers; start it with some.");
  return [worker, workers.length - 1];
}

function count(row: FaultRow, history: readonly HistoryEntry[], found: readonly Violation[]): void {
  row.times += 1;
  row.violations += found.length;
  row.requests += history.length;
  for (const { kind, result } of history.filter((entry) => entry.kind !== "creation")) {
    if (kind === "check") row[result] += 1;
    else row[result === "done" ? "revoked" : "unknown"] += 1;
  }
}

/** The entries that concern a session. */
function historyOf({ session }: Violation, history: readonly HistoryEntry[]): readonly HistoryEntry[] {
  return history.filter((entry) => entry.kind === "revocation" || entry.session === session);
}
