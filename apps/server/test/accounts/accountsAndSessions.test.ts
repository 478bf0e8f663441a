import { createMemoryStore, createSessions, isSessionsError } from "@gatehouse/sessions";
import { expect, test } from "vitest";
import { userOf } from "../../src/accounts/identityOf.ts";
import { createAttemptLimiter } from "../../src/accounts/limiter/createAttemptLimiter.ts";
import { openTestAccounts } from "./openTestAccounts.ts";

const PASSWORD = "four brown owls listen";

/** The domain on real accounts and a real limiter, with users `ada` and `bob`, each signed in once. */
async function createScene() {
  const { authenticator, accounts, gate, clock } = await openTestAccounts();
  const limiter = createAttemptLimiter({ randomBytes: (size) => Buffer.alloc(size, 7) });
  const authenticators = [authenticator];
  const sessions = createSessions({ store: createMemoryStore(), clock, authenticators, limiter });
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
  const { accounts, sessions, ada, bob, codeOf, signIn, opens } = await createScene();
  const account = await accounts.setDisabled({ username: "ada", disabled: true });
  expect(await sessions.operator.endUser(userOf(account))).toEqual({ ended: 1 });
  expect(await opens(ada.token)).toBe(false);
  expect(await opens(bob.token)).toBe(true);
  expect(await codeOf(signIn("ada"))).toBe("CREDENTIALS_REJECTED");
  await accounts.setDisabled({ username: "ada", disabled: false });
  expect(await codeOf(signIn("ada"))).toBe("done");
});

test("SES-17 an account that is disabled while its sign-in is under way ends up without a session", async () => {
  const { accounts, sessions, limiter, signIn, codeOf } = await createScene();
  const account = accounts.list().find((one) => one.username === "ada");
  if (account === undefined) throw new Error("There is no account.");
  const outcomes: string[] = [];
  for (let round = 0; round < 20; round += 1) {
    const signing = codeOf(signIn("ada"));
    for (let turn = 0; turn < round; turn += 1) await new Promise(setImmediate);
    await accounts.setDisabled({ username: "ada", disabled: true });
    await sessions.operator.endUser(userOf(account));
    outcomes.push(await signing);
    const left = await sessions.operator.listSessions({ username: "ada" });
    expect(left.sessions).toEqual([]);
    await accounts.setDisabled({ username: "ada", disabled: false });
    await limiter.unlock({ authType: "local", username: "ada" });
  }
  expect(new Set(outcomes)).toContain("CREDENTIALS_REJECTED");
});

test("AUT-18 an account without a role signs in to nothing", async () => {
  const { accounts, codeOf, signIn } = await createScene();
  await accounts.setRoles({ username: "ada", roles: [] });
  expect(await codeOf(signIn("ada"))).toBe("NO_ROLE_MAPPED");
});

test("AUT-08 an unlock opens the door again", async () => {
  const { limiter, codeOf, signIn } = await createScene();
  for (let count = 0; count < 3; count += 1) await codeOf(signIn("ada", "wrong"));
  expect(await codeOf(signIn("ada"))).toBe("CREDENTIALS_REJECTED");
  await limiter.unlock({ authType: "local", username: "ada" });
  expect(await codeOf(signIn("ada"))).toBe("done");
});

test("AUT-07 the right password among many parallel wrong guesses fails like them", async () => {
  const { codeOf, signIn } = await createScene();
  const guesses = Array.from({ length: 10 }, (_, index) => codeOf(signIn("ada", `wrong-${index}`)));
  const codes = await Promise.all([...guesses, codeOf(signIn("ada"))]);
  expect(new Set(codes)).toEqual(new Set(["CREDENTIALS_REJECTED"]));
});

test("SES-18 AUT-19 a user changes the own password and goes on with a fresh session", async () => {
  const { sessions, ada, opens, codeOf, signIn } = await createScene();
  const newPassword = "nine red foxes yawning";
  const change = { token: ada.token, currentPassword: PASSWORD, newPassword, clientAddress: "192.0.2.7" };
  const fresh = await sessions.changePassword(change);
  expect(await opens(ada.token)).toBe(false);
  expect(await opens(fresh.token)).toBe(true);
  expect(await codeOf(signIn("ada"))).toBe("CREDENTIALS_REJECTED");
  expect(await codeOf(signIn("ada", newPassword))).toBe("done");
});
