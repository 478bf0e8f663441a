import type { AuthType, SessionData } from "@gatehouse/api-types";
import type { Session } from "@gatehouse/sessions";
import type { Appliance } from "./Appliance.ts";

const authTypes: Record<AuthType, true> = { local: true, vsphere: true };

/** Turns a session of the domain into the wire form. */
export function toSessionData(
  session: Session,
  facts: { transactionId: string; appliance: Appliance },
): SessionData {
  const { user } = session;
  return {
    user: {
      enterprise: user.enterprise,
      organization: user.organizations.map((organization) => organization.name),
      currentOrganization: user.currentOrganization,
      roles: [...session.roles],
      username: user.username,
      transactionId: facts.transactionId,
    },
    cloud: { name: facts.appliance.name, type: facts.appliance.type },
    organizations: user.organizations.map(({ name, id }) => ({ name, id })),
    session: {
      id: session.id,
      authType: toAuthType(user.authType),
      clientAddress: session.clientAddress,
      createdAt: session.createdAtMs,
      lastSeenAt: session.lastSeenAtMs,
      idleExpiresAt: session.idleExpiresAtMs,
      expiresAt: session.expiresAtMs,
    },
  };
}

function toAuthType(text: string): AuthType {
  if (Object.hasOwn(authTypes, text)) return text as AuthType;
  throw new TypeError(
    `The session store holds the auth type ${JSON.stringify(text)}, which the contract does not know.`,
  );
}
