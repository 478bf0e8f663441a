/**
 * Runs all checks and tests with turbo, then prints the slowest tests and their share, what failed, and how long it
 * took: `npm test`.
 *
 * The exit code is that of turbo; 1 when more than a few tests passed only when they were repeated (CI).
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SHOWN = 20;
/** So many lines of each failure. */
const SHOWN_LINES = 12;
/** So many tests of a run may pass only when repeated; what happens more often is a fault of the tests. */
const MOST_REPEATED = 3;
/** Written by each test run (`vitest.shared.ts`), and restored by turbo with a remembered one. */
const REPORTS = "{packages/*,apps/*,scripts}/.turbo/test-times.json";
/** One process of Biome for all files: each start reads all of them, for it follows imports. */
const LINTS = ["//#lint:files", "//#lint:spec", "//#lint:imports", "//#lint:docs", "//#lint:house"];
/**
 * Turbo starts what depends on most packages last, and these take longest: alone at the end they would leave a core idle.
 * So each lane is a run of turbo of its own from the start, with so many tasks at a time; one more takes all the rest.
 */
const LANES = [
  { tasksAtOnce: 2, packages: ["server", "console"], further: ["//#test:scripts"] },
  { tasksAtOnce: 1, packages: ["spec-review", "store-sqlite", "contract-docs"], further: [] },
];
const root = fileURLToPath(new URL("../", import.meta.url));

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    /** Why a file failed that no test of it accounts for: it could not be loaded, a hook failed. */
    readonly message?: string | null;
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
  readonly hasFailed: boolean;
  readonly milliseconds: number;
  /** Why each try failed. */
  readonly failures: readonly string[];
}

function readTests(): readonly TimedTest[] {
  return globSync(REPORTS, { cwd: root }).flatMap((file) => {
    const { testResults }: Report = JSON.parse(readFileSync(join(root, file), "utf8"));
    const folder = file.replace("/.turbo/test-times.json", "");
    return testResults.flatMap(({ name, status, message, assertionResults }) => {
      const tests = assertionResults.map(({ fullName, duration, status, failureMessages }) => ({
        folder,
        name: fullName,
        hasFailed: status === "failed",
        milliseconds: duration ?? 0,
        failures: failureMessages ?? [],
      }));
      if (status !== "failed" || tests.some(({ hasFailed }) => hasFailed)) return tests;
      return [...tests, { folder, name, hasFailed: true, milliseconds: 0, failures: [message ?? ""] }];
    });
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

/** Not a line of a stack that is in the test runner. */
const isOurs = (line: string): boolean => !line.includes("node_modules/vitest");

/** Tests with the first lines of why each try failed: the output of the tests themselves may be far above, or cut. */
function renderFailures(head: string, tests: readonly TimedTest[]): string {
  const rows = tests.map(({ folder, name, failures }) => {
    const reasons = failures.flatMap((failure) => failure.split("\n").filter(isOurs).slice(0, SHOWN_LINES));
    return [`  ${folder}  ${name}`, ...reasons].join("\n    ");
  });
  return `\n${head}\n${rows.join("\n")}\n`;
}

/** Runs turbo; gives its exit code. */
async function runTurbo(tasksAtOnce: number, tasks: readonly string[]): Promise<number> {
  const child = spawn(
    process.execPath,
    [join(root, "scripts/turbo.ts"), "run", ...tasks, "--continue", ...words],
    { stdio: "inherit", env: { TURBO_CONCURRENCY: String(tasksAtOnce), ...process.env } },
  );
  const [code]: unknown[] = await once(child, "exit");
  return typeof code === "number" ? code : 1;
}

const words = process.argv.slice(2);
const isNarrowed = words.some((word) => /^(?:-F|--filter|--affected)/.test(word));
const all = [...LINTS, "typecheck", "//#typecheck:scripts", "test"];
const inLanes = LANES.flatMap(({ packages }) => packages);
const codes = await Promise.all(
  isNarrowed
    ? [runTurbo(2, [...all, "//#test:scripts"])]
    : [
        ...LANES.map(({ tasksAtOnce, packages, further }) => {
          const tasks = packages.flatMap((name) => [
            `@gatehouse/${name}#test`,
            `@gatehouse/${name}#typecheck`,
          ]);
          return runTurbo(tasksAtOnce, [...tasks, ...further]);
        }),
        runTurbo(1, [...all, ...inLanes.map((name) => `--filter=!@gatehouse/${name}`)]),
      ],
);
const status = codes.find((code) => code !== 0) ?? 0;
const tests = readTests();
if (tests.length > 0) process.stdout.write(renderSlowest(tests));
const repeated = tests.filter(({ hasFailed, failures }) => !hasFailed && failures.length > 0);
if (repeated.length > 0) {
  const head = `Passed only when repeated (${repeated.length}, at most ${MOST_REPEATED} may):`;
  process.stdout.write(renderFailures(head, repeated));
}
const failed = tests.filter(({ hasFailed }) => hasFailed);
if (failed.length > 0) process.stdout.write(renderFailures(`Failed (${failed.length}):`, failed));
const seconds = Math.round(performance.now() / 1000);
process.stdout.write(`\nAll of it took ${Math.floor(seconds / 60)} min ${seconds % 60} s.\n`);
process.exitCode = status === 0 && repeated.length > MOST_REPEATED ? 1 : status;
