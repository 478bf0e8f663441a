import { expect } from "vitest";
import { createTestApi, type TestApiOptions } from "./createTestApi.ts";

/** An account as the API shows it. */
export interface ShownAccount {
  readonly id: string;
  readonly username: string;
  readonly roles: readonly string[];
  readonly enabled: boolean;
  readonly lockedUntil?: number;
}

/** An API with the accounts `admin` (System Administrator) and `zoe`, who has a one-time password. */
export async function createAccountFixture({
  busyHashing = false,
  ...options
}: TestApiOptions & { readonly busyHashing?: boolean } = {}) {
  let isReady = false;
  const isHashingBusy = () => isReady && busyHashing;
  const api = await createTestApi({ ...options, isHashingBusy, realAccounts: true });
  const token = await api.signIn();
  const call = (method: string, path: string) => api.call(method, path).set("authorization", token);
  const add = async (body: object) => (await call("POST", "/accounts").send(body).expect(200)).body.data;
  const list = async (): Promise<ShownAccount[]> =>
    (await call("GET", "/accounts").expect(200)).body.data.accounts;
  const { account: zoe, oneTimePassword } = await add({ username: "zoe", roles: ["Auditor"] });
  const admin = (await list()).find(({ username }) => username === "admin");
  expect(admin).toBeDefined();
  isReady = true;
  return {
    api,
    token,
    call,
    add,
    list,
    zoe: zoe as ShownAccount,
    admin: admin as ShownAccount,
    oneTimePassword: String(oneTimePassword),
    /** The status of a sign-in, and its token. */
    async signIn(username: string, password: string) {
      const response = await api.post("/sessions").send({ username, password });
      return { status: response.status, token: String(response.headers["x-hm-authorization"]) };
    },
  };
}

/** An id that no account has. */
export const NO_ACCOUNT = "6f1b1a52-6a0c-4c38-9d38-0f6b3f1f2a99";

/** The caller must be a System Administrator. */
export async function expectAdministratorsOnly(method: string, path: string, body?: object): Promise<void> {
  const api = await createTestApi();
  const token = await api.signIn("operator");
  const response = await api.call(method, path).set("authorization", token).send(body).expect(403);
  expect(response.body.error).toBe("This needs the role System Administrator.");
}

/** The sign-in of the caller must be recent (SES-19). */
export async function expectRecentSignIn(method: string, path: string, body?: object): Promise<void> {
  const api = await createTestApi();
  const token = await api.signIn();
  api.clock.advanceSeconds(301);
  const response = await api.call(method, path).set("authorization", token).send(body).expect(403);
  expect(response.body.error).toContain("last 5 minutes");
}
