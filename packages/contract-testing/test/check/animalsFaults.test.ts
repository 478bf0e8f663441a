import { loadContract } from "@gatehouse/contract";
import { expect, test } from "vitest";
import { animalsDocument } from "./support/animalsDocument.ts";
import { animalsFaults } from "./support/animalsFaults.ts";
import { animalCredentials, handleAnimals } from "./support/animalsServer.ts";
import { checkFaulty, expectFound, summarize } from "./support/expectFound.ts";

const fixture = {
  contract: await loadContract(animalsDocument),
  respond: handleAnimals,
  credentials: animalCredentials,
};

test("a server of an OpenAPI 3.1 document that conforms to it has no findings", {
  timeout: 300_000,
}, async () => {
  const report = await checkFaulty(fixture, [], { cases: 600 });
  expect(report.findings.map(summarize)).toEqual([]);
  expect(report.stoppedBy).toBeUndefined();
});

test("at least 25 different faults are planted", () => {
  expect(new Set(animalsFaults.flatMap(({ faults }) => faults)).size).toBeGreaterThanOrEqual(25);
});

test.each(animalsFaults.map((planted) => ({ name: planted.faults.join("; "), ...planted })))(
  "it is found that $name",
  (planted) => expectFound(fixture, planted),
);
