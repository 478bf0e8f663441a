import { cpus } from "node:os";
import { median, spread } from "../runner/report.ts";
import type { Subject } from "./subjects.ts";

/** What one server was measured at once. */
export interface Turn {
  readonly round: number;
  /** Processor time of the server's process for a request. */
  readonly cpuMicroseconds: number;
  readonly requestsPerSecond: number;
}

/** A turn of a subject and the turn of its reference right before it. */
interface Pair {
  readonly own: Turn;
  readonly reference: Turn;
}

type Turns = ReadonlyMap<Subject, readonly Pair[]>;

/** How it was measured. */
interface Facts {
  readonly rounds: number;
  readonly connections: number;
  readonly sliceSeconds: number;
  readonly load: readonly number[];
}

const costOf = (pairs: readonly Pair[]) => median(pairs.map(({ own }) => own.cpuMicroseconds)).toFixed(1);

function ladderRow(subject: Subject, pairs: readonly Pair[]): string[] {
  return [
    subject.name,
    costOf(pairs),
    spread(
      pairs.map(({ own, reference }) => reference.cpuMicroseconds / own.cpuMicroseconds),
      2,
    ),
    spread(
      pairs.map(({ own, reference }) => own.requestsPerSecond / reference.requestsPerSecond),
      2,
    ),
    subject.note,
  ];
}

function partRow(subject: Subject, pairs: readonly Pair[]): string[] {
  const saved = pairs.map(({ own, reference }) => reference.cpuMicroseconds - own.cpuMicroseconds);
  const share = pairs.map(({ own, reference }) => 1 - own.cpuMicroseconds / reference.cpuMicroseconds);
  return [subject.name, spread(saved, 1), `${(100 * median(share)).toFixed(0)} %`, subject.note];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** docs/measured/parts.md as Markdown. */
export function partsReport(turns: Turns, facts: Facts): string {
  const rows = (kind: Subject["kind"], row: typeof ladderRow) =>
    [...turns].filter(([subject]) => subject.kind === kind).map(([subject, pairs]) => row(subject, pairs));
  const ladder = ["server", "CPU µs/request", "requests per CPU second, ratio", "requests/s, ratio", ""];
  const isBusy = (facts.load[1] ?? 0) > cpus().length + 1;
  return `# What each part costs

A session check: \`GET /api/admin/v1/sessions\` with a valid token, ${facts.connections} connections on the loopback
interface that are kept, each sending its next request after the last response. The load never sleeps, so that no
server spends time on waking it. Processor time is that of the server's process, all threads, by \`process.cpuUsage\`.
Each server is measured for ${facts.sliceSeconds} s right after the one that it is compared with, and loaded for as long
before, so that it is warm; ${facts.rounds} rounds in turns. Shown are the median and, in brackets, the lowest and the highest.

## The whole server

${table(ladder, [...rows("ladder", ladderRow), ...rows("tls", ladderRow)])}

Ratios of servers with TLS are to node:https, all others to node:http.

## Its parts

Each row leaves one part out of the whole server. What it saves is what the part costs. Parts overlap, and the engine
compiles each server anew: the rows do not add up to the whole.

${table(["left out", "saves, CPU µs/request", "share", ""], rows("part", partRow))}

Taken with \`npm run bench:parts\` on Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown"},
${process.platform}. Load of the machine over the last 1, 5 and 15 minutes: ${facts.load.map((one) => one.toFixed(1)).join(", ")}${
    isBusy ? ": it was busy with other work, so that only ratios mean something." : "."
  }
`;
}
