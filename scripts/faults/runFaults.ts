import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ADMIN_PASSWORD, startTarget, type Target } from "../attack/startTarget.ts";
import { type Clients, createClients } from "./createClients.ts";
import { findViolations, type HistoryEntry, type Violation } from "./findViolations.ts";

/** What can go wrong with a server. */
export const faultNames = ["kill", "stop", "full-disk"] as const;
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
  /** Ends the run after the fault that is being injected. */
  readonly signal?: AbortSignal;
  /** Called after each fault. */
  readonly onProgress?: (rows: readonly FaultRow[]) => void;
}

const PASSWORD = "an old lamp beside the window";
const USERS = ["ada", "bob", "eve"];
const CHECKERS = 4;
const REVOKERS = 2;
/** The fault comes within so many milliseconds of the first request. */
const LONGEST_UNTIL_FAULT_MS = 120;
const SMALL_DISK_BYTES = 24 * 1024 * 1024;
const MOST_VIOLATIONS_KEPT = 5;

/**
 * Injects faults into a server under load and decides from the history of its clients whether it kept its promises.
 *
 * @throws {Error} when the server does not come up again, with what it said
 */
export async function runFaults({ times, seed, signal, onProgress }: FaultOptions): Promise<FaultReport> {
  await using scene = await openScene(times.has("full-disk"), createRandom(seed));
  const rows: FaultRow[] = [...times.keys()].map((fault) => ({
    ...{ fault, times: 0, requests: 0, accepted: 0, rejected: 0 },
    ...{ unavailable: 0, revoked: 0, unknown: 0, violations: 0 },
  }));
  const violations: { violation: Violation; history: readonly HistoryEntry[] }[] = [];
  const left = (row: FaultRow): number => (times.get(row.fault) ?? 0) - row.times;
  const isStopped = (): boolean => signal?.aborted === true;
  while (!isStopped() && rows.some((row) => left(row) > 0)) {
    // The rarest first would make long runs of one kind; in turns they meet each other's traces.
    for (const row of rows.filter((one) => left(one) > 0)) {
      if (isStopped()) break;
      await injectOnce(scene, row.fault);
      const { history } = scene.clients;
      const found = findViolations(history);
      count(row, history, found);
      violations.push(...found.map((violation) => ({ violation, history: historyOf(violation, history) })));
      violations.splice(MOST_VIOLATIONS_KEPT);
      scene.clients.forget();
      onProgress?.(rows);
    }
  }
  return { rows, violations };
}

interface Scene extends AsyncDisposable {
  readonly clients: Clients;
  readonly random: () => number;
  readonly dataDirectory: string;
  target: Target;
}

async function openScene(onSmallDisk: boolean, random: () => number): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-faults-"));
  const dataDirectory = join(folder, "data");
  mkdirSync(dataDirectory, { mode: 0o700 });
  if (onSmallDisk) {
    const options = `size=${SMALL_DISK_BYTES},mode=0700`;
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "gatehouse-faults", dataDirectory]);
  }
  const target = await startTarget({ dataDirectory });
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
    target,
    async [Symbol.asyncDispose]() {
      await scene.target.stop("SIGKILL");
      if (onSmallDisk) execFileSync("umount", ["--lazy", dataDirectory]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return scene;
}

async function injectOnce(scene: Scene, fault: FaultName): Promise<void> {
  const { clients, random } = scene;
  await clients.signInAll(scene.target);
  let isOver = false;
  const repeat = async (act: (target: Target) => Promise<void>): Promise<void> => {
    while (!isOver) {
      await act(scene.target);
      await pause(random() * 10);
    }
  };
  const load = Promise.all([
    ...Array.from({ length: CHECKERS }, () => repeat(clients.check)),
    ...Array.from({ length: REVOKERS }, () => repeat(clients.revoke)),
  ]);
  await pause(random() * LONGEST_UNTIL_FAULT_MS);
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
    scene.target = await startTarget({ dataDirectory: scene.dataDirectory });
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
};

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

/** Numbers from 0 up to 1, always the same for a seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
