/**
 * Kills, stops and starves the real server under load, and decides from what its clients saw whether every revocation
 * held: `npm run faults`.
 *
 * Exit code 0 when no promise was broken, 1 when one was, 2 when the command line is wrong.
 */

import { writeFileSync } from "node:fs";
import { hangUp } from "./attack/send.ts";
import type { FaultName } from "./faults/injectFault.ts";
import { type FaultReport, type FaultRow, runFaults } from "./faults/runFaults.ts";
import { numbersOf, readWords, rejectWords } from "./readWords.ts";

const HELP = `npm run faults [-- [--kills N] [--stops N] [--full-disks N] [--workers N] [--worker-kills N]
                 [--worker-stops N] [--beside N] [--seed N] [--history FILE] [--json]]

Injects faults into the real server while clients sign in, change passwords, check and end sessions, and decides from the
history of these clients whether a session was accepted after its end, lost without one, or revived. Takes one to two
seconds of processor time for each kill.

  --kills N       number of times that the server is killed with -9 and started again (default: 1000)
  --stops N       number of times that it gets SIGSTOP, and SIGCONT within half a second (default: 100)
  --full-disks N  number of full disks, each for up to a third of a second; requires the right to mount (default: 0)
  --workers N     number of workers; with several, --kills and --stops are for their parent (default: 1)
  --worker-kills N  number of times that one worker is killed with -9 (default: 0)
  --worker-stops N  number of times that one worker gets SIGSTOP for up to 2.5 s, past its lease (default: 0)
  --beside N      number of servers side by side (default: 2)
  --seed N        chooses moments and requests (default: 1)
  --history FILE  writes what led to the first violations, as JSON
  --json          print the table as data
  --help          show this text

Ctrl-C ends the run with the report of the faults so far.
Exit code 0: no violation. 1: violations. 2: the command line is wrong.
`;

const options = {
  kills: { type: "string", default: "1000" },
  stops: { type: "string", default: "100" },
  "full-disks": { type: "string", default: "0" },
  workers: { type: "string", default: "1" },
  "worker-kills": { type: "string", default: "0" },
  "worker-stops": { type: "string", default: "0" },
  beside: { type: "string", default: "2" },
  seed: { type: "string", default: "1" },
  history: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

function readFaults() {
  const { values } = readWords(HELP, { options });
  const number = numbersOf(HELP, values);
  const numberOf = (option: keyof typeof values, least = 0): number => number(option, { least });
  const amounts: readonly [FaultName, number][] = [
    ["kill", numberOf("kills")],
    ["stop", numberOf("stops")],
    ["full-disk", numberOf("full-disks")],
    ["kill-worker", numberOf("worker-kills")],
    ["stop-worker", numberOf("worker-stops")],
  ];
  const workers = numberOf("workers", 1);
  if (workers < 2 && numberOf("worker-kills") + numberOf("worker-stops") > 0) {
    rejectWords("--worker-kills and --worker-stops need --workers of 2 or more.", HELP);
  }
  const times = new Map(amounts.filter(([, count]) => count > 0));
  return { ...values, seed: numberOf("seed"), beside: numberOf("beside", 1), workers, times };
}

/** Outside of a terminal, the progress is printed after so many faults. */
const REPORT_EVERY = 50;

const columns = [
  "times",
  "requests",
  "accepted",
  "rejected",
  "unavailable",
  "revoked",
  "unknown",
  "violations",
] as const;

function describeRows(rows: readonly FaultRow[]): string {
  const line = (name: string, cells: readonly (string | number)[]): string =>
    name.padEnd(12) + cells.map((cell) => String(cell).padStart(12)).join("");
  return [
    line("fault", columns),
    ...rows.map((row) =>
      line(
        row.fault,
        columns.map((column) => row[column]),
      ),
    ),
  ].join("\n");
}

function describeReport({ rows, violations }: FaultReport): string {
  const lines = violations.map(
    ({ violation: { rule, session, check, because } }) =>
      `  ${rule}: ${session} was ${check.result} by a request of ${check.startMs.toFixed(1)} to ${check.endMs.toFixed(1)} ms, after a ${because.kind} that ended at ${because.endMs.toFixed(1)} ms`,
  );
  const outcome =
    lines.length === 0 ? "No promise was broken." : `Promises were broken:\n${lines.join("\n")}`;
  return `${describeRows(rows)}\n\n${outcome}\n`;
}

async function main(): Promise<number> {
  const words = readFaults();
  const showProgress = (rows: readonly FaultRow[]): void => {
    const parts = rows.map(({ fault, times }) => `${fault} ${times}/${words.times.get(fault)}`);
    const violations = rows.reduce((sum, row) => sum + row.violations, 0);
    const text = `${parts.join(", ")}; violations ${violations}`;
    const done = rows.reduce((sum, row) => sum + row.times, 0);
    if (process.stderr.isTTY) process.stderr.write(`\r${text} `);
    else if (done % REPORT_EVERY === 0) process.stderr.write(`${text}\n`);
  };
  const { seed, times, beside, workers } = words;
  let seen: readonly FaultRow[] = [];
  const onProgress = (rows: readonly FaultRow[]): void => {
    seen = rows;
    showProgress(rows);
  };
  const report = await runFaults({ seed, times, beside, workers, signal: stopping.signal, onProgress }).catch(
    (error: unknown) => {
      // What was seen until then is no less true.
      process.stderr.write(`${describeRows(seen)}\n`);
      throw error;
    },
  );
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  if (words.history !== undefined) writeFileSync(words.history, JSON.stringify(report.violations, null, 2));
  process.stdout.write(words.json ? `${JSON.stringify(report.rows, null, 2)}\n` : describeReport(report));
  return report.violations.length === 0 ? 0 : 1;
}

// The report of what was injected so far is printed; a second signal ends at once.
const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());
process.exitCode = await main();
hangUp();
