import { cpus } from "node:os";
import type { TimedResponse } from "./sendRequest.ts";

/** The responses of a phase, by the kind of request. */
export type Phase = ReadonlyMap<string, readonly TimedResponse[]>;

/** The conditions of the measurement. */
export interface FloodFacts {
  readonly seconds: number;
  readonly rates: Readonly<Record<"signIns" | "checks" | "signOuts", number>>;
  readonly command: string;
}

/** The time within which this share of the responses was complete. */
function percentile(responses: readonly TimedResponse[], share: number): string {
  const sorted = responses.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return value === undefined ? "–" : value.toFixed(1);
}

function statuses(responses: readonly TimedResponse[]): string {
  const counts = [...Map.groupBy(responses, ({ status }) => status)].sort(([one], [other]) => one - other);
  return counts
    .map(([status, { length }]) => `${status === 0 ? "no response" : status} × ${length}`)
    .join(", ");
}

function row(name: string, when: string, responses: readonly TimedResponse[]): string {
  const times = [0.5, 0.99, 0.999, 1].map((share) => percentile(responses, share));
  return `| ${[name, when, responses.length, ...times, statuses(responses)].join(" | ")} |`;
}

/** Writes the page about the effect of a flood of sign-ins on live sessions. */
export function floodReport(quiet: Phase, flooded: Phase, { seconds, rates, command }: FloodFacts): string {
  const rows = [...flooded].flatMap(([name, responses]) => {
    const before = quiet.get(name);
    return [...(before === undefined ? [] : [row(name, "no", before)]), row(name, "yes", responses)];
  });
  const [cpu] = cpus();
  return `# A flood of sign-ins

The effect on administrators at work while strangers try passwords. The server as it is shipped, with its SQLite store, gets
${rates.checks} session checks and ${rates.signOuts} sign-outs a second for ${seconds} s, first alone and then beside ${rates.signIns} sign-ins a second, each from
an address and with a name of its own, so that the hashing gate and not the limiter has to hold. A slow response does not
delay the next request. Server and load share the machine; the load's own delays are in the figures.

Wanted: 99 of 100 session checks under 20 ms, 99 of 100 sign-outs under 100 ms.

| request | flood | responses | p50, ms | p99, ms | p99.9, ms | longest, ms | statuses |
| --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join("\n")}

429 means that the queue for hashing takes longer than about a second; its \`Retry-After\` says when to try again.

Taken with \`${command}\` on Node ${process.version}, ${cpus().length} × ${cpu?.model ?? "unknown CPU"}, ${process.platform}.
`;
}
