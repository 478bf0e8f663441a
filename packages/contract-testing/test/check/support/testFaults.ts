import type { Contract } from "@gatehouse/contract";
import { expect, test } from "vitest";
import type { Credentials } from "../../../src/check/CheckOptions.ts";
import type { CheckReport, Finding } from "../../../src/check/CheckReport.ts";
import { checkServer } from "../../../src/check/checkServer.ts";
import { isExpected, type PlantedFaults } from "./ExpectedFinding.ts";
import { type FixtureRequest, type FixtureResponse, startFixture } from "./FixtureServer.ts";

/** A document with a server that can violate it. */
export interface FaultyFixture {
  readonly contract: Contract;
  readonly credentials: Credentials;
  respond(faults: ReadonlySet<string>): (request: FixtureRequest) => FixtureResponse;
}

/** Tests that the live checker finds each fault of a server, and none in a server without faults. */
export function testFaults(version: string, fixture: FaultyFixture, planted: readonly PlantedFaults[]): void {
  const title = `a server of an OpenAPI ${version} document that conforms to it has no findings`;
  test(title, { timeout: 300_000 }, async () => {
    const report = await checkFaulty(fixture, [], { cases: 600 });
    expect(report.findings.map(summarize)).toEqual([]);
    expect(report.stoppedBy).toBeUndefined();
  });

  test("at least 25 different faults are planted", () => {
    expect(new Set(planted.flatMap(({ faults }) => faults)).size).toBeGreaterThanOrEqual(25);
  });

  test.each(planted.map((one) => ({ name: one.faults.join("; "), ...one })))(
    "it is found that $name",
    (one) => expectFound(fixture, one),
  );
}

async function checkFaulty(
  { contract, respond, credentials }: FaultyFixture,
  faults: readonly string[],
  options: { readonly only?: readonly string[]; readonly cases: number },
): Promise<CheckReport> {
  await using server = await startFixture(respond(new Set(faults)));
  return await checkServer({ contract, baseUrl: server.origin, credentials, ...options });
}

/** Fails unless all expected findings of planted faults are reported with one request for each question. */
async function expectFound(fixture: FaultyFixture, { faults, finds }: PlantedFaults): Promise<void> {
  // A link is followed from the operation that promises it.
  const ids = finds.map(({ check, operationId }) => (check === "link-broken" ? "createThing" : operationId));
  const { findings } = await checkFaulty(fixture, faults, { only: [...new Set(ids)], cases: 1 });
  for (const expected of finds) {
    const found = findings.filter((finding) => isExpected(finding, expected));
    expect(found, `${JSON.stringify(expected)}\n${findings.map(summarize).join("\n")}`).not.toEqual([]);
  }
}

function summarize({ check, operationId, pointer, keyword, difference, message }: Finding): string {
  return [check, operationId, difference?.kind ?? keyword ?? "", pointer, message].join(" | ");
}
