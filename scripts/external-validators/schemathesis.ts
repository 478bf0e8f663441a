import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LOAN } from "./createTokenLender.ts";
import type { ExternalValidator, Workspace } from "./ExternalValidator.ts";
import { onlyScheme, validatorDocument } from "./validatorDocument.ts";

const VERSION = "4.32.5";

/** The runs: one for each security scheme, with its header and size. */
const RUNS = [
  { scheme: "XHM_TOKEN", header: `x-hm-authorization: ${LOAN}`, examples: 100, seconds: 400 },
  { scheme: "AUTHORIZATION", header: `Authorization: Bearer ${LOAN}`, examples: 20, seconds: 150 },
] as const;

/** Rejections of requests that conform to their schemas, for reasons that a schema cannot express. */
const REJECTIONS: Readonly<Record<string, readonly number[]>> = {
  createSession: [400],
  changePassword: [400],
  listSessions: [400],
};
const ACCEPTANCE = ["2xx", "401", "403", "404", "429", "503"];
/** Expected rejections of an invalid request; Schemathesis does not expect 413 by default. */
const REJECTION = ["400", "401", "403", "404", "405", "413", "415", "429", "503"];

/** Schemathesis: all checks, all phases, links included. */
export const schemathesis: ExternalValidator = {
  name: "schemathesis",
  needs: ["python3 with venv"],
  async validate(workspace) {
    const program = await install(workspace);
    const summaries: string[] = [];
    let passed = true;
    for (const { scheme, header, examples, seconds } of RUNS) {
      const document = join(workspace.home, `${scheme}.json`);
      writeFileSync(document, JSON.stringify(await validatorDocument([onlyScheme(scheme)])));
      writeFileSync(join(workspace.home, "schemathesis.toml"), settings());
      await using server = await workspace.openServer();
      const { code, output } = await workspace.run({
        program,
        folder: workspace.home,
        log: `${scheme}.txt`,
        environment: { NO_COLOR: "1" },
        words: [
          ...["run", document, "--url", server.origin + server.basePath, "--header", header],
          ...["--checks", "all", "--max-examples", String(examples), "--seed", "1"],
          ...["--max-time", String(seconds), "--continue-on-failure", "--workers", "1"],
          ...["--report", "junit", "--report-junit-path", join(workspace.reports, `${scheme}.xml`)],
        ],
      });
      passed &&= code === 0;
      summaries.push(`${scheme}:\n${output.slice(output.lastIndexOf("= SUMMARY =")).replace(/^.*\n/, "")}`);
    }
    return { passed, summary: summaries.join("\n") };
  },
};

function settings(): string {
  const operations = Object.entries(REJECTIONS).map(([id, statuses]) => {
    const expected = JSON.stringify([...ACCEPTANCE, ...statuses.map(String)]);
    return `[[operations]]\ninclude-operation-id = "${id}"\nchecks.positive_data_acceptance.expected-statuses = ${expected}\n`;
  });
  const checks = `[checks]\nnegative_data_rejection.expected-statuses = ${JSON.stringify(REJECTION)}\n`;
  return [checks, ...operations].join("\n");
}

async function install({ home, run }: Workspace): Promise<string> {
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
