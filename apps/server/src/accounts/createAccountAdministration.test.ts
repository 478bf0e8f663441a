import { createMemoryStore, createSessions, isSessionsError } from "@gatehouse/sessions";
import { expect, test } from "vitest";
import { openTestAccounts } from "../../test/accounts/openTestAccounts.ts";
import { createAccountAdministration } from "./createAccountAdministration.ts";
import { createAttemptLimiter } from "./limiter/createAttemptLimiter.ts";

const PASSWORD = "four brown owls listen";

/** Accounts `ada` and `bob` on a real domain, each signed in once. */
async function createScene() {
  const { authenticator, accounts, clock } = await openTestAccounts();
  const limiter = createAttemptLimiter({ randomBytes: (size) => Buffer.alloc(size, 7) });
  const sessions = createSessions({
    store: createMemoryStore(),
    clock,
    authenticators: [authenticator],
    limiter,
  });
  const administration = createAccountAdministration({ accounts, operator: sessions.operator, limiter });
  for (const username of ["ada", "bob"]) {
    await administration.add({ username, password: PASSWORD, roles: ["Operator"] });
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
    administration,
    sessions,
    signIn,
    ada: await signIn("ada"),
    bob: await signIn("bob"),
    codeOf,
    opens: async (token: string) => (await codeOf(sessions.readSession({ token }))) === "done",
  };
}

test("SES-17 disabling an account ends its sessions at once and no others", async () => {
  const { administration, ada, bob, opens, codeOf, signIn } = await createScene();
  expect(await administration.disable({ username: "ada" })).toMatchObject({
    account: { username: "ada", disabled: true },
    ended: 1,
  });
  expect(await opens(ada.token)).toBe(false);
  expect(await opens(bob.token)).toBe(true);
  expect(await codeOf(signIn("ada"))).toBe("CREDENTIALS_REJECTED");
  expect(await administration.enable({ username: "ada" })).toMatchObject({ ended: 0 });
  expect(await codeOf(signIn("ada"))).toBe("done");
});

test("SES-17 removing an account ends its sessions at once", async () => {
  const { administration, ada, opens } = await createScene();
  expect(await administration.remove({ username: "ada" })).toMatchObject({ ended: 1 });
  expect(await opens(ada.token)).toBe(false);
  expect(administration.list().map((account) => account.username)).toEqual(["admin", "bob"]);
});

test("SES-17 AUT-18 taking the last role ends the sessions, other roles count from the next sign-in", async () => {
  const { administration, sessions, ada, opens, codeOf, signIn } = await createScene();
  expect(await administration.setRoles({ username: "ada", roles: ["Auditor"] })).toMatchObject({ ended: 0 });
  expect((await sessions.readSession(ada)).roles).toEqual(["Operator"]);
  expect((await signIn("ada")).session.roles).toEqual(["Auditor"]);
  expect(await administration.setRoles({ username: "ada", roles: [] })).toMatchObject({ ended: 2 });
  expect(await opens(ada.token)).toBe(false);
  expect(await codeOf(signIn("ada"))).toBe("NO_ROLE_MAPPED");
});

test("SES-18 a password set by an administrator ends the sessions of the account", async () => {
  const { administration, ada, opens, codeOf, signIn } = await createScene();
  const change = { username: "ada", password: "nine red foxes yawning" };
  expect(await administration.setPassword(change)).toMatchObject({ ended: 1 });
  expect(await opens(ada.token)).toBe(false);
  expect(await codeOf(signIn("ada"))).toBe("CREDENTIALS_REJECTED");
  expect(await codeOf(signIn("ada", change.password))).toBe("done");
});

test("AUT-08 an administrator at the machine lifts the lock of an account", async () => {
  const { administration, codeOf, signIn } = await createScene();
  for (let count = 0; count < 3; count += 1) await codeOf(signIn("ada", "wrong"));
  expect(await codeOf(signIn("ada"))).toBe("CREDENTIALS_REJECTED");
  await administration.unlock({ username: "ada" });
  expect(await codeOf(signIn("ada"))).toBe("done");
});

test("AUT-07 the right password among many parallel wrong guesses fails like them", async () => {
  const { codeOf, signIn } = await createScene();
  const guesses = Array.from({ length: 20 }, (_, index) => codeOf(signIn("ada", `wrong-${index}`)));
  guesses.push(codeOf(signIn("ada")));
  const codes = await Promise.all(guesses);
  expect(new Set(codes)).toEqual(new Set(["CREDENTIALS_REJECTED"]));
});

test("SES-18 AUT-19 a user changes the own password and goes on with a fresh session", async () => {
  const { sessions, ada, opens, codeOf, signIn } = await createScene();
  const fresh = await sessions.changePassword({
    token: ada.token,
    currentPassword: PASSWORD,
    newPassword: "nine red foxes yawning",
    clientAddress: "192.0.2.7",
  });
  expect(await opens(ada.token)).toBe(false);
  expect(await opens(fresh.token)).toBe(true);
  expect(await codeOf(signIn("ada"))).toBe("CREDENTIALS_REJECTED");
  expect(await codeOf(signIn("ada", "nine red foxes yawning"))).toBe("done");
});
