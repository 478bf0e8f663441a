import { cpus } from "node:os";
import type { Answer } from "./ask.ts";

/** What was asked at once, by its kind. */
export type Phase = ReadonlyMap<string, readonly Answer[]>;

/** What the figures were taken with. */
export interface FloodFacts {
  readonly seconds: number;
  readonly rates: Readonly<Record<"signIns" | "checks" | "signOuts", number>>;
  readonly command: string;
}

/** The time that so many answers of a hundred were faster than. */
function percentile(answers: readonly Answer[], share: number): string {
  const sorted = answers.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return value === undefined ? "–" : value.toFixed(1);
}

function statuses(answers: readonly Answer[]): string {
  const counts = [...Map.groupBy(answers, ({ status }) => status)].sort(([one], [other]) => one - other);
  return counts
    .map(([status, { length }]) => `${status === 0 ? "no answer" : status} × ${length}`)
    .join(", ");
}

function row(name: string, when: string, answers: readonly Answer[]): string {
  const times = [0.5, 0.99, 0.999, 1].map((share) => percentile(answers, share));
  return `| ${[name, when, answers.length, ...times, statuses(answers)].join(" | ")} |`;
}

/** Writes the page that says what live sessions feel of a flood of sign-ins. */
export function floodReport(quiet: Phase, flooded: Phase, { seconds, rates, command }: FloodFacts): string {
  const rows = [...flooded].flatMap(([name, answers]) => {
    const before = quiet.get(name);
    return [...(before === undefined ? [] : [row(name, "no", before)]), row(name, "yes", answers)];
  });
  const [cpu] = cpus();
  return `# A flood of sign-ins

What administrators at work feel while strangers try passwords. The server as it is shipped, with its SQLite store, gets
${rates.checks} session checks and ${rates.signOuts} sign-outs a second for ${seconds} s, first alone and then beside ${rates.signIns} sign-ins a second, each from
an address and with a name of its own, so that the hashing gate and not the limiter has to hold. A slow answer does not
slow the asking. Server and load share the machine; the load's own delays are in the figures.

Wanted: 99 of 100 session checks under 20 ms, 99 of 100 sign-outs under 100 ms.

| request | flood | answers | p50, ms | p99, ms | p99.9, ms | longest, ms | statuses |
| --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join("\n")}

429 means that the line for hashing is longer than about a second; its \`Retry-After\` says when to try again.

Taken with \`${command}\` on Node ${process.version}, ${cpus().length} × ${cpu?.model ?? "unknown CPU"}, ${process.platform}.
`;
}
