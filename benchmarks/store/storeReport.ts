import { cpus } from "node:os";
import { basename } from "node:path";
import type { SizeFigures } from "./measureSize.ts";
import type { StormFigures } from "./measureStorm.ts";
import type { Timings } from "./timings.ts";

/** The storms on one kind of disk. */
export interface Storms {
  readonly disk: string;
  readonly figures: readonly StormFigures[];
}

/** Everything that the report shows. */
export interface StoreFacts {
  readonly growth: readonly SizeFigures[];
  readonly storms: readonly Storms[];
  readonly plots: readonly { readonly name: string; readonly file: string }[];
  /** How many sessions were live before the storms. */
  readonly inStorm: number;
  /** Of the last one, five and fifteen minutes. */
  readonly load: readonly number[];
  /** What there was no time for. */
  readonly leftOut: readonly string[];
}

/** docs/measured/store.md as Markdown. */
export function storeReport({ growth, storms, plots, inStorm, load, leftOut }: StoreFacts): string {
  const [smallest] = growth;
  const largest = growth.at(-1);
  const ratio = (largest?.cachedCheck.p50 ?? 0) / (smallest?.cachedCheck.p50 ?? 1);
  const image = (name: string) => {
    const file = plots.find((plot) => plot.name === name)?.file ?? "";
    return `![${name}](${basename(file)})`;
  };
  return `# The embedded store

Measured on the store itself, without HTTP. Writes are in a thread of their own; session checks are in the calling thread.

## With the number of live sessions

${table(
  ["live sessions", ...growth.map(({ sessions }) => sessions.toLocaleString("en"))],
  [
    [
      "bytes per session, with all indexes",
      ...growth.map(({ bytesPerSession }) => bytesPerSession.toFixed(0)),
    ],
    ["start until the first call returns, ms", ...growth.map(({ startMs }) => startMs.toFixed(0))],
    ["the same in CPU time, ms", ...growth.map(({ startCpuMs }) => startCpuMs.toFixed(0))],
    ["check of the whole file, aside, s", ...growth.map(({ checkMs }) => (checkMs / 1000).toFixed(1))],
    ["session check in memory, p50 / p99, µs", ...growth.map((one) => micros(one.cachedCheck))],
    ["session check from the file, p50 / p99, µs", ...growth.map((one) => micros(one.missedCheck))],
    ["sign-in without the hash, p50 / p99, ms", ...growth.map((one) => millis(one.signIn))],
    ["sign-out, one at a time, p50 / p99, ms", ...growth.map((one) => millis(one.signOut))],
    ["sign-outs a second, 500 at a time", ...growth.map((one) => one.signOuts.perSecond.toFixed(0))],
    ["the same for each second of CPU time", ...growth.map((one) => one.signOuts.perCpuSecond.toFixed(0))],
    ["list page of 50, p50 / p99, ms", ...growth.map((one) => millis(one.listPage))],
    ["list page a second after those sign-outs", ...growth.map((one) => millis(one.listPageAfterwards))],
    ["sweep of 1,000, aside, ms", ...growth.map(({ sweepMs }) => sweepMs.toFixed(0))],
  ],
)}

A check in memory takes ${ratio.toFixed(2)} times as long with the most sessions as with the fewest.

${image("growth")}

## What session checks feel

With ${inStorm.toLocaleString("en")} live sessions at the start. Two checks a millisecond, each counted from the moment at which it was due. Beside each figure is that of a process that
does nothing else but count at the same rate, at the same time: it feels the machine alone. *Own* pauses are those of the event loop
without the time for which the machine had no core for a thread that was ready.

${table(
  [
    ...["during", "disk", "done", "s", "checks p50, ms", "p99 / idle process, ms"],
    ...["longest pause / idle process, ms", "longest own pause / idle process, ms"],
  ],
  storms.flatMap(({ disk, figures }) => figures.map((one) => stormRow(disk, one))),
)}

${image("storms")}

Taken with \`npm run bench:store\` on Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown"},
${process.platform}. Load of the machine over the last 1, 5 and 15 minutes: ${load.map((one) => one.toFixed(1)).join(", ")}${isBusy(load)}
${leftOut.length === 0 ? "" : `\nThere was no time for: ${leftOut.join(", ")}.\n`}`;
}

function isBusy(load: readonly number[]): string {
  return (load[2] ?? 0) > cpus().length + 1
    ? ': it was busy with other work, which is in all figures; compare with the row "nothing else".'
    : ".";
}

function stormRow(disk: string, { name, unit, done, seconds, checks, idle }: StormFigures): string[] {
  const perSecond = unit === "sign-outs" ? ` (${Math.round(done / seconds)}/s)` : "";
  return [
    name,
    disk,
    `${done} ${unit}${perSecond}`,
    seconds.toFixed(1),
    checks.work.p50.toFixed(2),
    `${checks.work.p99.toFixed(1)} / ${idle.work.p99.toFixed(1)}`,
    `${checks.longestPauseMs.toFixed(1)} / ${idle.longestPauseMs.toFixed(1)}`,
    `${checks.longestOwnPauseMs?.toFixed(1) ?? "?"} / ${idle.longestOwnPauseMs?.toFixed(1) ?? "?"}`,
  ];
}

function micros({ p50, p99 }: Timings): string {
  return `${(1000 * p50).toFixed(1)} / ${(1000 * p99).toFixed(1)}`;
}

function millis({ p50, p99 }: Timings): string {
  return `${p50.toFixed(2)} / ${p99.toFixed(1)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
