import { spawnSync } from "node:child_process";
import { test } from "vitest";

/** Tests that need a program which npm does not bring: skipped where it is missing, except in CI, where they fail. */
export function testWith(tool: string): ReturnType<typeof test.skipIf> {
  const isMissing = spawnSync(tool, ["--version"], { stdio: "ignore" }).error !== undefined;
  if (isMissing && process.env.CI !== undefined)
    throw new Error(`${tool} is missing, and in CI no test may be skipped.`);
  return test.skipIf(isMissing);
}
