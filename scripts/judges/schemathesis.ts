import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LOAN } from "./createTokenLender.ts";
import type { Bench, Judge } from "./Judge.ts";
import { judgedDocument, onlyScheme } from "./judgedDocument.ts";

const VERSION = "4.32.5";

/** Each way to prove who one is, with what goes into its header, and how many requests it is worth. */
const RUNS = [
  { scheme: "XHM_TOKEN", header: `x-hm-authorization: ${LOAN}`, examples: 100, seconds: 400 },
  { scheme: "AUTHORIZATION", header: `Authorization: Bearer ${LOAN}`, examples: 20, seconds: 150 },
] as const;

/** Refusals of requests that fit their schemas, for reasons that no schema can say. */
const REFUSALS: Readonly<Record<string, readonly number[]>> = {
  createSession: [400],
  changePassword: [400],
  listSessions: [400],
};
const ACCEPTANCE = ["2xx", "401", "403", "404", "429", "503"];
/** What refuses a broken request, 413 among them, which it does not expect by itself. */
const REJECTION = ["400", "401", "403", "404", "405", "413", "415", "429", "503"];

/** Schemathesis: all checks, all phases, links included. */
export const schemathesis: Judge = {
  name: "schemathesis",
  needs: ["python3 with venv"],
  async judge(bench) {
    const program = await install(bench);
    const summaries: string[] = [];
    let passed = true;
    for (const { scheme, header, examples, seconds } of RUNS) {
      const document = join(bench.home, `${scheme}.json`);
      writeFileSync(document, JSON.stringify(await judgedDocument([onlyScheme(scheme)])));
      writeFileSync(join(bench.home, "schemathesis.toml"), settings());
      await using server = await bench.openServer();
      const { code, output } = await bench.run({
        program,
        folder: bench.home,
        log: `${scheme}.txt`,
        environment: { NO_COLOR: "1" },
        words: [
          ...["run", document, "--url", server.origin + server.basePath, "--header", header],
          ...["--checks", "all", "--max-examples", String(examples), "--seed", "1"],
          ...["--max-time", String(seconds), "--continue-on-failure", "--workers", "1"],
          ...["--report", "junit", "--report-junit-path", join(bench.reports, `${scheme}.xml`)],
        ],
      });
      passed &&= code === 0;
      summaries.push(`${scheme}:\n${output.slice(output.lastIndexOf("= SUMMARY =")).replace(/^.*\n/, "")}`);
    }
    return { passed, summary: summaries.join("\n") };
  },
};

function settings(): string {
  const operations = Object.entries(REFUSALS).map(([id, statuses]) => {
    const expected = JSON.stringify([...ACCEPTANCE, ...statuses.map(String)]);
    return `[[operations]]\ninclude-operation-id = "${id}"\nchecks.positive_data_acceptance.expected-statuses = ${expected}\n`;
  });
  const checks = `[checks]\nnegative_data_rejection.expected-statuses = ${JSON.stringify(REJECTION)}\n`;
  return [checks, ...operations].join("\n");
}

async function install({ home, run }: Bench): Promise<string> {
  const program = join(home, "venv/bin/schemathesis");
  if (existsSync(program)) return program;
  const steps = [
    { program: "python3", words: ["-m", "venv", "venv"] },
    { program: join(home, "venv/bin/pip"), words: ["install", "--quiet", `schemathesis==${VERSION}`] },
  ];
  for (const step of steps) {
    const { code, output } = await run({ ...step, folder: home });
    if (code !== 0) throw new Error(`Schemathesis cannot be installed.\n${output}`);
  }
  return program;
}
