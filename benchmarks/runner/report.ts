import { cpus, totalmem } from "node:os";
import type { Contender } from "./Contender.ts";
import { baseline, contenders } from "./contenders.ts";
import type { MeasureOptions, Round } from "./measure.ts";

/** All rounds of each contender. */
export type Rounds = ReadonlyMap<Contender, readonly Round[]>;

function sorted(values: readonly number[]): readonly number[] {
  return [...values].sort((one, other) => one - other);
}

/** The middle one of some values. */
export function median(values: readonly number[]): number {
  const ordered = sorted(values);
  const middle = Math.floor(ordered.length / 2);
  const high = ordered[middle] ?? Number.NaN;
  return ordered.length % 2 === 1 ? high : ((ordered[middle - 1] ?? high) + high) / 2;
}

/** Median with the lowest and highest value. */
export function spread(values: readonly number[], digits: number): string {
  const ordered = sorted(values);
  const [low = Number.NaN, high = Number.NaN] = [ordered[0], ordered.at(-1)];
  return `${median(values).toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;
}

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

function row(contender: Contender, rounds: readonly Round[]): string {
  const own = rounds.map((round) => round.contender);
  const speeds = rounds.map((round) => round.contender.requestsPerSecond / round.bare.requestsPerSecond);
  const cells = [
    contender.name,
    spread(speeds, 2),
    whole.format(median(own.map(({ requestsPerSecond }) => requestsPerSecond))),
    median(own.map(({ cpuMicroseconds }) => cpuMicroseconds)).toFixed(1),
    whole.format(median(own.map(({ bootMs }) => bootMs))),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** The bare server, over the turns of all contenders. */
function baselineRow(rounds: Rounds): string {
  const all = [...rounds.values()].flat();
  return row(
    baseline,
    all.map(({ bare }) => ({ bare, contender: bare })),
  );
}

/** What the numbers were taken with. */
export interface ReportFacts extends MeasureOptions {
  readonly rounds: number;
  readonly command: string;
}

/** Writes the page of the benchmarks. */
export function report(rounds: Rounds, facts: ReportFacts): string {
  const [cpu] = cpus();
  const all = contenders.filter((contender) => rounds.has(contender));
  return `# Benchmarks

A session check: \`GET /api/admin/v1/sessions\` with a valid token, ${facts.connections} connections on the loopback
interface, each sending its next request after the last response. Server and load have a core each, and
the load never sleeps, so that no server spends time on waking it. Every round
starts a contender anew, warms it up (${facts.warmUpSeconds} s and 50,000 responses) and then loads it and a bare \`node:http\` server in turns, ${facts.slices} of
${facts.sliceSeconds} s each, so that both see the same machine. Ratios are to the bare server in the same round: median of
${facts.rounds} rounds, with the lowest and the highest.

| server | ratio to bare node:http | requests/s | CPU µs/request | start, ms |
| --- | --- | --- | --- | --- |
${[baselineRow(rounds), ...all.map((contender) => row(contender, rounds.get(contender) ?? []))].join("\n")}

${[baseline, ...all].map(({ name, note }) => `- **${name}**: ${note}`).join("\n")}

Start is the time from the start of the process until it listens.

Taken with \`${facts.command}\` on Node ${process.version}, ${cpus().length} × ${cpu?.model ?? "unknown CPU"},
${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}. Peers are pinned in \`benchmarks/package-lock.json\`.
`;
}
