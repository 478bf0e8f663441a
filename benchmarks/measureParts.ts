/**
 * Measures what each part of the server takes of the processor for a session check, by leaving out one after the other,
 * and writes docs/measured/parts.md: `npm run bench:parts`.
 */

import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { numbersOf, readWords } from "../scripts/readWords.ts";
import { partsReport, type Turn } from "./parts/partsReport.ts";
import { type Subject, subjects } from "./parts/subjects.ts";
import { loadSlice, prepare, type ReadyServer } from "./runner/measure.ts";

const LOAD_CORE = "1";
/** An overloaded server rejects requests, which passes on a slow machine; the measurement is then repeated. */
const MOST_TRIES = 20;
const TRY_AGAIN_MILLISECONDS = 2000;

const HELP = `npm run bench:parts [-- --rounds N] [--seconds N] [--only WORDS] [--output FILE]

Measures the processor time of each part of the server for a session check: a server without the part and one with it
take turns. The figures are differences of processor time, which other work on the machine hardly disturbs. Takes about
10 minutes.

  --rounds N      number of turns for each server (default: 15)
  --seconds N     length of a turn (default: 0.4)
  --only WORDS    only parts whose name has these words; writes no report
  --output FILE   the file of the report (default: docs/measured/parts.md)
  --help          show this text
`;

const { values } = readWords(HELP, {
  options: {
    rounds: { type: "string", default: "15" },
    seconds: { type: "string", default: "0.4" },
    only: { type: "string", default: "" },
    output: { type: "string", default: fileURLToPath(new URL("../docs/measured/parts.md", import.meta.url)) },
  },
});
const numberOf = numbersOf(HELP, values);
const rounds = numberOf("rounds");
const options = {
  connections: 32,
  warmUpSeconds: 3,
  sliceSeconds: numberOf("seconds", { least: 0.1, whole: false }),
  slices: 1,
};

if (existsSync("/usr/bin/taskset")) {
  execFileSync("/usr/bin/taskset", ["-a", "-c", "-p", LOAD_CORE, String(process.pid)], { stdio: "ignore" });
}

/** While a server waits for its turn the engine gives back memory and code, so that it has to warm up again. */
async function costOf(server: ReadyServer, tries = 1): Promise<Omit<Turn, "round">> {
  try {
    await loadSlice(server, options);
    const { cpuMicroseconds, responses, seconds } = await loadSlice(server, options);
    return { cpuMicroseconds: cpuMicroseconds / responses, requestsPerSecond: responses / seconds };
  } catch (error) {
    if (tries === MOST_TRIES) throw error;
    await delay(TRY_AGAIN_MILLISECONDS);
    return costOf(server, tries + 1);
  }
}

/** Each subject beside its reference, which is measured right before it, so that both see the same machine. */
async function measureRounds(servers: ReadonlyMap<Subject, ReadyServer>) {
  const turns = new Map<Subject, { readonly own: Turn; readonly reference: Turn }[]>();
  for (let round = 1; round <= rounds; round += 1) {
    for (const [subject, server] of servers) {
      const against = servers.get(subject.reference ?? subject) ?? server;
      const reference = { round, ...(await costOf(against)) };
      const own = against === server ? reference : { round, ...(await costOf(server)) };
      turns.set(subject, [...(turns.get(subject) ?? []), { own, reference }]);
    }
    console.log(`Round ${round} of ${rounds} is done.`);
  }
  return turns;
}

const chosen = subjects.filter(({ name, isReference }) => isReference === true || name.includes(values.only));
const servers = new Map<Subject, ReadyServer>();
try {
  for (const subject of chosen) servers.set(subject, await prepare(subject.contender, options));
  const turns = await measureRounds(servers);
  const page = partsReport(turns, { ...options, rounds, load: loadavg() });
  if (values.only === "") writeFileSync(values.output, page);
  console.log(page);
} finally {
  for (const { server } of servers.values()) await server.stop();
}
