/**
 * Runs third-party validators against the real server; see `docs/measured/external-validators.md`.
 *
 * Exit code 1 when one of them has findings, 2 when one cannot run.
 */

import { fileURLToPath } from "node:url";
import { styleText } from "node:util";
import { readWords, rejectWords } from "../readWords.ts";
import { createWorkspace } from "./createWorkspace.ts";
import type { ExternalValidator } from "./ExternalValidator.ts";
import { prism } from "./prism.ts";
import { schemathesis } from "./schemathesis.ts";
import { specmatic } from "./specmatic.ts";

// Child processes end with this one.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(2));

const validators: readonly ExternalValidator[] = [schemathesis, prism, specmatic];
const folder = fileURLToPath(new URL("../../node_modules/.external-validators", import.meta.url));

async function run(validator: ExternalValidator): Promise<number> {
  process.stdout.write(
    `${styleText("bold", validator.name)}, which needs ${validator.needs.join(" and ")} …\n`,
  );
  try {
    const { passed, summary } = await validator.validate(createWorkspace(folder, validator.name));
    const word = passed ? styleText("green", "no findings") : styleText("red", "has findings");
    process.stdout.write(`${summary}\n${validator.name}: ${word}\n\n`);
    return passed ? 0 : 1;
  } catch (error) {
    process.stderr.write(
      `${validator.name} cannot run: ${error instanceof Error ? error.message : error}\n\n`,
    );
    return 2;
  }
}

const names = validators.map(({ name }) => name);
const HELP = `npm run external-validators [-- ${names.join(" | ")}]

Runs validators of others against the real server, all of them without a name.
Exit code 1 when one of them has findings, 2 when one cannot run.
`;
const { positionals } = readWords(HELP, { allowPositionals: true });
const unknown = positionals.filter((name) => !names.includes(name));
if (unknown.length > 0) rejectWords(`There is no validator ${unknown.join(", ")}.`, HELP);
const chosen = validators.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const codes: number[] = [];
for (const validator of chosen) codes.push(await run(validator));
process.stdout.write(`Full reports: node_modules/.external-validators/reports\n`);
process.exitCode = Math.max(...codes);
