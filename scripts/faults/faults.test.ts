import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { hangUp } from "../attack/send.ts";
import { bundledMain } from "./provideBundle.ts";
import { type FaultRow, runFaults } from "./runFaults.ts";

const MAIN = fileURLToPath(new URL("../faults.ts", import.meta.url));

function runMain(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...words], { encoding: "utf8" });
  return { status, stdout, stderr };
}

/** Each fault was injected so many times, and the clients saw results of each kind. */
function expectSeen(rows: readonly FaultRow[], times: ReadonlyMap<string, number>): void {
  expect(new Map(rows.map(({ fault, times: seen }) => [fault, seen]))).toEqual(times);
  // In all rows together: a single fault may come before the first sign-out.
  for (const kind of ["accepted", "rejected", "revoked"] as const) {
    expect(rows.reduce((sum, row) => sum + row[kind], 0)).toBeGreaterThan(0);
  }
}

test("SES-04 SES-05 no session is revived or lost when the server is killed or stopped under load", async () => {
  const times = new Map([["kill", 2] as const, ["stop", 1] as const]);
  const { rows, violations } = await runFaults({ times, seed: 7, beside: 2, program: bundledMain() });
  hangUp();
  expect(violations).toEqual([]);
  expectSeen(rows, times);
}, 120_000);

test("SES-04 SES-05 no session is revived or lost when workers and their parent are killed and stopped", async () => {
  const times = new Map([["stop-worker", 2] as const, ["kill-worker", 1] as const, ["kill", 1] as const]);
  const { rows, violations } = await runFaults({ times, seed: 11, workers: 2, program: bundledMain() });
  hangUp();
  expect(violations).toEqual([]);
  expectSeen(rows, times);
}, 300_000);

test("--help lists the faults, and wrong arguments are exit code 2", () => {
  const help = runMain("--help");
  expect(help.status).toBe(0);
  expect(help.stdout).toContain("--kills N");
  for (const words of [
    ["--kills", "many"],
    ["--no-such-option"],
    ["--seed=-1"],
    ["--beside", "0"],
    ["--worker-kills", "1"],
  ]) {
    const wrong = runMain(...words);
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toContain(words[0]?.split("=")[0]);
  }
});
