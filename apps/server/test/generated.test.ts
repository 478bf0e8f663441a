import { loadContract } from "@gatehouse/contract";
import { type CheckReport, type CheckWaiver, checkServer, renderSummary } from "@gatehouse/contract/check";
import { expect, test } from "vitest";
import { createTestApi, type TestApi } from "./support/createTestApi.ts";

const contract = await loadContract(new URL("../../../spec/openapi.yaml", import.meta.url));

/** Requests per operation: fewer while somebody waits, more where it is decided, a million in all for the long run. */
const CASES = process.env.SOAK === undefined ? (process.env.CI === undefined ? 200 : 2_000) : 100_000;

/** What a schema cannot say: requests that are valid by their schemas and are refused with a documented 400. */
const waivers: readonly CheckWaiver[] = [
  {
    operationId: "createSession",
    reason: "1,024 characters can be more than 1,024 bytes; no vCenter is configured here",
  },
  { operationId: "changePassword", reason: "1,024 characters can be more than 1,024 bytes" },
  { operationId: "listSessions", reason: "a cursor has to be one that the server gave out" },
].map((waiver) => ({ ...waiver, check: "valid-refused", status: 400, expires: "2027-12-31" }));

/** Once sign-ins are closed, nobody can sign in to go on. */
const CLOSES_SIGN_INS = "setSignInState";

async function check(api: TestApi, operations: { only?: string[]; skip?: string[] }): Promise<CheckReport> {
  const authenticate = async () => {
    const token = await api.signIn();
    return { XHM_TOKEN: token, AUTHORIZATION: `Bearer ${token}` };
  };
  return await checkServer({
    contract,
    baseUrl: api.origin,
    authenticate,
    cases: CASES,
    waivers,
    ...operations,
  });
}

test.for([
  { name: "any operation", operations: { skip: [CLOSES_SIGN_INS] } },
  { name: "the switch that closes sign-ins", operations: { only: [CLOSES_SIGN_INS] } },
])(
  "NET-15 no generated request to $name shows a difference between server and document",
  {
    timeout: 7_200_000,
  },
  async ({ operations }) => {
    const api = await createTestApi();
    const report = await check(api, operations);
    expect(report.findings.length, renderSummary(report)).toBe(0);
    expect(report.stoppedBy).toBeUndefined();
    for (const { operationId, requests } of report.operations) {
      expect(requests, operationId).toBeGreaterThanOrEqual(CASES);
    }
    expect(api.faults).toEqual([]);
  },
);
