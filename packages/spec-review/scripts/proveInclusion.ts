/**
 * Checks the results for random schema pairs with random values, which Ajv validates.
 * Usage: node --conditions=@gatehouse/source scripts/proveInclusion.ts [pairs=100000] [seed=1]
 */
import { proveInclusion } from "../test/proveInclusion.ts";

const [pairs = "100000", seed = "1"] = process.argv.slice(2);

const proof = proveInclusion(
  { pairs: Number(pairs), valuesPerPair: 12, seed: Number(seed) },
  ({ pairs: done, faults }) => process.stderr.write(`\r${done} pairs, ${faults.length} faults`),
);
const { faults, dissents, ...figures } = proof;
process.stdout.write(`\n${JSON.stringify(figures, undefined, 2)}\n`);
process.stdout.write(`${faults.length} wrong results, ${dissents.length} values on which Ajv disagrees\n`);
for (const line of [...faults, ...dissents]) process.stdout.write(`${line}\n`);
process.exitCode = faults.length + dissents.length > 0 ? 1 : 0;
