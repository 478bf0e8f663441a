import {
  type AuthenticatedIdentity,
  type Authenticator,
  type Clock,
  createMemoryStore,
  createSessions,
  type SessionStore,
  type SessionsOptions,
} from "@gatehouse/sessions";

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
    user: {
      authType: "local",
      subject: username,
      username,
      enterprise: "HybridityAdmin",
      organizations: [{ id: "default-org-id", name: "DEFAULT" }],
      currentOrganization: "DEFAULT",
    },
    roles,
    credentialVersion: "1",
  };
}

/** Accepts the password `right` for the given users. */
export function createFakeAuthenticator(identities: readonly AuthenticatedIdentity[]): Authenticator {
  return {
    authType: "local",
    async authenticate({ username, password, mustRefuse }) {
      const identity = identities.find((one) => one.user.username === username);
      if (identity === undefined) return { kind: "refused", reason: "unknown-user" };
      if (mustRefuse) return { kind: "refused", reason: "locked" };
      if (password !== "right") return { kind: "refused", reason: "wrong-password" };
      return { kind: "authenticated", identity };
    },
  };
}

/** A domain on the memory store with users `admin` and `ada`, and its moving parts. */
export function createTestSessions(overrides: Partial<SessionsOptions> = {}) {
  const clock = createFakeClock();
  const store: SessionStore = overrides.store ?? createMemoryStore();
  const authenticators = [
    createFakeAuthenticator([
      identityOf("admin", ["System Administrator"]),
      identityOf("ada"),
      identityOf("nobody", []),
    ]),
  ];
  const sessions = createSessions({ store, clock, authenticators, ...overrides });
  return {
    sessions,
    store,
    clock,
    signIn: (username = "ada") =>
      sessions.signIn({ authType: "local", username, password: "right", clientAddress: "192.0.2.7" }),
  };
}
