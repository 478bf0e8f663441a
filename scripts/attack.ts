/**
 * Attacks the real server from outside, on loopback: `npm run attack`.
 *
 * Exit code 0 when it withstood everything, 1 when an attack broke it, 2 when the command line is wrong.
 */

import type { CaseResult } from "./attack/Attack.ts";
import { describeAttack, describeOutcome } from "./attack/attackReport.ts";
import { attacks } from "./attack/attacks.ts";
import { type AttackResult, runAttack } from "./attack/runAttack.ts";
import { hangUp } from "./attack/send.ts";
import { numbersOf, readWords, rejectWords } from "./readWords.ts";

const HELP = `npm run attack [-- [--quick] [--all] [--minutes N] [--json] NAME…]

Starts the server on a loopback port, in data directories of its own, and attacks it. Without names all attacks run,
each at full size; that takes several minutes and both cores.

  --quick   the size that runs in npm test
  --all     show every case with its observation, not only failed cases
  --minutes length of mixed-soak (default: 4)
  --json    print the results as data
  --list    list the attacks with their requirements and run nothing
  --help    show this text

Exit code 0: the server withstood everything. 1: an attack broke it. 2: the command line is wrong.

`;

// What was started ends with us.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(2));

interface Values {
  readonly quick: boolean;
  readonly all: boolean;
  readonly json: boolean;
  readonly minutes?: string | undefined;
}

const nameList = (): string =>
  attacks.map(({ name, ids, does }) => `  ${name}  [${ids.join(" ")}]\n      ${does}\n`).join("");

async function run(names: readonly string[], values: Values) {
  const size = values.quick ? "quick" : "full";
  const results: AttackResult[] = [];
  for (const attack of attacks.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const soakSeconds = values.minutes === undefined ? undefined : Number(values.minutes) * 60;
    // Beside the report, which may be read by a program.
    const onCase = ({ name, held }: CaseResult): void =>
      void process.stderr.write(`  ${attack.name}: ${name} ${held ? "held" : "DID NOT HOLD"}\n`);
    const result = await runAttack(attack, size, { soakSeconds, onCase });
    results.push(result);
    if (!values.json) process.stdout.write(`${describeAttack(result, values.all)}\n`);
  }
  process.stdout.write(
    values.json ? `${JSON.stringify({ size, attacks: results }, null, 2)}\n` : describeOutcome(results, size),
  );
  return results.every(({ held }) => held) ? 0 : 1;
}

const { values, positionals } = readWords(`${HELP}${nameList()}`, {
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    all: { type: "boolean", default: false },
    minutes: { type: "string" },
    json: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
  },
});
const unknown = positionals.filter((word) => !attacks.some(({ name }) => name === word));
if (unknown.length > 0) rejectWords(`There is no attack ${unknown.join(", ")}. There are:`, nameList());
if (values.minutes !== undefined) numbersOf(HELP, values)("minutes", { least: 0.1, whole: false });
if (values.list) process.stdout.write(nameList());
else {
  process.exitCode = await run(positionals, values);
  hangUp();
  process.exit();
}
