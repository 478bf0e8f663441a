import { spawnSync } from "node:child_process";
import type { TestContext } from "vitest";

/**
 * Skips a test where a program is missing that npm does not bring, and says so. In CI a missing program fails.
 */
export function requireTool(context: TestContext, tool: string): void {
  if (spawnSync(tool, ["--version"], { stdio: "ignore" }).error === undefined) return;
  if (process.env.CI !== undefined) throw new Error(`${tool} is missing, and in CI no test may be skipped.`);
  context.skip(`${tool} is not on PATH`);
}
