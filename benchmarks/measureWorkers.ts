/**
 * Measures two workers against one process, in turns, and writes docs/measured/workers.md: `npm run bench:workers`.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SESSIONS, startTarget, type Target } from "../scripts/attack/startTarget.ts";
import { bundleServer } from "../scripts/faults/bundleServer.ts";
import { numbersOf, readWords } from "../scripts/readWords.ts";
import { load } from "./runner/load.ts";

const CONNECTIONS = 64;
const WARM_AFTER_RESPONSES = 50_000;
/** The unit in which the kernel counts CPU time. */
const MICROSECONDS_PER_TICK = 10_000;

const HELP = `npm run bench:workers [-- --workers N] [--rounds N] [--seconds N] [--output FILE]

Compares a server with several workers and one with a single process, in turns, by session checks over plain HTTP. The
clients run in a process of their own, which needs little processor time. Needs Linux, and about two minutes. The ratio is
only meaningful on an idle machine with a core for each worker; the processor time for each request shows the cost of
workers on any machine.

  --workers N     number of workers (default: 2)
  --rounds N      number of turns for each server (default: 5)
  --seconds N     length of a turn (default: 3)
  --output FILE   the file of the report
  --help          show this text
`;

const { values } = readWords(HELP, {
  options: {
    workers: { type: "string", default: "2" },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "3" },
    output: {
      type: "string",
      default: fileURLToPath(new URL("../docs/measured/workers.md", import.meta.url)),
    },
  },
});

interface Contender {
  readonly workers: number;
  readonly target: Target;
  /** The port and bytes of a session check. */
  readonly check: { readonly port: number; readonly request: string };
}

interface Turn {
  readonly perSecond: number;
  readonly cpuMicroseconds: number;
  /** The same of the clients. */
  readonly clientMicroseconds: number;
}

/** The processor time of a process so far. */
function cpuMicrosecondsOf(pid: number): number {
  const [, after = ""] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ");
  const fields = after.split(" ");
  return (Number(fields[11]) + Number(fields[12])) * MICROSECONDS_PER_TICK;
}

async function prepare(workers: number): Promise<Contender> {
  const dataDirectory = mkdtempSync(join(folder, "data-"));
  const settings = { ...server.settings, GATEHOUSE_WORKERS: String(workers) };
  const target = await startTarget({ ...server, dataDirectory, settings });
  const { host, port } = new URL(target.origin);
  const token = await target.signIn();
  const request = `GET ${SESSIONS} HTTP/1.1\r\nhost: ${host}\r\nx-hm-authorization: ${token}\r\n\r\n`;
  const check = { port: Number(port), request };
  await load({ ...check, connections: CONNECTIONS, seconds, leastResponses: WARM_AFTER_RESPONSES * workers });
  return { workers, target, check };
}

/** @throws {Error} where a check was rejected */
async function takeTurn({ workers, target, check }: Contender): Promise<Turn> {
  const pids = [target.pid, ...(workers === 1 ? [] : target.workers())];
  const cpuMicroseconds = async () => pids.map(cpuMicrosecondsOf).reduce((sum, one) => sum + one, 0);
  const before = process.cpuUsage();
  const { responses, rejected, ...turn } = await load({
    ...check,
    connections: CONNECTIONS,
    seconds,
    cpuMicroseconds,
  });
  const { user, system } = process.cpuUsage(before);
  if (rejected > 0) throw new Error(`${rejected} of ${responses} session checks were rejected.`);
  return {
    perSecond: responses / turn.seconds,
    cpuMicroseconds: turn.cpuMicroseconds / responses,
    clientMicroseconds: (user + system) / responses,
  };
}

function medianOf(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const [low = 0, high = 0] = [
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[Math.floor(sorted.length / 2)],
  ];
  return (low + high) / 2;
}

function reportOf(turns: readonly (readonly [one: Turn, several: Turn])[]): string {
  const median = (which: 0 | 1, name: keyof Turn) => medianOf(turns.map((turn) => turn[which][name]));
  const row = (name: string, which: 0 | 1): string => {
    const { perSecond, ...cpu } = {
      perSecond: Math.round(median(which, "perSecond")).toLocaleString("en"),
      server: median(which, "cpuMicroseconds").toFixed(1),
      clients: median(which, "clientMicroseconds").toFixed(1),
    };
    return `| ${name} | ${perSecond} | ${cpu.server} | ${cpu.clients} |`;
  };
  const ratioOf = (turnRatio: (one: Turn, several: Turn) => number): string =>
    medianOf(turns.map(([one, several]) => turnRatio(one, several))).toFixed(2);
  const ratio = ratioOf((one, several) => several.perSecond / one.perSecond);
  const share = ratioOf((one, several) => (workers * one.cpuMicroseconds) / several.cpuMicroseconds);
  return `# Workers

Session checks of a server with ${workers} workers against one of a single process, over plain HTTP, ${CONNECTIONS} connections, in
${turns.length} turns of ${seconds} s each, medians. Made by \`npm run bench:workers\` with Node ${process.versions.node}; the load of the machine at
the end was ${loadavg()[0]?.toFixed(1)}.

| server | requests/s | µs of its processor time for each | µs of the clients |
| --- | ---: | ---: | ---: |
${row("one process", 0)}
${row(`${workers} workers`, 1)}

${workers} workers serve **${ratio} times** as many requests as one process, with the clients on the same cores. By the processor
time that a request takes they serve **${share} times** as many where each has a core of its own. The machine had ${availableParallelism()}
cores; where workers and clients need more than there are, the first number says what is left beside the clients.
`;
}

const numberOf = numbersOf(HELP, values);
const workers = numberOf("workers");
const [rounds, seconds] = [numberOf("rounds"), numberOf("seconds", { least: 0.1, whole: false })];
const folder = mkdtempSync(join(tmpdir(), "gatehouse-bench-workers-"));
const server = await bundleServer(folder);
const contenders: Contender[] = [];
try {
  for (const count of [1, workers]) contenders.push(await prepare(count));
  const turns: [Turn, Turn][] = [];
  const [single, several] = contenders;
  while (turns.length < rounds && single !== undefined && several !== undefined) {
    turns.push([await takeTurn(single), await takeTurn(several)]);
    console.log(`Round ${turns.length} of ${rounds} is done.`);
  }
  const page = reportOf(turns);
  writeFileSync(values.output, page);
  console.log(page);
} finally {
  for (const { target } of contenders) await target.stop();
  rmSync(folder, { recursive: true, force: true });
}
