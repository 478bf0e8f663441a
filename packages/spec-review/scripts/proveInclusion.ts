/**
 * Holds the verdicts on random schema pairs against random values, with Ajv as the judge.
 * Usage: node --conditions=@gatehouse/source scripts/proveInclusion.ts [pairs=100000] [seed=1]
 */
import fc from "fast-check";
import { type PairOutcome, provePair } from "../test/provePair.ts";
import { createRawValidators } from "../test/rawValidator.ts";
import { jsonValues, legacySchemaPairs, schemaPairs } from "../test/schemaPairs.ts";

const [pairs = "100000", seed = "1"] = process.argv.slice(2);
const BATCH = 500;
const VALUES_PER_PAIR = 12;

const counts: Record<PairOutcome["kind"], number> = { included: 0, broken: 0, unknown: 0 };
const faults: string[] = [];
let done = 0;

for (let batch = 0; done < Number(pairs); batch += 1) {
  runBatch(batch);
  process.stderr.write(`\r${done} pairs, ${faults.length} faults`);
}
process.stdout.write(`\n${done} pairs: ${JSON.stringify(counts)}, ${faults.length} faults\n`);
for (const fault of faults) process.stdout.write(`${fault}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;

function runBatch(batch: number): void {
  const dialect = batch % 2 === 0 ? "3.1" : "3.0";
  const settings = { numRuns: BATCH, seed: Number(seed) * 1_000_003 + batch };
  const validatorOf = createRawValidators(dialect);
  const values = fc.array(jsonValues, { minLength: VALUES_PER_PAIR, maxLength: VALUES_PER_PAIR });
  const arbitrary = fc.tuple(dialect === "3.1" ? schemaPairs : legacySchemaPairs, values, fc.boolean());
  for (const [pair, sample, literal] of fc.sample(arbitrary, settings)) {
    const outcome = provePair({ pair, dialect, literal, values: sample, validatorOf });
    counts[outcome.kind] += 1;
    done += 1;
    if (outcome.fault) faults.push(`${dialect} ${JSON.stringify(pair)} ${outcome.fault}`);
  }
}
