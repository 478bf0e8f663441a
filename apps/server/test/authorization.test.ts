import { loadContract, type Operation } from "@gatehouse/contract";
import type { OperationId } from "@gatehouse/express-contract";
import { expect, test } from "vitest";
import { errorCatalogue } from "../src/http/errorCatalogue.ts";
import type { GatehouseBinding } from "../src/http/GatehouseBinding.ts";
import { createAccountFixture } from "./support/createAccountFixture.ts";
import { BROWSER } from "./support/createTestApi.ts";
import { idOf } from "./support/idOf.ts";

const contract = await loadContract(new URL("../../../spec/openapi.yaml", import.meta.url));
const PASSWORD = "correct horse battery staple";
const ADMINISTRATOR = "System Administrator";

/**
 * The callers of each operation: any client (`public`), any user with a session for their own data (`own`), or System
 * Administrators. recentSignIn.test.ts covers operations that also need a recent sign-in; the tests of the operations
 * cover the sites that a call may come from.
 */
const callers: Readonly<Record<OperationId<GatehouseBinding>, "public" | "own" | "administrator">> = {
  createSession: "public",
  createBrowserSession: "public",
  getSignInOptions: "public",
  getSession: "own",
  deleteSession: "own",
  listSessions: "own",
  findSession: "own",
  endSessionById: "own",
  endOtherSessions: "own",
  changePassword: "own",
  changeBrowserPassword: "own",
  reauthenticate: "own",
  endUserSessions: "administrator",
  endAllSessions: "administrator",
  listAccounts: "administrator",
  addAccount: "administrator",
  setAccountState: "administrator",
  setAccountRoles: "administrator",
  resetPassword: "administrator",
  removeAccount: "administrator",
  unlockAccount: "administrator",
  setSignInState: "administrator",
  listAuditEntries: "administrator",
  getStatus: "administrator",
};

const bodies: Readonly<Record<string, object>> = {
  changePassword: { currentPassword: PASSWORD, newPassword: "seven grey herons wade" },
  changeBrowserPassword: { currentPassword: PASSWORD, newPassword: "seven grey herons wade" },
  reauthenticate: { password: PASSWORD },
  addAccount: { username: "ada", roles: ["Auditor"] },
  setAccountState: { enabled: false },
  setAccountRoles: { roles: [ADMINISTRATOR] },
  endUserSessions: { username: "zoe" },
  setSignInState: { open: false },
};

const guarded = [...contract.operations.values()].filter(({ id }) => callersOf(id) !== "public");
const ofAdministrators = guarded.filter(({ id }) => callersOf(id) === "administrator");

function callersOf(id: string): "public" | "own" | "administrator" {
  return callers[id as OperationId<GatehouseBinding>];
}

type Fixture = Awaited<ReturnType<typeof createFixture>>;

/** An API with sessions of `admin` and `zoe`, the account that is acted upon. */
async function createFixture() {
  const fixture = await createAccountFixture();
  const { api, zoe, admin, oneTimePassword, add } = fixture;
  const { token: zoeToken } = await fixture.signIn("zoe", oneTimePassword);
  const sessionId = await idOf(api, zoeToken);
  return {
    ...fixture,
    zoeToken,
    async open(username: string, roles: readonly string[], chosen: { oneTime?: boolean } = {}) {
      const given = chosen.oneTime === true ? {} : { password: PASSWORD };
      const { account, oneTimePassword: password = PASSWORD } = await add({ username, roles, ...given });
      return { id: String(account.id), token: (await fixture.signIn(username, password)).token };
    },
    async statusOf({ id, method, path }: Operation, headers: Record<string, string>) {
      const target = path.replace("{accountId}", zoe.id).replace("{sessionId}", sessionId);
      const { status } = await api.call(method, target).set(headers).send(bodies[id]);
      return status;
    },
    /** The state that a call could have changed. */
    async state() {
      await api.get("/sessions").set("authorization", zoeToken).expect(200);
      await api.get("/sign-ins").expect(200, /"open":true/);
      return (await fixture.list()).filter(({ id }) => [zoe.id, admin.id].includes(id));
    },
  };
}

/** As the document has it: in the cookie where no header is taken. */
function carry({ security }: Operation, token: string): Record<string, string> {
  const takesToken = security.some((alternative) => alternative.some(({ scheme }) => scheme === "XHM_TOKEN"));
  return takesToken ? { authorization: token } : { ...BROWSER, cookie: `__Host-gatehouse=${token}` };
}

