import {
  type AuthenticatedIdentity,
  type Authenticator,
  type Clock,
  createMemoryStore,
  createSessions,
  NoActiveSessionError,
  type SessionStore,
  type SessionsOptions,
} from "@gatehouse/sessions";
import { sampleUser } from "@gatehouse/sessions/testing";

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
  return {
    user: sampleUser(username),
    roles,
    credentialVersion: "1",
  };
}

/** A provider whose accounts a test can change. */
export interface FakeAuthenticator extends Authenticator {
  /** Every password it was asked to check, with whether it had to refuse. */
  readonly asked: { readonly username: string; readonly mustRefuse: boolean }[];
  /** The password that is right for everybody. */
  password: string;
  /** Makes what was authenticated before invalid, as closing or changing an account does. */
  closeAccounts(): void;
}

/** Accepts the password `right` for the given users. */
export function createFakeAuthenticator(
  identities: readonly AuthenticatedIdentity[],
  authType = "local",
): FakeAuthenticator {
  const asked: { username: string; mustRefuse: boolean }[] = [];
  let version = 1;

  const authenticator: FakeAuthenticator = {
    authType,
    asked,
    password: "right",
    closeAccounts() {
      version += 1;
    },
    async authenticate({ username, password, mustRefuse }) {
      asked.push({ username, mustRefuse });
      const identity = identities.find((one) => one.user.username === username);
      if (identity === undefined) return { kind: "refused", reason: "unknown-user" };
      if (mustRefuse) return { kind: "refused", reason: "locked" };
      if (password !== authenticator.password) return { kind: "refused", reason: "wrong-password" };
      return {
        kind: "authenticated",
        identity: {
          ...identity,
          user: { ...identity.user, authType },
          credentialVersion: String(version),
        },
      };
    },
    isStillValid: async ({ credentialVersion }) => credentialVersion === String(version),
    async changePassword({ user, currentPassword, newPassword, mustRefuse }) {
      const { username } = user;
      const outcome = await authenticator.authenticate({ username, password: currentPassword, mustRefuse });
      if (outcome.kind !== "authenticated") return outcome;
      if (newPassword === "weak") return { kind: "unacceptable", faults: ["The password is weak."] };
      authenticator.password = newPassword;
      version += 1;
      return { kind: "authenticated", identity: { ...outcome.identity, credentialVersion: String(version) } };
    },
  };
  return authenticator;
}

/** A domain on the memory store with users `admin`, `ada`, `bob` and `nobody` (without a role), and its moving parts. */
export function createTestSessions(overrides: Partial<SessionsOptions> = {}) {
  const clock = createFakeClock();
  const store: SessionStore = overrides.store ?? createMemoryStore();
  const administrator = identityOf("admin", ["System Administrator", "Appliance Administrator"]);
  const users = [administrator, identityOf("ada"), identityOf("bob"), identityOf("nobody", [])];
  const authenticator = createFakeAuthenticator(users);
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
