import { loadContract } from "@gatehouse/contract";
import { type CheckReport, checkServer, renderSummary } from "@gatehouse/contract-testing/check";
import { expect, test } from "vitest";
import { createTestApi, type TestApi } from "./support/createTestApi.ts";

const contract = await loadContract(new URL("../../../spec/openapi.yaml", import.meta.url));

/** Requests per operation: few for a local run, more in CI, a million in all for the long run. */
const CASES = casesOf(process.env);

function casesOf({ SOAK, CI }: NodeJS.ProcessEnv): number {
  if (SOAK !== undefined) return Math.ceil(100_000 * Number(SOAK));
  return CI === undefined ? 100 : 200;
}

/**
 * Their links cannot be followed here: there is no next page where there are few accounts or entries, and generated
 * sign-ins do not come from a page of the server.
 */
const NOT_FOLLOWED: ReadonlySet<string> = new Set([
  "listAccounts",
  "listAuditEntries",
  "createBrowserSession",
  "reauthenticate",
  "changeBrowserPassword",
]);

/** After this operation the test could not sign in again. */
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
    ...operations,
  });
}

/** The aspects that there is something to ask about. */
function expectAllAspects({ operations }: CheckReport): void {
  for (const { operationId, aspects } of operations) {
    const operation = contract.operations.get(operationId);
    const isAsked = Object.fromEntries(
      Object.entries(aspects).map(([name, { requests }]) => [name, requests > 0]),
    );
    const hasInput = operation?.requestBody !== undefined || operation?.parameters.length !== 0;
    expect(isAsked, operationId).toMatchObject({
      valid: true,
      limits: hasInput,
      invalid: hasInput,
      "media types": operation?.requestBody !== undefined,
      credentials: operation?.security.length !== 0,
      links: operation?.responses.get("200")?.links.size !== 0 && !NOT_FOLLOWED.has(operationId),
    });
  }
  // Other methods are asked once for each path, with its first operation.
  const firsts = new Map([...contract.operations.values()].reverse().map(({ path, id }) => [path, id]));
  const withMethods = operations.filter(({ aspects }) => aspects.methods.requests > 0);
  const wanted = operations.filter(({ path, operationId }) => firsts.get(path) === operationId);
  expect(new Set(withMethods.map(({ path }) => path))).toEqual(new Set(wanted.map(({ path }) => path)));
}

test.for([
  { name: "any operation", operations: { skip: [CLOSES_SIGN_INS] } },
  { name: "the switch that closes sign-ins", operations: { only: [CLOSES_SIGN_INS] } },
])(
  "NET-15 the responses to generated requests to $name conform to the document",
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
    expectAllAspects(report);
    expect(api.faults).toEqual([]);
  },
);
