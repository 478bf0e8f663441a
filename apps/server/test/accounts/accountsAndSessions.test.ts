import {
  type Authenticator,
  createMemoryStore,
  createSessions,
  isSessionsError,
  type Store,
} from "@gatehouse/sessions";
import { expect, test } from "vitest";
import { createAttemptLimiter } from "../../src/accounts/limiter/createAttemptLimiter.ts";
import { openTestAccounts } from "./openTestAccounts.ts";

const PASSWORD = "four brown owls listen";

/** The domain on real accounts and a real limiter, with users `ada` and `bob`, each signed in once. */
async function createFixture() {
  const { authenticator, accounts, gate, clock, store } = await openTestAccounts();
  const limiter = await createAttemptLimiter({ store: store.attempts, clock });
  const authenticators = [authenticator];
  const sessions = createSessions({ store, clock, authenticators, limiter });
  for (const username of ["ada", "bob"]) {
    await accounts.add({ username, password: PASSWORD, roles: ["Operator"] });
  }
  const signIn = (username: string, password = PASSWORD) =>
    sessions.signIn({ authType: "local", username, password, clientAddress: "192.0.2.7" });
  const codeOf = async (call: Promise<unknown>) => {
    try {
      await call;
      return "done";
    } catch (error) {
      if (isSessionsError(error)) return error.code;
      throw error;
    }
  };
  return {
    accounts,
    sessions,
    limiter,
    gate,
    signIn,
    ada: await signIn("ada"),
    bob: await signIn("bob"),
    codeOf,
    opens: async (token: string) => (await codeOf(sessions.readSession({ token }))) === "done",
  };
}

test("SES-17 a disabled account cannot sign in, and its sessions end without touching others", async () => {
  const { accounts, ada, bob, codeOf, signIn, opens } = await createFixture();
  expect(await accounts.setDisabled({ username: "ada", disabled: true })).toMatchObject({ ended: 1 });
  expect(await opens(ada.token)).toBe(false);
  expect(await opens(bob.token)).toBe(true);
  expect(await codeOf(signIn("ada"))).toBe("CREDENTIALS_REJECTED");
  await accounts.setDisabled({ username: "ada", disabled: false });
  expect(await codeOf(signIn("ada"))).toBe("done");
});

test("SES-17 an account that is disabled during its sign-in gets no session", async () => {
  const memory = createMemoryStore();
  const { accounts, authenticator, clock } = await openTestAccounts({ store: memory });
  await accounts.add({ username: "ada", password: PASSWORD, roles: ["Operator"] });
  const store: Store = {
    ...memory,
    async create(request) {
      await accounts.setDisabled({ username: "ada", disabled: true });
      return memory.create(request);
    },
  };
  const sessions = createSessions({ store, clock, authenticators: [authenticator] });
  const signIn = { authType: "local", username: "ada", password: PASSWORD, clientAddress: "192.0.2.7" };
  await expect(sessions.signIn(signIn)).rejects.toMatchObject({ reason: "closed-meanwhile" });
  expect((await sessions.operator.listSessions({})).sessions).toEqual([]);
});

test("AUT-18 an account without a role gets no session", async () => {
  const { accounts, codeOf, signIn } = await createFixture();
  await accounts.setRoles({ username: "ada", roles: [] });
  expect(await codeOf(signIn("ada"))).toBe("NO_ROLE_MAPPED");
});

test("AUT-08 an unlock lets the account sign in again", async () => {
  const { limiter, codeOf, signIn } = await createFixture();
  for (let count = 0; count < 3; count += 1) await codeOf(signIn("ada", "wrong"));
  expect(await codeOf(signIn("ada"))).toBe("CREDENTIALS_REJECTED");
  await limiter.unlock({ authType: "local", username: "ada" });
  expect(await codeOf(signIn("ada"))).toBe("done");
});

test("AUT-07 a correct password among many parallel wrong guesses is rejected like them", async () => {
  const { codeOf, signIn } = await createFixture();
  const guesses = Array.from({ length: 10 }, (_, index) => codeOf(signIn("ada", `wrong-${index}`)));
  const codes = await Promise.all([...guesses, codeOf(signIn("ada"))]);
  expect(new Set(codes)).toEqual(new Set(["CREDENTIALS_REJECTED"]));
});

test("AUT-06 of 100 parallel wrong guesses at most as many as may fail are compared with the password", async () => {
  const { authenticator, accounts, clock, store } = await openTestAccounts();
  await accounts.add({ username: "ada", password: PASSWORD, roles: ["Operator"] });
  let verified = 0;
  const counting: Authenticator = {
    ...authenticator,
    authenticate(credentials) {
      if (!credentials.mustReject) verified += 1;
      return authenticator.authenticate(credentials);
    },
  };
  const limiter = await createAttemptLimiter({
    store: store.attempts,
    clock,
    limits: { failuresPerPair: 5 },
  });
  const sessions = createSessions({ store, clock, authenticators: [counting], limiter });
  const codes = await Promise.all(
    Array.from({ length: 100 }, async (_, index) => {
      const guess = {
        authType: "local",
        username: "ada",
        password: `guess ${index}`,
        clientAddress: "192.0.2.7",
      };
      return sessions.signIn(guess).catch((error) => error.code);
    }),
  );
  expect(verified).toBe(5);
  expect(
    codes.filter((code) => !["CREDENTIALS_REJECTED", "SIGN_IN_BUSY", "TOO_MANY_ATTEMPTS"].includes(code)),
  ).toEqual([]);
});

test("SES-18 AUT-19 a user changes the own password and continues with a fresh session", async () => {
  const { sessions, ada, opens, codeOf, signIn } = await createFixture();
  const newPassword = "nine red foxes yawning";
  const change = { token: ada.token, currentPassword: PASSWORD, newPassword, clientAddress: "192.0.2.7" };
  const fresh = await sessions.changePassword(change);
  expect(await opens(ada.token)).toBe(false);
  expect(await opens(fresh.token)).toBe(true);
  expect(await codeOf(signIn("ada"))).toBe("CREDENTIALS_REJECTED");
  expect(await codeOf(signIn("ada", newPassword))).toBe("done");
});
