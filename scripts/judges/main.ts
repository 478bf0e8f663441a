/**
 * Lets tools by other people hold the real server against the document; see `docs/outside-judges.md`.
 *
 * Exit code 1 when one of them has something to say, 2 when one cannot be run.
 */
import { fileURLToPath } from "node:url";
import { parseArgs, styleText } from "node:util";
import { createBench } from "./createBench.ts";
import type { Judge } from "./Judge.ts";
import { prism } from "./prism.ts";
import { schemathesis } from "./schemathesis.ts";
import { specmatic } from "./specmatic.ts";

// What was started ends with us.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(2));

const judges: readonly Judge[] = [schemathesis, prism, specmatic];
const folder = fileURLToPath(new URL("../../node_modules/.judges", import.meta.url));

async function ask(judge: Judge): Promise<number> {
  process.stdout.write(`${styleText("bold", judge.name)}, which needs ${judge.needs.join(" and ")} …\n`);
  try {
    const { passed, summary } = await judge.judge(createBench(folder, judge.name));
    const word = passed ? styleText("green", "nothing to say") : styleText("red", "differs");
    process.stdout.write(`${summary}\n${judge.name}: ${word}\n\n`);
    return passed ? 0 : 1;
  } catch (error) {
    process.stderr.write(
      `${judge.name} cannot be run: ${error instanceof Error ? error.message : error}\n\n`,
    );
    return 2;
  }
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { help: { type: "boolean", short: "h" } },
});
const unknown = positionals.filter((name) => !judges.some((judge) => judge.name === name));
if (values.help === true) {
  process.stdout.write(`npm run judges [-- ${judges.map(({ name }) => name).join(" | ")}]\n`);
} else if (unknown.length > 0) {
  process.stderr.write(
    `There is no judge ${unknown.join(", ")}; there are ${judges.map(({ name }) => name).join(", ")}.\n`,
  );
  process.exitCode = 2;
} else {
  const asked = judges.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const codes: number[] = [];
  for (const judge of asked) codes.push(await ask(judge));
  process.stdout.write(`What they said in full: node_modules/.judges/reports\n`);
  process.exitCode = Math.max(...codes);
}
