import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { hangUp } from "../attack/send.ts";
import { omissions } from "./omissions.ts";
import { bundledMain } from "./provideBundle.ts";
import { runFaults } from "./runFaults.ts";
import { runUntilViolation } from "./runUntilViolation.ts";

const MAIN = fileURLToPath(new URL("../faults.ts", import.meta.url));

function runMain(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...words], { encoding: "utf8" });
  return { status, stdout, stderr };
}

test("SES-04 SES-05 no session is revived or lost when the server is killed or stopped under load", async () => {
  const times = new Map([["kill", 2] as const, ["stop", 1] as const]);
  const { rows, violations } = await runFaults({ times, seed: 7, beside: 2, program: bundledMain() });
  hangUp();
  expect(violations).toEqual([]);
  for (const row of rows) {
    expect(row.times).toBe(times.get(row.fault as "kill" | "stop"));
    expect(row.accepted).toBeGreaterThan(0);
    expect(row.rejected).toBeGreaterThan(0);
    expect(row.revoked).toBeGreaterThan(0);
  }
}, 120_000);

test("SES-04 SES-05 no session is revived or lost when workers and their parent are killed and stopped", async () => {
  const times = new Map([["stop-worker", 2] as const, ["kill-worker", 1] as const, ["kill", 1] as const]);
  const { rows, violations } = await runFaults({ times, seed: 11, workers: 2, program: bundledMain() });
  hangUp();
  expect(violations).toEqual([]);
  for (const row of rows) {
    expect(row.accepted).toBeGreaterThan(0);
    expect(row.revoked).toBeGreaterThan(0);
  }
}, 300_000);

test("the checker finds a violation in a server that reports a drop as applied too early (R1)", async () => {
  expect((await runUntilViolation(omissions.r1, 80)).rules).toContain("accepted-after-revocation");
}, 600_000);

test("--help lists the faults, and wrong arguments are exit code 2", () => {
  const help = runMain("--help");
  expect(help.status).toBe(0);
  expect(help.stdout).toContain("--kills N");
  // More of them are in readWords.test.ts.
  for (const words of [["--kills", "many"], ["--seed=-1"], ["--worker-kills", "1"]]) {
    const wrong = runMain(...words);
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toContain(words[0]?.split("=")[0]);
  }
});
