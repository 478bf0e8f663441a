/** Measures Gatehouse and its peers side by side, and writes docs/measured/benchmarks.md: `npm run bench`. */

import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { numbersOf, readWords } from "../scripts/readWords.ts";
import type { Contender } from "./runner/Contender.ts";
import { baseline, contenders } from "./runner/contenders.ts";
import { measure, prepare, type Round } from "./runner/measure.ts";
import { type ReportFacts, report } from "./runner/report.ts";

const LOAD_CORE = "1";

const HELP = `npm run bench [-- --rounds N] [--slices N] [--connections N] [--only WORDS]

Measures Gatehouse and its peers side by side, each against a bare node:http server in the same round, and writes
docs/measured/benchmarks.md. Takes about 12 minutes on an idle machine.

  --rounds N       number of starts of each server (default: 5)
  --slices N       number of loads of half a second in a round (default: 6)
  --connections N  connections of the load (default: 32)
  --only WORDS     only servers whose name has these words; writes no report
  --help           show this text
`;

const { values } = readWords(HELP, {
  options: {
    rounds: { type: "string", default: "5" },
    slices: { type: "string", default: "6" },
    connections: { type: "string", default: "32" },
    only: { type: "string", default: "" },
  },
});
const numberOf = numbersOf(HELP, values);
const facts: ReportFacts = {
  rounds: numberOf("rounds"),
  slices: numberOf("slices"),
  sliceSeconds: 0.5,
  warmUpSeconds: 3,
  connections: numberOf("connections"),
  command: "npm run bench",
};

if (!existsSync(new URL("node_modules/", import.meta.url))) {
  console.log("Installing the peers into benchmarks/node_modules ...");
  execFileSync("npm", ["ci"], { cwd: new URL(".", import.meta.url), stdio: "inherit" });
}

if (existsSync("/usr/bin/taskset")) {
  execFileSync("/usr/bin/taskset", ["-a", "-c", "-p", LOAD_CORE, String(process.pid)], { stdio: "ignore" });
}

function describeRound(round: number, { name }: Contender, { bare, contender }: Round): string {
  const ratio = contender.requestsPerSecond / bare.requestsPerSecond;
  return [
    `round ${round}`,
    name.padEnd(38),
    `${Math.round(contender.requestsPerSecond)}/s`.padStart(9),
    `of ${Math.round(bare.requestsPerSecond)}/s`.padStart(11),
    `ratio ${ratio.toFixed(2)}`,
    `${contender.cpuMicroseconds.toFixed(1)} of ${bare.cpuMicroseconds.toFixed(1)} µs`,
    `start ${Math.round(contender.bootMs)} ms`,
  ].join("  ");
}

const chosen = contenders.filter(({ name }) => name.includes(values.only));
const rounds = new Map<Contender, Round[]>(chosen.map((contender) => [contender, []]));
const bare = await prepare(baseline, facts);
try {
  for (let round = 1; round <= facts.rounds; round += 1) {
    for (const contender of chosen) {
      const rival = await prepare(contender, facts);
      const measured = await measure(bare, rival, facts).finally(() => rival.server.stop());
      rounds.get(contender)?.push(measured);
      console.log(describeRound(round, contender, measured));
    }
  }
} finally {
  await bare.server.stop();
}
if (values.only === "") {
  writeFileSync(new URL("../docs/measured/benchmarks.md", import.meta.url), report(rounds, facts));
  console.log("Written to docs/measured/benchmarks.md");
}
