import {
  type AuthenticatedIdentity,
  type AuthenticationOutcome,
  type Authenticator,
  type SessionStore,
  userKeyOf,
} from "@gatehouse/sessions";
import { sampleUser } from "@gatehouse/sessions/testing";

/** The password of every test account. */
export const PASSWORD = "SecureP@ssw0rd";

/** A new password whose hashing has to wait. */
export const CROWDED_PASSWORD = "a password in a long line";

const refused = (reason: "unknown-user" | "wrong-password" | "disabled" | "locked") => ({
  kind: "refused" as const,
  reason,
});

function identity(username: string, roles: readonly string[]): AuthenticatedIdentity {
  return { user: sampleUser(username), roles };
}

/** The result of the correct password, by username. */
const accounts: Readonly<Record<string, AuthenticationOutcome>> = {
  admin: {
    kind: "authenticated",
    identity: identity("admin", ["System Administrator", "Appliance Administrator"]),
  },
  operator: { kind: "authenticated", identity: identity("operator", ["Appliance Administrator"]) },
  nobody: { kind: "authenticated", identity: identity("nobody", []) },
  disabled: refused("disabled"),
  locked: refused("locked"),
  crowd: { kind: "busy", retryAfterSeconds: 2 },
};

/** An authenticator with accounts in memory and no hashing, for tests of everything around it. */
export function createTestAuthenticator(store: Pick<SessionStore, "endMany">): Authenticator {
  return {
    authType: "local",
    authenticate: async ({ username, password, mustReject }) => {
      const account = accounts[username];
      if (account === undefined) return refused("unknown-user");
      return password === PASSWORD && !mustReject ? account : refused("wrong-password");
    },
    changePassword: async ({ user, currentPassword, newPassword, window }) => {
      if (currentPassword !== PASSWORD) return refused("wrong-password");
      if (newPassword === CROWDED_PASSWORD) return { kind: "busy", retryAfterSeconds: 2 };
      if (newPassword.length < 15) return { kind: "unacceptable", faults: ["Use at least 15 characters."] };
      const account = accounts[user.username];
      if (account?.kind !== "authenticated") return refused("unknown-user");
      const { ended } = await store.endMany({ userKey: userKeyOf(user), window });
      return { kind: "changed", identity: account.identity, ended };
    },
  };
}