type HeadersOf = (operation: Operation) => Record<string, string>;

/** Callers who have no session, by what they send. */
const strangers: Readonly<Record<string, (fixture: Fixture) => Promise<HeadersOf>>> = {
  "nothing at all": async () => () => ({}),
  "credentials of another scheme": async () => () => ({ authorization: "Basic YWRtaW46YWRtaW4=" }),
  "a token that nobody has": async () => (operation) => carry(operation, "A".repeat(43)),
  "the cookie of a live session without its headers":
    async ({ token }) =>
    () => ({ cookie: `__Host-gatehouse=${token}` }),
  "the headers of a page without a cookie": async () => () => BROWSER,
  "a live token under another cookie":
    async ({ token }) =>
    () => ({ ...BROWSER, cookie: `session=${token}` }),
  "the public id of a live session": async ({ api, token }) => {
    const id = await idOf(api, token);
    return (operation) => carry(operation, id);
  },
  "the token of a session that was signed out": async ({ api, open }) => {
    const { token } = await open("gone", [ADMINISTRATOR]);
    await api.delete("/sessions").set("authorization", token).expect(200);
    return (operation) => carry(operation, token);
  },
  "the token of an account that was disabled": async ({ call, open }) => {
    const { id, token } = await open("off", [ADMINISTRATOR]);
    await call("PUT", `/accounts/${id}/state`).send({ enabled: false }).expect(200);
    return (operation) => carry(operation, token);
  },
  "the token of an account that was removed": async ({ call, open }) => {
    const { id, token } = await open("away", [ADMINISTRATOR]);
    await call("DELETE", `/accounts/${id}`).expect(200);
    return (operation) => carry(operation, token);
  },
  "the token of an account that lost its role": async ({ call, open }) => {
    const { id, token } = await open("less", [ADMINISTRATOR, "Auditor"]);
    await call("PUT", `/accounts/${id}/roles`)
      .send({ roles: ["Auditor"] })
      .expect(200);
    return (operation) => carry(operation, token);
  },
  "the token of an account whose password was reset": async ({ call, open }) => {
    const { id, token } = await open("anew", [ADMINISTRATOR]);
    await call("POST", `/accounts/${id}/reset-password`).expect(200);
    return (operation) => carry(operation, token);
  },
};

test.each(Object.entries(strangers))(
  "SES-10 SES-17 OPS-01 401: %s gives access only to public operations",
  async (_name, prepare) => {
    const fixture = await createFixture();
    const headersOf = await prepare(fixture);
    const before = await fixture.state();
    for (const operation of guarded)
      expect([operation.id, await fixture.statusOf(operation, headersOf(operation))]).toEqual([
        operation.id,
        401,
      ]);
    expect(await fixture.state()).toEqual(before);
  },
);

test.each([
  { name: "an auditor", roles: ["Auditor"] },
  { name: "every role but the one", roles: ["Appliance Administrator", "Operator", "Auditor"] },
])("AUT-18 403: $name has no access to the operations of administrators", async ({ roles }) => {
  const fixture = await createFixture();
  const { token } = await fixture.open("ada", roles);
  const before = await fixture.state();
  for (const carrier of [
    { authorization: token },
    { "x-hm-authorization": token },
    { ...BROWSER, cookie: `__Host-gatehouse=${token}` },
  ]) {
    for (const operation of ofAdministrators)
      expect([operation.id, await fixture.statusOf(operation, carrier)]).toEqual([operation.id, 403]);
  }
  // Another's session looks as if it were not there.
  for (const id of ["findSession", "endSessionById"]) {
    const operation = guarded.find((one) => one.id === id) as Operation;
    expect([id, await fixture.statusOf(operation, { authorization: token })]).toEqual([id, 404]);
  }
  expect(await fixture.state()).toEqual(before);
});

test.each(guarded.map((operation) => ({ id: operation.id, operation })))(
  "200: an administrator with a recent sign-in may call $id",
  async ({ operation }) => {
    const fixture = await createFixture();
    const { token } = await fixture.open("grace", [ADMINISTRATOR]);
    expect(await fixture.statusOf(operation, carry(operation, token))).toBe(200);
  },
);

