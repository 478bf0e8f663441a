import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ACCOUNTS,
  ADMIN_PASSWORD,
  SESSIONS,
  type StartOptions,
  sendUntilServed,
  startTarget,
  type Target,
} from "../attack/startTarget.ts";
import { bundleServer, type Omission } from "./bundleServer.ts";
import { createClients } from "./createClients.ts";
import { createRandom } from "./createRandom.ts";
import { findViolations, type HistoryEntry, type Violation } from "./findViolations.ts";
import {
  type FaultContext,
  type FaultName,
  injectFault,
  type Outcome,
  outcomeOf,
  SMALL_DISK_BYTES,
} from "./injectFault.ts";

/** What became of one kind of fault: how often it was injected, and how many requests had which outcome. */
export interface FaultRow extends Record<Outcome, number> {
  readonly fault: FaultName;
  times: number;
  requests: number;
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
  /** A bundle of the server with all rules, which is made where none is given. */
  readonly program?: string | undefined;
  /** How many servers are run side by side, each with clients and a history of its own. @default 1 */
  readonly beside?: number;
  /** Ends the run after the faults that are being injected. */
  readonly signal?: AbortSignal;
  /** Called after each fault. */
  readonly onProgress?: (rows: readonly FaultRow[]) => void;
}

const PASSWORD = "an old lamp beside the window";
const USERS = ["ada", "bob", "eve"];
const MOST_VIOLATIONS_KEPT = 5;
/** The parent carries out the password change of a killed worker: so long after the client saw it end, at most. */
const LATE_CHANGE_MS = 10_000;
/** Without these, no violation could show. */
const OUTCOMES_NEEDED = ["accepted", "rejected", "revoked"] as const satisfies readonly Outcome[];

/**
 * Injects faults into a server under load and decides from the history of its clients whether it kept its promises.
 *
 * @throws {Error} when the server does not come up again, with what it said
 */
export async function runFaults(options: FaultOptions): Promise<FaultReport> {
  const { times, seed, beside = 1, workers = 1, without = [], program, signal, onProgress } = options;
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-faults-"));
  try {
    const isMade = program !== undefined && without.length === 0;
    const bundle: Pick<StartOptions, "program" | "settings"> = isMade
      ? { program }
      : await bundleServer(folder, without);
    const server = { ...bundle, settings: { ...bundle.settings, GATEHOUSE_WORKERS: String(workers) } };
    const report = createReport(times);
    const injectAll = async (number: number): Promise<void> => {
      const lateChangeMs = workers > 1 ? LATE_CHANGE_MS : 0;
      const disk = { folder: join(folder, String(number)), onSmallDisk: times.has("full-disk") };
      await using context = await openContext({ ...disk, server, lateChangeMs }, createRandom(seed + number));
      for (
        let fault = report.next();
        fault !== undefined && signal?.aborted !== true;
        fault = report.next()
      ) {
        await injectFault(context, fault, report.missing(fault));
        report.add(fault, context.clients.history);
        context.clients.forget();
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
    /** The outcomes that no fault of this kind has had; with them once, the next one may come before the first end. */
    missing(fault: FaultName): readonly Outcome[] {
      const row = rows.find((one) => one.fault === fault);
      return OUTCOMES_NEEDED.filter((outcome) => row?.[outcome] === 0);
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

interface ContextOptions {
  /** Takes the data; is made. */
  readonly folder: string;
  readonly onSmallDisk: boolean;
  readonly server: Pick<StartOptions, "program" | "settings">;
  readonly lateChangeMs: number;
}

async function openContext(
  { folder: dataDirectory, onSmallDisk, server, lateChangeMs }: ContextOptions,
  random: () => number,
) {
  mkdirSync(dataDirectory, { mode: 0o700 });
  if (onSmallDisk) {
    const options = `size=${SMALL_DISK_BYTES},mode=0700`;
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "gatehouse-faults", dataDirectory]);
  }
  const start = () => startTarget({ ...server, dataDirectory });
  const target = await start();
  await addUsers(target);
  const users = new Map([["admin", ADMIN_PASSWORD], ...USERS.map((user) => [user, PASSWORD] as const)]);
  const context: FaultContext = {
    clients: createClients({ users, random, lateChangeMs }),
    random,
    dataDirectory,
    start,
    target,
    async [Symbol.asyncDispose]() {
      await context.target.stop("SIGKILL");
      if (onSmallDisk) execFileSync("umount", ["--lazy", dataDirectory]);
    },
  };
  return context;
}

/** Over the API: a process of the command for each user takes longer. */
async function addUsers(target: Target): Promise<void> {
  const token = await target.signIn();
  for (const username of USERS) {
    const body = { username, password: PASSWORD, roles: ["Operator"] };
    const { status, text } = await sendUntilServed(target, { method: "POST", path: ACCOUNTS, token, body });
    if (status !== 200) throw new Error(`${username} cannot be added: ${status} ${text}`);
  }
  await sendUntilServed(target, { method: "DELETE", path: SESSIONS, token });
}

function count(row: FaultRow, history: readonly HistoryEntry[], found: readonly Violation[]): void {
  row.times += 1;
  row.violations += found.length;
  row.requests += history.length;
  for (const outcome of history.map(outcomeOf)) if (outcome !== undefined) row[outcome] += 1;
}

/** The entries that concern a session. */
function historyOf({ session }: Violation, history: readonly HistoryEntry[]): readonly HistoryEntry[] {
  return history.filter((entry) => entry.kind === "revocation" || entry.session === session);
}
