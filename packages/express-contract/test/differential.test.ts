import { fileURLToPath } from "node:url";
import { type Contract, type JsonObject, loadContract } from "@gatehouse/contract";
import { expect, test } from "vitest";
import { compareValidators } from "./differential/compareValidators.ts";
import { eovFaults } from "./differential/eovFaults.ts";

/** For each of five documents; CASES and SEED make it more requests, and others. */
const cases = Number(process.env.CASES ?? 7_500);
const seed = Number(process.env.SEED ?? 20_261_123);

const documents = {
  "the pet store (3.1)": new URL("fixtures/petStore.yaml", import.meta.url),
  "parameter styles (3.0)": new URL("fixtures/styles.yaml", import.meta.url),
  "composition and discriminators (3.0)": new URL("fixtures/orders.yaml", import.meta.url),
  "forms (3.0)": new URL("fixtures/forms.yaml", import.meta.url),
  "Gatehouse (3.1)": new URL("../../../spec/openapi.yaml", import.meta.url),
};

/** The document without security, which is no part of this comparison. */
async function loadOpen(document: URL): Promise<Contract> {
  const { "x-unrouted-responses": _left, ...rest } = (await loadContract(fileURLToPath(document))).document;
  const paths = structuredClone(rest.paths) as Record<string, Record<string, Record<string, unknown>>>;
  for (const item of Object.values(paths))
    for (const operation of Object.values(item)) delete operation.security;
  return loadContract({ ...rest, paths: paths as unknown as JsonObject });
}

test("express-openapi-validator agrees on every request, but for its known faults", {
  timeout: 600_000,
}, async ({ annotate }) => {
  const met = new Set<string>();
  for (const [name, document] of Object.entries(documents)) {
    const { accepted, faults, differences } = await compareValidators(await loadOpen(document), {
      cases,
      seed,
    });
    for (const fault of faults.keys()) met.add(fault);
    await annotate(
      `${name}: ${accepted} of ${cases} accepted; ${JSON.stringify(Object.fromEntries(faults))}`,
    );
    expect(differences.slice(0, 12), name).toEqual([]);
    // Neither all right nor all wrong, else the comparison would say little.
    expect(accepted).toBeGreaterThan(cases / 5);
    expect(accepted).toBeLessThan((cases * 4) / 5);
  }
  expect([...met].sort()).toEqual(eovFaults.map(({ name }) => name).sort());
});
