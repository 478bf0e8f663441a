import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { bundledMain } from "../faults/provideBundle.ts";
import { attacks } from "./attacks.ts";
import { runAttack } from "./runAttack.ts";

const MAIN = fileURLToPath(new URL("../attack.ts", import.meta.url));

function runMain(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...words], { encoding: "utf8" });
  return { status, stdout, stderr };
}

test.each(attacks.filter(({ inTests }) => inTests))(
  "$ids the server withstands: $does",
  async (attack) => {
    const { cases } = await runAttack(attack, "quick", { program: bundledMain() });
    expect(cases.filter(({ held }) => !held)).toEqual([]);
    expect(cases.length).toBeGreaterThan(0);
  },
  90_000,
);

test("every attack has a unique name and description", () => {
  expect(new Set(attacks.map(({ name }) => name)).size).toBe(attacks.length);
  for (const { name, does, ids } of attacks) {
    expect(name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect(does).toMatch(/^[A-Z].*\.$/);
    expect(ids.length).toBeGreaterThan(0);
  }
});

test("a failed case is reported with its observation, and an attack that throws has failed", async () => {
  const attack = { name: "x", ids: ["NET-22"], does: "Throws.", inTests: true };
  const result = await runAttack({ ...attack, run: () => Promise.reject(new Error("no way in")) }, "quick");
  expect(result).toMatchObject({ held: false, cases: [{ held: false, saw: "no way in" }] });
});

test("--help lists every attack, and an unknown name is exit code 2 with the list", () => {
  const help = runMain("--help");
  expect(help.status).toBe(0);
  for (const { name } of attacks) expect(help.stdout).toContain(name);
  // Unknown options are in readWords.test.ts.
  const wrong = runMain("no-such-attack");
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toContain("no-such-attack");
});
