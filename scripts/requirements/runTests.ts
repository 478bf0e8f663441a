import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A test and how it came out. */
export interface TestResult {
  readonly name: string;
  readonly file: string;
  readonly result: "passed" | "failed" | "skipped";
  /** The first line of what went wrong. */
  readonly fault?: string;
}

/** The tests of a package; `broken` are files that failed as a whole, none of their tests ran. */
export interface PackageResult {
  readonly tests: readonly TestResult[];
  readonly broken: readonly string[];
}

/** What vitest writes with `--reporter=json`. */
interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/**
 * Runs the tests of one package.
 *
 * @throws {Error} when they cannot be run.
 */
export function runTests(root: string, folder: string): PackageResult {
  const output = join(mkdtempSync(join(tmpdir(), "gatehouse-requirements-")), "report.json");
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  spawnSync(process.execPath, [vitest, "run", "--reporter=json", `--outputFile=${output}`], {
    cwd: join(root, folder),
    stdio: ["ignore", "ignore", "ignore"],
  });
  if (!existsSync(output)) {
    throw new Error(`The tests of ${folder} could not be run. Try: npm test --prefix ${folder}`);
  }
  const { testResults }: VitestReport = JSON.parse(readFileSync(output, "utf8"));
  rmSync(join(output, ".."), { recursive: true });
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ title, status, failureMessages: [fault] }) => ({
      name: title,
      file: name.replace(root, ""),
      result: resultOf(status),
      ...(fault === undefined ? {} : { fault: fault.split("\n", 1)[0] ?? "" }),
    })),
  );
  const broken = testResults
    .filter(({ status, assertionResults }) => status === "failed" && assertionResults.length === 0)
    .map(({ name }) => name.replace(root, ""));
  return { tests, broken };
}

function resultOf(status: string): TestResult["result"] {
  return status === "passed" || status === "failed" ? status : "skipped";
}
