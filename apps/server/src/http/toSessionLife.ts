import type { Session as WireSession } from "@gatehouse/api-types";
import type { Session } from "@gatehouse/sessions";
import { toAuthType } from "./toAuthType.ts";

/** The life of a session in the wire form. */
export function toSessionLife(session: Session): WireSession {
  return {
    id: session.id,
    authType: toAuthType(session.user.authType),
    clientAddress: session.clientAddress,
    createdAt: session.createdAtMs,
    lastSeenAt: session.lastSeenAtMs,
    idleExpiresAt: session.idleExpiresAtMs,
    expiresAt: session.expiresAtMs,
  };
}
