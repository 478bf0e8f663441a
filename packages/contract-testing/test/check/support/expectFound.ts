import type { Contract } from "@gatehouse/contract";
import { expect } from "vitest";
import type { Credentials } from "../../../src/check/CheckOptions.ts";
import type { CheckReport, Finding } from "../../../src/check/CheckReport.ts";
import { checkServer } from "../../../src/check/checkServer.ts";
import { isExpected, type PlantedFaults } from "./ExpectedFinding.ts";
import { type FixtureRequest, type FixtureResponse, startFixture } from "./FixtureServer.ts";

/** A document with a server that can fault about it. */
export interface FaultyFixture {
  readonly contract: Contract;
  readonly credentials: Credentials;
  respond(faults: ReadonlySet<string>): (request: FixtureRequest) => FixtureResponse;
}

/** Checks the server of a fixture with faults of its own. */
export async function checkFaulty(
  { contract, respond, credentials }: FaultyFixture,
  faults: readonly string[],
  options: { readonly only?: readonly string[]; readonly cases: number },
): Promise<CheckReport> {
  await using server = await startFixture(respond(new Set(faults)));
  return await checkServer({ contract, baseUrl: server.origin, credentials, ...options });
}

/** Fails unless everything is found that a planted fault has to be found by, each question being asked once. */
export async function expectFound(fixture: FaultyFixture, { faults, finds }: PlantedFaults): Promise<void> {
  // A link is followed from the operation that promises it.
  const ids = finds.map(({ check, operationId }) => (check === "link-broken" ? "createThing" : operationId));
  const { findings } = await checkFaulty(fixture, faults, { only: [...new Set(ids)], cases: 1 });
  for (const expected of finds) {
    const found = findings.filter((finding) => isExpected(finding, expected));
    expect(found, `${JSON.stringify(expected)}\n${findings.map(summarize).join("\n")}`).not.toEqual([]);
  }
}

/** What a reader of a failed test wants to see of a finding. */
export function summarize({ check, operationId, pointer, keyword, difference, message }: Finding): string {
  return [check, operationId, difference?.kind ?? keyword ?? "", pointer, message].join(" | ");
}