test.each(
  guarded.filter(({ id }) => callersOf(id) === "own").map((operation) => ({ id: operation.id, operation })),
)("200: an auditor may call $id for their own data", async ({ operation }) => {
  const fixture = await createFixture();
  const { token } = await fixture.open("ada", ["Auditor"]);
  const ownId = await idOf(fixture.api, token);
  const own = { ...operation, path: operation.path.replace("{sessionId}", ownId) };
  expect(await fixture.statusOf(own, carry(operation, token))).toBe(200);
});

/** The operations of a session whose one-time password must be changed. */
const openBeforeChange = [
  "getSession",
  "deleteSession",
  "changePassword",
  "changeBrowserPassword",
  "reauthenticate",
];

test.each([["Auditor"], [ADMINISTRATOR]])(
  "AUT-11 403: a one-time password of the role %s only gives access to its own session, its change and its end",
  async (role) => {
    const fixture = await createFixture();
    const { token } = await fixture.open("ada", [role], { oneTime: true });
    const ownId = await idOf(fixture.api, token);
    const before = await fixture.state();
    const closed = guarded.filter(({ id }) => !openBeforeChange.includes(id));
    for (const operation of closed) {
      for (const path of [operation.path, operation.path.replace("{sessionId}", ownId)])
        expect([
          operation.id,
          await fixture.statusOf({ ...operation, path }, carry(operation, token)),
        ]).toEqual([operation.id, 403]);
    }
    const response = await fixture.api.get("/live-sessions").set("authorization", token).expect(403);
    expect(response.body).toMatchObject({
      errorCode: "NOT_ENOUGH_PRIVILEGES",
      error: errorCatalogue.passwordChangeDue.text,
    });
    expect(await fixture.state()).toEqual(before);
    const denied = {
      event: "authz_fail",
      details: { operation: "listSessions", reason: "password-change-due" },
    };
    expect(fixture.api.events).toContainEqual(expect.objectContaining(denied));
    await fixture.api.delete("/sessions").set("authorization", token).expect(200);
  },
);

test.each(["changePassword", "changeBrowserPassword"])(
  "AUT-11 200: %s replaces a one-time password at any time, and its session has full access",
  async (id) => {
    const { api, zoe, call, signIn, oneTimePassword } = await createAccountFixture();
    await call("PUT", `/accounts/${zoe.id}/roles`)
      .send({ roles: [ADMINISTRATOR] })
      .expect(200);
    const { token } = await signIn("zoe", oneTimePassword);
    expect((await api.get("/sessions").set("authorization", token)).body.data.passwordChangeDue).toBe(true);
    api.clock.advanceSeconds(301);
    const operation = contract.operations.get(id) as Operation;
    const response = await api
      .call(operation.method, operation.path)
      .set(carry(operation, token))
      .send({ currentPassword: oneTimePassword, newPassword: "seven grey herons wade" })
      .expect(200);
    expect(response.body.data).not.toHaveProperty("passwordChangeDue");
    const cookie = /__Host-gatehouse=([^;]+)/.exec(String(response.headers["set-cookie"]))?.[1];
    const fresh = cookie ?? String(response.headers["x-hm-authorization"]);
    await api.get("/accounts").set("authorization", fresh).expect(200);
    await api.get("/sessions").set("authorization", token).expect(401);
  },
);

test.each(["changePassword", "changeBrowserPassword"])(
  "AUT-11 400: %s does not make a one-time password permanent",
  async (id) => {
    const { api, signIn, oneTimePassword } = await createAccountFixture();
    const { token } = await signIn("zoe", oneTimePassword);
    const { method, path, ...operation } = contract.operations.get(id) as Operation;
    const change = (newPassword: string) =>
      api
        .call(method, path)
        .set(carry({ ...operation, method, path }, token))
        .send({ currentPassword: oneTimePassword, newPassword });
    const { body } = await change(oneTimePassword).expect(400);
    expect(body.error).toBe("The password is the current one; choose another.");
    expect((await api.get("/sessions").set("authorization", token)).body.data.passwordChangeDue).toBe(true);
    await change("seven grey herons wade").expect(200);
  },
);

test("the table names the callers of every operation of the document", () => {
  expect([...contract.operations.keys()].sort()).toEqual(Object.keys(callers).sort());
});
