/**
 * Runs the tests and prints each requirement with the tests that carry its ID and their results.
 *
 * `--json` prints the same as data. Exit code 1 when a test of a requirement fails, 2 when the tests cannot be run.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, styleText } from "node:util";

const root = fileURLToPath(new URL("../", import.meta.url));
const PACKAGES = [
  "packages/sessions",
  "packages/store-sqlite",
  "packages/contract",
  "packages/express-contract",
  "packages/client",
  "apps/server",
];
const ID = /\b(?:SES|AUT|NET|LOG|OPS)-\d{2}\b/g;

interface TestResult {
  readonly name: string;
  readonly file: string;
  readonly passed: boolean;
}

interface Requirement {
  readonly id: string;
  readonly text: string;
  readonly level: string;
  readonly tests: readonly TestResult[];
}

/** What vitest writes with `--reporter=json`. */
interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

function runTests(folder: string): readonly TestResult[] {
  const output = join(mkdtempSync(join(tmpdir(), "gatehouse-requirements-")), "report.json");
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  process.stderr.write(`Running the tests of ${folder} …\n`);
  spawnSync(process.execPath, [vitest, "run", "--reporter=json", `--outputFile=${output}`], {
    cwd: join(root, folder),
    stdio: ["ignore", "ignore", "ignore"],
  });
  if (!existsSync(output)) {
    process.stderr.write(`The tests of ${folder} could not be run. Try: npm test --prefix ${folder}\n`);
    process.exit(2);
  }
  const report: VitestReport = JSON.parse(readFileSync(output, "utf8"));
  rmSync(join(output, ".."), { recursive: true });
  return report.testResults.flatMap(({ name: file, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "passed" || status === "failed")
      .map(({ title, status }) => ({
        name: title,
        file: file.replace(root, ""),
        passed: status === "passed",
      })),
  );
}

function readRequirements(results: readonly TestResult[]): readonly Requirement[] {
  const page = readFileSync(join(root, "docs/requirements.md"), "utf8");
  return page
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .filter(([, id = ""]) => /^[A-Z]{3}-\d{2}$/.test(id))
    .map(([, id = "", text = "", level = ""]) => ({
      id,
      text,
      level,
      tests: results.filter(({ name }) => [...name.matchAll(ID)].some(([found]) => found === id)),
    }));
}

function verdictOf({ tests }: Requirement): "passed" | "failed" | "no test" {
  if (tests.length === 0) return "no test";
  return tests.every(({ passed }) => passed) ? "passed" : "failed";
}

const COLORS = { passed: "green", failed: "red", "no test": "yellow" } as const;

function printTable(requirements: readonly Requirement[]): void {
  for (const requirement of requirements) {
    const { id, level, text, tests } = requirement;
    const verdict = verdictOf(requirement);
    const result = styleText(COLORS[verdict], verdict.padEnd(7));
    process.stdout.write(`${id}  ${level}  ${result}  ${String(tests.length).padStart(3)}  ${text}\n`);
    const [example] = tests;
    if (example !== undefined) process.stdout.write(`${" ".repeat(26)}${example.file}: ${example.name}\n`);
  }
  const counts = Map.groupBy(requirements, verdictOf);
  const summary = [...counts].map(([verdict, members]) => `${members.length} ${verdict}`).join(", ");
  process.stdout.write(`\n${requirements.length} requirements: ${summary}\n`);
}

const { values } = parseArgs({
  options: { json: { type: "boolean" }, help: { type: "boolean", short: "h" } },
});
if (values.help === true) {
  process.stdout.write(
    "npm run requirements [-- --json]\n\nPrints each requirement, its tests and their results.\n",
  );
} else {
  const requirements = readRequirements(PACKAGES.flatMap(runTests));
  if (values.json === true) process.stdout.write(`${JSON.stringify(requirements, null, 2)}\n`);
  else printTable(requirements);
  process.exitCode = requirements.some((one) => verdictOf(one) === "failed") ? 1 : 0;
}
