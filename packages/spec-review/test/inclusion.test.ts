import { expect, test } from "vitest";
import { proveInclusion } from "./proveInclusion.ts";
import { provePair } from "./provePair.ts";

const PAIRS = process.env.SOAK === undefined ? 500 : Math.ceil(2_500 * Number(process.env.SOAK));
/** The seed is fixed, so every run has the same result; `npm run prove` takes other seeds and 100,000 pairs. */
const SIZE = { pairs: PAIRS, valuesPerPair: 40, seed: 1 };

test("no random value disproves a result", { timeout: 600_000 }, () => {
  const proof = proveInclusion(SIZE);
  process.stdout.write(
    `\ninclusion: ${proof.pairs} schema pairs, ${proof.values} values, ${proof.faults.length} wrong results, ` +
      `${proof.kinds.unknown} undecided\n`,
  );
  expect(proof.values).toBeGreaterThanOrEqual(SIZE.pairs * SIZE.valuesPerPair);
  expect({ faults: proof.faults, dissents: proof.dissents }).toEqual({ faults: [], dissents: [] });
  // Both results occur often enough to be wrong about.
  expect(Math.min(proof.kinds.included, proof.kinds.broken)).toBeGreaterThan(SIZE.pairs / 5);
  expect(proof.kinds.unknown).toBeLessThan(SIZE.pairs / 20);
});

test("a result that a value disproves is detected", () => {
  const pair = [{ type: "string" }, {}] as const;
  const settings = { pair, dialect: "3.1", direction: "request", literal: true, values: ["a"] } as const;
  const validatorOf = (schema: unknown) => () => schema === pair[0];
  const { kind, fault } = provePair({ ...settings, validatorOf });
  expect({ kind, fault }).toEqual({ kind: "included", fault: 'called included, but "a" is not' });
});
