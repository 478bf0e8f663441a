import type { SessionData } from "@gatehouse/api-types";

/** When the sample session was opened. */
export const OPENED_MS = 1_753_086_093_083;

/** A session of `admin`, used a minute after it was opened; idle for at most 30 minutes and live for at most 12 hours. */
export function createSession(overrides: Partial<SessionData["session"]> = {}): SessionData {
  return {
    user: {
      enterprise: "HybridityAdmin",
      organization: ["DEFAULT"],
      currentOrganization: "DEFAULT",
      roles: ["System Administrator"],
      username: "admin",
      transactionId: "4636e751-ca87-42d4-a7fc-809b31fbbd82",
    },
    cloud: { name: "HCX Manager", type: "vsphere" },
    organizations: [{ name: "DEFAULT", id: "default-org-id" }],
    session: {
      id: "0198b3f1-6c1e-4c0a-9a53-5d1f7e0c2b11",
      authType: "local",
      clientAddress: "192.0.2.10",
      createdAt: OPENED_MS,
      lastSeenAt: OPENED_MS + 60_000,
      idleExpiresAt: OPENED_MS + 60_000 + 1_800_000,
      expiresAt: OPENED_MS + 43_200_000,
      ...overrides,
    },
  };
}
