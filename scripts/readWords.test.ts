import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));
const { scripts }: { readonly scripts: Record<string, string> } = JSON.parse(
  readFileSync(`${root}package.json`, "utf8"),
);
/** The program of each command of ours. */
const programs = new Map(
  ["bench:flood", "bench:parts", "bench:workers", "bench:validation", "changelog", "requirements"]
    .concat(["external-validators", "pack", "soak", "trace:delete", "attack", "faults"])
    .map((name) => [name, /\S+\.ts$/.exec(scripts[name] ?? "")?.[0] ?? ""]),
).set("bench", "benchmarks/run.ts");

interface Outcome {
  readonly code: number;
  readonly output: string;
  readonly problem: string;
}

function run(program: string, word: string): Promise<Outcome> {
  const words = ["--conditions=@gatehouse/source", program, word];
  return new Promise((resolve) => {
    execFile(process.execPath, words, { cwd: root }, (error, output, problem) => {
      resolve({ code: error === null ? 0 : Number(error.code), output, problem });
    });
  });
}

test.concurrent.each([...programs])(
  "npm run %s rejects an unknown option, and prints its help",
  async (name, program) => {
    const { code, output, problem } = await run(program, "--no-such-option");
    expect({ code, output }).toEqual({ code: 2, output: "" });
    expect(problem).toMatch(/^Unknown option '--no-such-option'/);
    expect(problem).toContain(`npm run ${name} [--`);
  },
);

test("--help goes to the standard output, with any other arguments", async () => {
  const { code, output, problem } = await run("scripts/pack.ts", "-h");
  expect({ code, problem }).toEqual({ code: 0, problem: "" });
  expect(output).toMatch(/^npm run pack \[--/);
});

test.concurrent.each([
  ["benchmarks/run.ts", "--rounds=none", '--rounds takes a whole number from 1, not "none".'],
  ["scripts/faults.ts", "--beside=0", '--beside takes a whole number from 1, not "0".'],
  ["scripts/attack.ts", "--minutes=-3", '--minutes takes a number from 0.1, not "-3".'],
  ["scripts/soak.ts", "--share=2", "--share 2 must be above 0 and at most 1."],
  ["scripts/pack.ts", "nothing", "There is no package nothing."],
])("%s rejects %s", async (program, word, message) => {
  const { code, output, problem } = await run(program, word);
  expect({ code, output }).toEqual({ code: 2, output: "" });
  expect(problem.startsWith(message)).toBe(true);
});
