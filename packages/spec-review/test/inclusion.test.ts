import { expect, test } from "vitest";
import { proveInclusion } from "./proveInclusion.ts";
import { provePair } from "./provePair.ts";

const PAIRS = process.env.SOAK === undefined ? 500 : Math.ceil(2_500 * Number(process.env.SOAK));
/** The seed is fixed, so that a run says the same everywhere; other seeds and 100,000 pairs are `npm run prove`. */
const SIZE = { pairs: PAIRS, valuesPerPair: 40, seed: 1 };

test("of many random values none proves a verdict wrong", { timeout: 600_000 }, () => {
  const proof = proveInclusion(SIZE);
  process.stdout.write(
    `\ninclusion: ${proof.pairs} schema pairs, ${proof.values} values, ${proof.faults.length} wrong verdicts, ` +
      `${proof.kinds.unknown} undecided\n`,
  );
  expect(proof.values).toBeGreaterThanOrEqual(SIZE.pairs * SIZE.valuesPerPair);
  expect({ faults: proof.faults, dissents: proof.dissents }).toEqual({ faults: [], dissents: [] });
  // Neither answer is given away: there is something to be wrong about on both sides.
  expect(Math.min(proof.kinds.included, proof.kinds.broken)).toBeGreaterThan(SIZE.pairs / 5);
  expect(proof.kinds.unknown).toBeLessThan(SIZE.pairs / 20);
});

test("a verdict that a value proves wrong is noticed", () => {
  const pair = [{ type: "string" }, {}] as const;
  const settings = { pair, dialect: "3.1", direction: "request", literal: true, values: ["a"] } as const;
  const validatorOf = (schema: unknown) => () => schema === pair[0];
  const { kind, fault } = provePair({ ...settings, validatorOf });
  expect({ kind, fault }).toEqual({ kind: "included", fault: 'called included, but "a" is not' });
});
