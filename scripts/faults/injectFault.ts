import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Target } from "../attack/startTarget.ts";
import type { Clients } from "./createClients.ts";
import type { Check, HistoryEntry } from "./findViolations.ts";

/** What can go wrong with a server. */
export type FaultName = "kill" | "stop" | "full-disk" | "kill-worker" | "stop-worker";

/** What became of a check, or of a revocation: its outcome is unknown without a response that shows it. */
export type Outcome = Check["result"] | "revoked" | "unknown";

/** The outcome of a request, but of one that opened a session. */
export function outcomeOf(entry: HistoryEntry): Outcome | undefined {
  if (entry.kind === "revocation") return entry.result === "done" ? "revoked" : "unknown";
  return entry.kind === "check" ? entry.result : undefined;
}

/** A server, its data and its clients. */
export interface FaultContext extends AsyncDisposable {
  readonly clients: Clients;
  readonly random: () => number;
  readonly dataDirectory: string;
  /** The server, once more on the same data. */
  start(): Promise<Target>;
  target: Target;
}

const CHECKERS = 4;
const REVOKERS = 2;
/** A client sends another request after so long, until so many wait for their responses. */
const PATIENCE_MS = 100;
const MOST_UNDER_WAY = 50;
/** Connections that stay unused while a worker stands still; some of them are its own. */
const LATE_CONNECTIONS = 16;
/**
 * The fault comes after so many requests at most, and some milliseconds later. Counting in time alone would have a slow
 * machine inject faults into servers that have not sent any response yet.
 */
const MOST_REQUESTS_BEFORE_FAULT = 40;
const LONGEST_AFTER_REQUEST_MS = 15;
const LONGEST_UNTIL_FAULT_MS = 10_000;
/** From less than the lease of a worker to well beyond it. */
const WORKER_STOP_MS = { least: 200, most: 2500 };
/** What a request takes to a socket at most. */
const LATE_MS = 20;
const LONGEST_UNTIL_SIGNED_IN_MS = 120_000;
/** Well over what a slow machine takes to end a first session, and less than the tests have. */
const LONGEST_UNTIL_SEEN_MS = 60_000;
/** The size of the file system of the data where the disk is to become full. */
export const SMALL_DISK_BYTES = 24 * 1024 * 1024;

/**
 * A server that has just started on a slow machine turns requests away at first. What is revoked later must have been
 * accepted before: the load may begin with the end of all sessions.
 */
async function signIn({ clients, target }: FaultContext): Promise<void> {
  const giveUpMs = performance.now() + LONGEST_UNTIL_SIGNED_IN_MS;
  for (;;) {
    await clients.signInAll(target);
    await clients.checkAll(target);
    if (clients.history.some((entry) => entry.kind === "check" && entry.result === "accepted")) return;
    if (performance.now() > giveUpMs) throw new Error("No client can sign in.");
    await pause(100);
  }
}

/**
 * Injects a fault into a server under load, and has the clients look at all sessions afterwards.
 *
 * @param seenBefore what the clients must have seen under the load before the fault comes @default nothing
 * @throws {Error} when they have not seen it within a minute
 */
export async function injectFault(
  context: FaultContext,
  fault: FaultName,
  seenBefore: readonly Outcome[] = [],
): Promise<void> {
  const { clients, random } = context;
  const before = clients.history.length;
  const missing = (): readonly Outcome[] => {
    const seen = clients.history.slice(before).map(outcomeOf);
    return seenBefore.filter((outcome) => !seen.includes(outcome));
  };
  let endLoad = await startLoad(context);
  const giveUpMs = performance.now() + LONGEST_UNTIL_SEEN_MS;
  // The load may have ended every session without a response that says so; new sessions help then.
  while (!(await isMomentOfFault(context, () => missing().length === 0))) {
    await endLoad();
    if (performance.now() > giveUpMs) {
      throw new Error(`The load of a minute had no session ${missing().join(" and none ")}.`);
    }
    endLoad = await startLoad(context);
  }
  await pause(random() * LONGEST_AFTER_REQUEST_MS);
  await faults[fault](context, endLoad);
  // Twice, so that a session that comes and goes is seen.
  await clients.checkAll(context.target);
  await clients.checkAll(context.target);
}

/** Signs the clients in and has them check and end sessions; the result ends that. */
async function startLoad(context: FaultContext): Promise<() => Promise<void>> {
  const { clients, random } = context;
  await signIn(context);
  let isOver = false;
  // A client that waits for a process that stands still would leave the others without load.
  const repeat = async (act: (target: Target) => Promise<void>): Promise<void> => {
    const underWay = new Set<Promise<void>>();
    while (!isOver) {
      const one: Promise<void> = act(context.target).finally(() => underWay.delete(one));
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
  return async () => {
    isOver = true;
    await load;
  };
}

/** Waits for a random number of requests, and for what must be seen; gives whether that was seen in time. */
async function isMomentOfFault({ clients, random }: FaultContext, isSeen: () => boolean): Promise<boolean> {
  const enough = clients.history.length + random() * MOST_REQUESTS_BEFORE_FAULT;
  const giveUpMs = performance.now() + LONGEST_UNTIL_FAULT_MS;
  while ((clients.history.length < enough || !isSeen()) && performance.now() < giveUpMs) await pause(1);
  return isSeen();
}

/** Each fault, from its beginning until the server is well again; `endLoad` ends the requests of the clients. */
const faults: Readonly<
  Record<FaultName, (context: FaultContext, endLoad: () => Promise<void>) => Promise<void>>
> = {
  async kill(context, endLoad) {
    await context.target.stop("SIGKILL");
    await endLoad();
    context.target = await context.start();
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
    const sendLate = await clients.connect(target, LATE_CONNECTIONS);
    process.kill(stopped, "SIGSTOP");
    await pause(WORKER_STOP_MS.least + random() * (WORKER_STOP_MS.most - WORKER_STOP_MS.least));
    // What was ended meanwhile is asked for before the worker hears of that.
    const late = sendLate();
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
