import type { CheckReport } from "../../check/CheckReport.ts";

/** Says in one sentence what a check came to. */
export function describeVerdict(report: CheckReport): string {
  const { findings, requests, seed, durationSeconds, stoppedBy, baseUrl } = report;
  const count =
    findings.length === 1 ? "1 finding" : `${findings.length === 0 ? "no" : findings.length} findings`;
  const end = stoppedBy === undefined ? "" : `, ended by ${stoppedBy}`;
  return `${baseUrl}: ${count} in ${requests} requests and ${durationSeconds.toFixed(1)} s (seed ${seed}${end}).`;
}
