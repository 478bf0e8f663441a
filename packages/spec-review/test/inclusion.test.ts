import fc from "fast-check";
import { expect, test } from "vitest";
import { provePair } from "./provePair.ts";
import { createRawValidators } from "./rawValidator.ts";
import { jsonValues, legacySchemaPairs, schemaPairs } from "./schemaPairs.ts";

/** The whole run of 100,000 pairs is `npm run prove`. */
const PAIRS = 600;

test.each([
  { dialect: "3.1" as const, pairs: schemaPairs },
  { dialect: "3.0" as const, pairs: legacySchemaPairs },
])(
  "calls no pair of OpenAPI $dialect safe that a value proves broken",
  { timeout: 120_000 },
  ({ dialect, pairs }) => {
    const validatorOf = createRawValidators(dialect);
    const values = fc.array(jsonValues, { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(pairs, values, fc.boolean(), (pair, sample, literal) => {
        expect(provePair({ pair, dialect, literal, values: sample, validatorOf }).fault).toBeUndefined();
      }),
      { numRuns: PAIRS },
    );
  },
);
