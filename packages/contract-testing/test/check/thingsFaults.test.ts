import { loadContract } from "@gatehouse/contract";
import { expect, test } from "vitest";
import { checkLiar, expectFound, summarize } from "./support/expectFound.ts";
import { thingsDocument } from "./support/thingsDocument.ts";
import { thingsFaults } from "./support/thingsFaults.ts";
import { answerThings, thingCredentials } from "./support/thingsServer.ts";

const fixture = {
  contract: await loadContract(thingsDocument),
  answer: answerThings,
  credentials: thingCredentials,
};

test("a server of an OpenAPI 3.0 document that tells the truth has no findings", {
  timeout: 300_000,
}, async () => {
  const report = await checkLiar(fixture, [], { cases: 600 });
  expect(report.findings.map(summarize)).toEqual([]);
  expect(report.stoppedBy).toBeUndefined();
});

test("at least 25 different lies are planted", () => {
  expect(new Set(thingsFaults.flatMap(({ lies }) => lies)).size).toBeGreaterThanOrEqual(25);
});

test.each(thingsFaults.map((fault) => ({ name: fault.lies.join("; "), ...fault })))(
  "it is found that $name",
  (fault) => expectFound(fixture, fault),
);
