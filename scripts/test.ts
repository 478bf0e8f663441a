/**
 * Runs all checks and tests with turbo, then prints the slowest tests and their share: `npm test`.
 *
 * The exit code is that of turbo.
 */
import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SHOWN = 20;
/** Written by each test run (`vitest.shared.ts`), and restored by turbo with a remembered one. */
const REPORTS = "{packages/*,apps/*,scripts}/.turbo/test-times.json";
const TASKS = ["lint", "//#lint:root", "//#lint:spec", "//#lint:imports", "//#lint:docs", "//#lint:house"];
const root = fileURLToPath(new URL("../", import.meta.url));

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly duration?: number | null;
    }[];
  }[];
}

interface TimedTest {
  readonly folder: string;
  readonly name: string;
  readonly milliseconds: number;
}

function readTimes(): readonly TimedTest[] {
  return globSync(REPORTS, { cwd: root }).flatMap((file) => {
    const { testResults }: Report = JSON.parse(readFileSync(join(root, file), "utf8"));
    const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
    return tests.map(({ fullName, duration }) => ({
      folder: file.replace("/.turbo/test-times.json", ""),
      name: fullName,
      milliseconds: duration ?? 0,
    }));
  });
}

function renderSlowest(tests: readonly TimedTest[]): string {
  const slowest = tests.toSorted((one, other) => other.milliseconds - one.milliseconds).slice(0, SHOWN);
  const sum = (timed: readonly TimedTest[]): number =>
    timed.reduce((total, { milliseconds }) => total + milliseconds, 0) / 1000;
  const share = Math.round((sum(slowest) / Math.max(sum(tests), Number.MIN_VALUE)) * 100);
  const rows = slowest.map(
    ({ folder, name, milliseconds }) =>
      `${(milliseconds / 1000).toFixed(1).padStart(7)} s  ${folder}  ${name.replaceAll("\n", " ").slice(0, 100)}`,
  );
  const head = `The slowest ${slowest.length} of ${tests.length} tests take ${sum(slowest).toFixed(0)} s of ${sum(tests).toFixed(0)} s (${share} %):`;
  return `\n${[head, ...rows].join("\n")}\n`;
}

const { status } = spawnSync(
  process.execPath,
  [
    join(root, "scripts/turbo.ts"),
    "run",
    ...TASKS,
    "typecheck",
    "//#typecheck:scripts",
    "test",
    "//#test:scripts",
    "--continue",
    ...process.argv.slice(2),
  ],
  { stdio: "inherit" },
);
const tests = readTimes();
if (tests.length > 0) process.stdout.write(renderSlowest(tests));
process.exitCode = status ?? 1;
