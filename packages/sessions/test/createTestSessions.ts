import {
  type AuthenticatedIdentity,
  type Authenticator,
  type Clock,
  createMemoryStore,
  createSessions,
  NoActiveSessionError,
  type SessionsOptions,
  type Store,
  userKeyOf,
} from "@gatehouse/sessions";
import { sampleAccount, sampleUser } from "@gatehouse/sessions/testing";

/** A clock that stands still until it is moved. */
export interface FakeClock extends Clock {
  advanceSeconds(seconds: number): void;
}

/** A clock at a fixed moment. */
export function createFakeClock(startMs = 1_753_089_693_083): FakeClock {
  let nowMs = startMs;
  return {
    nowMs: () => nowMs,
    advanceSeconds(seconds) {
      nowMs += seconds * 1000;
    },
  };
}

/** An identity of the local provider; the subject is the username. */
export function identityOf(username: string, roles: readonly string[] = ["Operator"]): AuthenticatedIdentity {
  return { user: sampleUser(username), roles };
}

/** A provider whose accounts a test can change. */
export interface FakeAuthenticator extends Authenticator {
  /** Every password it was asked to check, with whether it had to reject. */
  readonly asked: { readonly username: string; readonly mustReject: boolean }[];
  /** The right password of every user. */
  password: string;
}

/** What a fake provider stands on. */
export interface FakeAuthenticatorOptions {
  readonly authType?: string;
  /** Where its accounts and their sessions are; without, it has none. */
  readonly store?: Store | undefined;
}

/** Accepts the password `right` for the given users. */
export function createFakeAuthenticator(
  identities: readonly AuthenticatedIdentity[],
  { authType = "local", store }: FakeAuthenticatorOptions = {},
): FakeAuthenticator {
  const asked: { username: string; mustReject: boolean }[] = [];
  const accountOf = async (id: string) => (await store?.accounts.list())?.find((one) => one.id === id);

  const authenticator = {
    authType,
    asked,
    password: "right",
    async authenticate({ username, password, mustReject }) {
      asked.push({ username, mustReject });
      const identity = identities.find((one) => one.user.username === username);
      if (identity === undefined) return { kind: "refused", reason: "unknown-user" };
      if (mustReject) return { kind: "refused", reason: "locked" };
      if (password !== authenticator.password) return { kind: "refused", reason: "wrong-password" };
      const user = { ...identity.user, authType };
      const account = await accountOf(user.subject);
      return {
        kind: "authenticated",
        identity: { ...identity, user, ...(account === undefined ? {} : { account }) },
      };
    },
    async changePassword({ user, currentPassword, newPassword, mustReject, window }) {
      const { username } = user;
      const outcome = await authenticator.authenticate({ username, password: currentPassword, mustReject });
      if (outcome.kind !== "authenticated") return outcome;
      if (newPassword === "weak") return { kind: "unacceptable", faults: ["The password is weak."] };
      authenticator.password = newPassword;
      const account = await accountOf(user.subject);
      if (store === undefined || account === undefined) throw new Error("There is no such account.");
      const next = { ...account, version: account.version + 1 };
      const endSessions = { userKey: userKeyOf(user), window };
      const result = await store.accounts.change({ ...account, next, endSessions });
      if (!result.changed) return { kind: "refused", reason: "closed-meanwhile" };
      return { kind: "changed", identity: { ...outcome.identity, account: next }, ended: result.ended };
    },
  } satisfies FakeAuthenticator as FakeAuthenticator;
  return authenticator;
}

const users = [
  identityOf("admin", ["System Administrator", "Appliance Administrator"]),
  identityOf("ada"),
  identityOf("bob"),
  identityOf("nobody", []),
];

/** A memory store with an account for each user of the tests. */
export function createStoreWithAccounts(): Store {
  const store = createMemoryStore();
  void store.accounts.add(users.map(({ user, roles }) => sampleAccount(user.username, { roles })));
  return store;
}

/** A domain on the memory store with users `admin`, `ada`, `bob` and `nobody` (without a role), and its parts. */
export function createTestSessions(
  overrides: Partial<Omit<SessionsOptions, "store">> & { readonly store?: Store } = {},
) {
  const clock = createFakeClock();
  const store = overrides.store ?? createStoreWithAccounts();
  const authenticator = createFakeAuthenticator(users, { store });
  const sessions = createSessions({ store, clock, authenticators: [authenticator], ...overrides });
  const clientAddress = "192.0.2.7";
  return {
    sessions,
    store,
    clock,
    authenticator,
    clientAddress,
    signIn: (username = "ada") =>
      sessions.signIn({ authType: "local", username, password: authenticator.password, clientAddress }),
    /** Changes the account in a way that matters, as disabling it does. */
    async closeAccount(id = "ada") {
      const account = (await store.accounts.list()).find((one) => one.id === id);
      if (account === undefined) throw new Error(`There is no account ${id}.`);
      const next = { ...account, disabled: true, version: account.version + 1 };
      await store.accounts.change({ id, version: account.version, next });
    },
    /** Whether the token opens a session. */
    async opens(token: string): Promise<boolean> {
      try {
        await sessions.readSession({ token });
        return true;
      } catch (error) {
        if (error instanceof NoActiveSessionError) return false;
        throw error;
      }
    },
  };
}
