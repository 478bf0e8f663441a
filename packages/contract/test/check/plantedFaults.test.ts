import { expect, test } from "vitest";
import { checkServer } from "../../src/check/checkServer.ts";
import type { Finding } from "../../src/check/Finding.ts";
import { loadContract } from "../../src/index.ts";
import { isExpected } from "./support/ExpectedFinding.ts";
import { startFixture } from "./support/FixtureServer.ts";
import { thingsDocument } from "./support/thingsDocument.ts";
import { thingsFaults } from "./support/thingsFaults.ts";
import { answerThings, thingCredentials } from "./support/thingsServer.ts";

const things = await loadContract(thingsDocument);

async function checkThings(
  lies: readonly string[],
  { only, cases }: { only?: readonly string[]; cases: number },
) {
  await using server = await startFixture(answerThings(new Set(lies)));
  return await checkServer({
    contract: things,
    baseUrl: server.origin,
    credentials: thingCredentials,
    cases,
    ...(only === undefined ? {} : { only }),
  });
}

/** What a reader of a failed test wants to see of a finding. */
function summary({ check, operationId, pointer, keyword, difference, message }: Finding): string {
  return [check, operationId, difference?.kind ?? keyword ?? "", pointer, message].join(" | ");
}

test("a server of an OpenAPI 3.0 document that tells the truth has no findings", async () => {
  const report = await checkThings([], { cases: 1_000 });
  expect(report.findings.map(summary)).toEqual([]);
  expect(report.stoppedBy).toBeUndefined();
});

test.each(thingsFaults.map((fault) => ({ name: fault.lies.join("; "), ...fault })))(
  "it is found that $name",
  async ({ lies, finds }) => {
    const wanted = finds.map(({ operationId, check }) =>
      check === "link-broken" ? "createThing" : operationId,
    );
    const { findings } = await checkThings(lies, { only: [...new Set(wanted)], cases: 20 });
    for (const expected of finds) {
      const found = findings.filter((finding) => isExpected(finding, expected));
      expect(found, `${JSON.stringify(expected)}\n${findings.map(summary).join("\n")}`).not.toEqual([]);
    }
  },
);
