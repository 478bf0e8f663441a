import { stat } from "node:fs/promises";
import { join } from "node:path";
import { formatSpan, isoTime } from "../terminal/formatTime.ts";
import { type DoctorScene, fail, type Observation, ok, warn } from "./Finding.ts";

/** Nothing of this product is older, so a clock that says so is wrong. */
const EARLIEST_MS = Date.UTC(2025, 0, 1);
const STEP_MS = 5000;
const NTP = "Make sure that the clock is kept by a time service: timedatectl status";

/** Whether the time of the machine can be believed. */
export async function checkClock({ invocation, dataDirectory, server }: DoctorScene): Promise<Observation> {
  const nowMs = invocation.wallClock.nowMs();
  const now = isoTime(nowMs).slice(0, 19);
  if (nowMs < EARLIEST_MS) return fail(`it is ${now}Z, which cannot be`, NTP);
  const newestMs = await newestFile(dataDirectory);
  if (newestMs - nowMs > STEP_MS) {
    const span = formatSpan((newestMs - nowMs) / 1000);
    return warn(`it is ${now}Z, ${span} before files of the data directory were written`, NTP);
  }
  const aheadMs = server === undefined ? 0 : server.sessionClockMs - server.wallClockMs;
  if (Math.abs(aheadMs) > STEP_MS) {
    const span = formatSpan(Math.abs(aheadMs) / 1000);
    return warn(
      `the clock was set ${aheadMs > 0 ? "back" : "forward"} by ${span} while the server runs`,
      "Sessions go on by the old time until the server is restarted; times in the log are right.",
    );
  }
  return ok(`${now}Z`);
}

async function newestFile(dataDirectory: string): Promise<number> {
  const names = ["sessions.db", "sessions.db.marker", "audit.log"];
  const times = await Promise.all(
    names.map(async (name) => {
      const stats = await stat(join(dataDirectory, name)).catch(() => undefined);
      return stats?.mtimeMs ?? 0;
    }),
  );
  return Math.max(...times);
}
