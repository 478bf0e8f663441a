import { setTimeout as pause } from "node:timers/promises";
import type { TargetRequest, TargetResponse } from "./send.ts";
import { SESSIONS, type Target } from "./startTarget.ts";

const CHECK_EVERY_MILLISECONDS = 10;
/** A check that waits longer is given up, so that a case ends soon after its flood. */
const LONGEST_CHECK_MILLISECONDS = 10_000;

/** The results of session checks. */
export interface Checks {
  readonly count: number;
  /** How many did not get 200. */
  readonly rejected: number;
  /** In milliseconds. */
  readonly p99: number;
  /** In milliseconds. */
  readonly longest: number;
}

/** How sessions are checked. */
interface CheckOptions extends Pick<TargetRequest, "from" | "agent"> {
  readonly seconds: number;
  /** @default 10 */
  readonly everyMilliseconds?: number;
}

/** Asks for a session at a steady rate for so many seconds. */
export async function checkSessions(
  target: Target,
  token: string,
  { seconds, everyMilliseconds = CHECK_EVERY_MILLISECONDS, ...way }: CheckOptions,
): Promise<Checks> {
  const waiting: Promise<TargetResponse>[] = [];
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until) {
    const request = { path: SESSIONS, token, longestMilliseconds: LONGEST_CHECK_MILLISECONDS };
    waiting.push(target.send({ ...request, ...way }));
    await pause(everyMilliseconds);
  }
  const responses = await Promise.all(waiting);
  const times = responses.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const rejected = responses.filter(({ status }) => status !== 200).length;
  const p99 = times[Math.floor(times.length * 0.99)] ?? 0;
  return { count: responses.length, rejected, p99, longest: times.at(-1) ?? 0 };
}

/** Writes the figures for a report. */
export function describeChecks({ count, rejected, p99, longest }: Checks): string {
  return `of ${count} checks ${rejected} did not get 200, p99 ${p99.toFixed(1)} ms, longest ${longest.toFixed(1)} ms`;
}
