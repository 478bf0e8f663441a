/**
 * Runs all checks and tests with turbo, then prints the slowest tests and their share: `npm test`.
 *
 * The exit code is that of turbo; 1 when more than a few tests passed only when they were repeated (CI).
 */
import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SHOWN = 20;
/** So many tests of a run may pass only when repeated; what happens more often is a fault of the tests. */
const MOST_REPEATED = 3;
/** Written by each test run (`vitest.shared.ts`), and restored by turbo with a remembered one. */
const REPORTS = "{packages/*,apps/*,scripts}/.turbo/test-times.json";
/** One process of Biome for all files: each start reads all of them, for it follows imports. */
const LINTS = ["//#lint:files", "//#lint:spec", "//#lint:imports", "//#lint:docs", "//#lint:house"];
const root = fileURLToPath(new URL("../", import.meta.url));

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly duration?: number | null;
      /** One for each try that failed. */
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

interface TimedTest {
  readonly folder: string;
  readonly name: string;
  readonly milliseconds: number;
  /** Why the first try failed, where a later one passed. */
  readonly firstFailure: string | undefined;
}

function readTimes(): readonly TimedTest[] {
  return globSync(REPORTS, { cwd: root }).flatMap((file) => {
    const { testResults }: Report = JSON.parse(readFileSync(join(root, file), "utf8"));
    const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
    return tests.map(({ fullName, duration, status, failureMessages }) => ({
      folder: file.replace("/.turbo/test-times.json", ""),
      name: fullName,
      milliseconds: duration ?? 0,
      firstFailure: status === "passed" ? failureMessages?.[0] : undefined,
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

function renderRepeated(repeated: readonly TimedTest[]): string {
  const rows = repeated.map(
    ({ folder, name, firstFailure = "" }) => `  ${folder}  ${name}\n    ${firstFailure.split("\n", 1)[0]}`,
  );
  return `\nPassed only when repeated (${repeated.length}, at most ${MOST_REPEATED} may):\n${rows.join("\n")}\n`;
}

const { status } = spawnSync(
  process.execPath,
  [
    join(root, "scripts/turbo.ts"),
    "run",
    ...LINTS,
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
const repeated = tests.filter(({ firstFailure }) => firstFailure !== undefined);
if (repeated.length > 0) process.stdout.write(renderRepeated(repeated));
process.exitCode = status === 0 && repeated.length > MOST_REPEATED ? 1 : (status ?? 1);
