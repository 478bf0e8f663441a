import { readFileSync } from "node:fs";
import { loadContract, type Operation } from "@gatehouse/contract";
import { expect, test } from "vitest";
import { BROWSER, createTestApi, type TestApi } from "./support/createTestApi.ts";
import { PASSWORD } from "./support/createTestAuthenticator.ts";
import { idOf } from "./support/idOf.ts";

const contract = await loadContract(new URL("../../../spec/openapi.yaml", import.meta.url));

/** Operations that an old sign-in may call, each with the reason; any other one of the document asks for a recent one. */
const harmless: Readonly<Record<string, string>> = {
  createSession: "It is the sign-in.",
  getSession: "It shows the caller's own session.",
  deleteSession: "It ends the caller's own session.",
  listSessions: "It changes nothing.",
  createBrowserSession: "It is the sign-in.",
  reauthenticate: "It is a sign-in in place.",
  listAccounts: "It changes nothing.",
  getSignInOptions: "It changes nothing, and is for everybody.",
  listAuditEntries: "It changes nothing.",
  getStatus: "It changes nothing.",
  findSession: "It changes nothing.",
};

/** The body of each operation that has one. */
const bodies: Readonly<Record<string, object>> = {
  changeBrowserPassword: { currentPassword: PASSWORD, newPassword: "seven grey herons wade" },
  addAccount: { username: "ada", roles: ["Auditor"] },
  setAccountState: { enabled: false },
  setAccountRoles: { roles: ["Auditor"] },
  changePassword: { currentPassword: PASSWORD, newPassword: "seven grey herons wade" },
  endUserSessions: { username: "operator" },
  setSignInState: { open: false },
};

const sensitive = [...contract.operations.values()].filter(({ id }) => !Object.hasOwn(harmless, id));

/** The status of an accepted call: 404 where the id of a session stands for an account. */
function accepted({ path }: Operation): number {
  return path.includes("{accountId}") ? 404 : 200;
}

function headersOf({ security }: Operation, token: string): Record<string, string> {
  const takesToken = security.some((alternative) => alternative.some(({ scheme }) => scheme === "XHM_TOKEN"));
  return takesToken ? { authorization: token } : { ...BROWSER, cookie: `__Host-gatehouse=${token}` };
}

async function call(api: TestApi, operation: Operation, token: string): Promise<number> {
  const { id, method, path } = operation;
  const other = await idOf(api, await api.signIn("operator"));
  const response = await api
    .call(method, path.replace(/\{\w+\}/, other))
    .set(headersOf(operation, token))
    .send(bodies[id]);
  if (response.status === 403) expect(response.body.error).toContain("sign-in of the last 5 minutes");
  return response.status;
}

test.each(sensitive.map((operation) => ({ name: operation.id, operation })))(
  "SES-19 $name accepts a sign-in of the last five minutes",
  async ({ operation }) => {
    const api = await createTestApi();
    const token = await api.signIn();
    api.clock.advanceSeconds(300);
    expect(await call(api, operation, token)).toBe(accepted(operation));
  },
);

test.each(sensitive.map((operation) => ({ name: operation.id, operation })))(
  "SES-19 $name rejects a session with an older sign-in, even if it is in constant use",
  async ({ operation }) => {
    const api = await createTestApi();
    const token = await api.signIn();
    for (let minute = 0; minute < 5; minute += 1) {
      api.clock.advanceSeconds(61);
      await api.get("/sessions").set("authorization", token).expect(200);
    }
    const bystander = await api.signIn("operator");
    expect(await call(api, operation, token)).toBe(403);
    // Nothing of it was done.
    await api.get("/sessions").set("authorization", bystander).expect(200);
    await api.signIn("operator");
    expect(await call(api, operation, await api.signIn())).toBe(accepted(operation));
  },
);

test("SES-19 every excluded operation is in the document", () => {
  for (const id of Object.keys(harmless)) expect(contract.operations.has(id), id).toBe(true);
});

test("SES-19 the guide for front-end teams lists the request of each operation and whether it needs a recent sign-in", () => {
  const guide = readFileSync(new URL("../../../docs/guides/frontend.md", import.meta.url), "utf8");
  const rows = [...guide.matchAll(/^\| `(\w+)` \| `(\w+) (\S+)` \| (.+) \|$/gm)];
  const [base = ""] = contract.basePaths;
  const said = rows.map(([, id, method, path, row = ""]) => [id, method, path, row.includes("recent")]);
  const operations = [...contract.operations.values()];
  const want = operations.map((operation) => {
    const { id, method, path } = operation;
    return [id, method.toUpperCase(), path.replace(base, ""), sensitive.includes(operation)];
  });
  expect(said.toSorted()).toEqual(want.toSorted());
});
