/**
 * Two workers against one process, in turns: `npm run bench:workers -- [seconds] [rounds]`.
 *
 * The clients need a core of their own. Where there is none, the throughput says little, and the CPU time for each request
 * of all processes of the server says what workers cost. The first round warms up and is not shown.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SESSIONS, startTarget, type Target } from "../scripts/attack/startTarget.ts";
import { bundleServer } from "../scripts/faults/bundleServer.ts";

const CONNECTIONS = 64;
/** What the kernel counts CPU time in. */
const TICKS_PER_SECOND = 100;

interface Contender {
  readonly workers: number;
  readonly target: Target;
  readonly token: string;
}

/** The CPU time of a process so far, in seconds. */
function cpuSecondsOf(pid: number): number {
  const [, after = ""] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ");
  const fields = after.split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Checks a session over and over, and gives the number of checks that were accepted. */
async function load({ target, token }: Contender, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const { hostname, port } = new URL(target.origin);
  const endAt = performance.now() + seconds * 1000;
  const headers = { "x-hm-authorization": token };
  let accepted = 0;
  const checkOnce = async (): Promise<void> => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const sent = request({ agent, hostname, port, path: SESSIONS, headers }, (response) => {
      if (response.statusCode === 200) accepted += 1;
      response.resume().once("end", resolve);
    });
    sent.once("error", reject).end();
    await promise;
  };
  const goOn = async (): Promise<void> => {
    while (performance.now() < endAt) await checkOnce();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, goOn));
  agent.destroy();
  return accepted;
}

async function measure(contender: Contender, seconds: number) {
  const { workers, target } = contender;
  const pids = [target.pid, ...(workers === 1 ? [] : target.workers())];
  const before = pids.map(cpuSecondsOf);
  const accepted = await load(contender, seconds);
  const spent = pids.map((pid, index) => cpuSecondsOf(pid) - (before[index] ?? 0));
  const total = spent.reduce((sum, one) => sum + one, 0);
  return {
    workers,
    perSecond: Math.round(accepted / seconds),
    cpuMicroseconds: Math.round((1e6 * total) / accepted),
    cpuSecondsOfEach: spent.map((one) => one.toFixed(2)).join(" "),
  };
}

const [seconds = 5, rounds = 3] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), "gatehouse-bench-workers-"));
const server = await bundleServer(folder);
const contenders: Contender[] = [];
for (const workers of [1, 2]) {
  const dataDirectory = mkdtempSync(join(folder, "data-"));
  const settings = { ...server.settings, GATEHOUSE_WORKERS: String(workers) };
  const target = await startTarget({ ...server, dataDirectory, settings });
  contenders.push({ workers, target, token: await target.signIn() });
}
const rows: Awaited<ReturnType<typeof measure>>[] = [];
for (let round = 0; round <= rounds; round += 1) {
  for (const contender of contenders) {
    const row = await measure(contender, seconds);
    if (round > 0) rows.push(row);
  }
}
console.table(rows);
for (const { target } of contenders) await target.stop();
rmSync(folder, { recursive: true, force: true });
