import type { AuthType, LiveSession, SessionData, Session as WireSession } from "@gatehouse/api-types";
import type { Session } from "@gatehouse/sessions";
import type { Appliance } from "./GatehouseBinding.ts";

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
    session: toSessionLife(session),
    ...(session.passwordChangeDue && { passwordChangeDue: true }),
  };
}

/** Turns a listed session of the domain into the wire form. */
export function toLiveSession(session: Session & { readonly current: boolean }): LiveSession {
  const { user, roles, current } = session;
  return {
    session: toSessionLife(session),
    user: { authType: toAuthType(user.authType), username: user.username, roles: [...roles] },
    current,
  };
}

/** The life of a session in the wire form. */
function toSessionLife(session: Session): WireSession {
  return {
    id: session.id,
    authType: toAuthType(session.user.authType),
    clientAddress: session.clientAddress,
    createdAt: session.createdAtMs,
    lastSeenAt: session.lastSeenAtMs,
    idleExpiresAt: session.idleExpiresAtMs,
    expiresAt: session.expiresAtMs,
    recentUntil: session.recentUntilMs,
  };
}

/** The authentication type in the wire form. @throws {TypeError} for one that the contract does not know */
export function toAuthType(text: string): AuthType {
  if (Object.hasOwn(authTypes, text)) return text as AuthType;
  throw new TypeError(
    `The session store holds the auth type ${JSON.stringify(text)}, which the contract does not know.`,
  );
}
