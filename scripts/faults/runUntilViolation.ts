import { hangUp } from "../attack/send.ts";
import type { Omission } from "./bundleServer.ts";
import { runFaults } from "./runFaults.ts";

/** Stops workers of a server until a promise is broken, or `most` times; gives how often, and the rules that broke. */
export async function runUntilViolation(without: readonly Omission[], most: number) {
  const found = new AbortController();
  const { rows, violations } = await runFaults({
    ...{ times: new Map([["stop-worker", most] as const]), seed: 3, workers: 2, without },
    signal: found.signal,
    onProgress: (seen) => seen.some((row) => row.violations > 0) && found.abort(),
  });
  hangUp();
  return { times: rows[0]?.times, rules: violations.map(({ violation }) => violation.rule) };
}
