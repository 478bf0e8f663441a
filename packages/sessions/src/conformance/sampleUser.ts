import type { SessionUser } from "../session/SessionUser.ts";

/** A user of the local provider, for tests; the subject is the username. */
export function sampleUser(username: string): SessionUser {
  return {
    authType: "local",
    subject: username,
    username,
    enterprise: "HybridityAdmin",
    organizations: [{ id: "default-org-id", name: "DEFAULT" }],
    currentOrganization: "DEFAULT",
  };
}
