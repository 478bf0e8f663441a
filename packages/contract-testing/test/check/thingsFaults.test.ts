import { loadContract } from "@gatehouse/contract";
import { expect, test } from "vitest";
import { checkFaulty, expectFound, summarize } from "./support/expectFound.ts";
import { thingsDocument } from "./support/thingsDocument.ts";
import { thingsFaults } from "./support/thingsFaults.ts";
import { handleThings, thingCredentials } from "./support/thingsServer.ts";

const fixture = {
  contract: await loadContract(thingsDocument),
  respond: handleThings,
  credentials: thingCredentials,
};

test("a server of an OpenAPI 3.0 document that conforms to it has no findings", {
  timeout: 300_000,
}, async () => {
  const report = await checkFaulty(fixture, [], { cases: 600 });
  expect(report.findings.map(summarize)).toEqual([]);
  expect(report.stoppedBy).toBeUndefined();
});

test("at least 25 different faults are planted", () => {
  expect(new Set(thingsFaults.flatMap(({ faults }) => faults)).size).toBeGreaterThanOrEqual(25);
});

test.each(thingsFaults.map((planted) => ({ name: planted.faults.join("; "), ...planted })))(
  "it is found that $name",
  (planted) => expectFound(fixture, planted),
);
