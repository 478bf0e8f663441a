import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Timings, timingsOf } from "./timings.ts";

/** The delays of an event loop. Times are milliseconds. */
export interface Felt {
  /** From the time at which each piece of work was due, so that a pause counts for all work that it delayed. */
  readonly work: Timings;
  readonly longestPauseMs: number;
  /**
   * The longest pause without the time in which the thread was ready but had no core: only computing, and waiting for
   * locks or the disk. Absent where the system does not report it.
   */
  readonly longestOwnPauseMs?: number;
}

const WORK_PER_MS = 2;
const MONITOR = fileURLToPath(import.meta.url);

/** Does small work at an even rate until `isOver`, in turns of a millisecond. */
export async function feel(work: (index: number) => Promise<unknown>, isOver: () => boolean): Promise<Felt> {
  const times: number[] = [];
  const startedMs = performance.now();
  const pauses = watchPauses(isOver);
  for (let done = 0; !isOver(); ) {
    for (const due = (performance.now() - startedMs) * WORK_PER_MS; done < due; done += 1) {
      await work(done);
      times.push(performance.now() - startedMs - done / WORK_PER_MS);
    }
    await wait(1);
  }
  return { work: timingsOf(times), ...(await pauses) };
}

/** Watches the event loop beside the work: work that waits for a disk does not block it. */
async function watchPauses(isOver: () => boolean): Promise<Omit<Felt, "work">> {
  let [turnedMs, waitedMs] = [performance.now(), waitedForCoreMs()];
  let longestPauseMs = 0;
  let longestOwnPauseMs = 0;
  while (!isOver()) {
    await wait(1);
    const [nowMs, nowWaitedMs] = [performance.now(), waitedForCoreMs()];
    const pauseMs = Math.max(0, nowMs - turnedMs - 1);
    longestPauseMs = Math.max(longestPauseMs, pauseMs);
    longestOwnPauseMs = Math.max(longestOwnPauseMs, pauseMs - ((nowWaitedMs ?? 0) - (waitedMs ?? 0)));
    [turnedMs, waitedMs] = [nowMs, nowWaitedMs];
  }
  return { longestPauseMs, ...(waitedMs === undefined ? {} : { longestOwnPauseMs }) };
}

/** The total time in which the main thread of this process was ready but had no core; only on Linux. */
function waitedForCoreMs(): number | undefined {
  try {
    return Number(readFileSync("/proc/self/schedstat", "utf8").split(" ")[1]) / 1e6;
  } catch {
    return undefined;
  }
}

/** A process that does nothing else feels the machine at the same time. */
export async function startIdleProcess(): Promise<{ stop(): Promise<Felt> }> {
  const child = fork(MONITOR, ["idle"]);
  await once(child, "message");
  return {
    async stop() {
      const told = once(child, "message");
      child.send("stop");
      const [felt] = await told;
      return felt as Felt;
    },
  };
}

if (process.argv[1] === MONITOR && process.argv[2] === "idle") {
  let isOver = false;
  process.once("message", () => {
    isOver = true;
  });
  process.send?.("ready");
  const felt = await feel(
    async () => undefined,
    () => isOver,
  );
  process.send?.(felt, () => process.disconnect?.());
}
