import { loadContract } from "@gatehouse/contract";
import { expect, test } from "vitest";
import { animalsDocument } from "./support/animalsDocument.ts";
import { animalsFaults } from "./support/animalsFaults.ts";
import { animalCredentials, answerAnimals } from "./support/animalsServer.ts";
import { checkLiar, expectFound, summarize } from "./support/expectFound.ts";

const fixture = {
  contract: await loadContract(animalsDocument),
  answer: answerAnimals,
  credentials: animalCredentials,
};

test("a server of an OpenAPI 3.1 document that tells the truth has no findings", {
  timeout: 300_000,
}, async () => {
  const report = await checkLiar(fixture, [], { cases: 600 });
  expect(report.findings.map(summarize)).toEqual([]);
  expect(report.stoppedBy).toBeUndefined();
});

test("at least 25 different lies are planted", () => {
  expect(new Set(animalsFaults.flatMap(({ lies }) => lies)).size).toBeGreaterThanOrEqual(25);
});

test.each(animalsFaults.map((fault) => ({ name: fault.lies.join("; "), ...fault })))(
  "it is found that $name",
  (fault) => expectFound(fixture, fault),
);
