import type { Session } from "./Session.ts";
import type { SessionLimits } from "./SessionLimits.ts";
import type { SessionRecord } from "./SessionRecord.ts";

/** A stored record with both ends of its life worked out under the limits of now. */
export function toSession(record: SessionRecord, limits: SessionLimits): Session {
  const expiresAtMs = record.createdAtMs + limits.absoluteTimeoutSeconds * 1000;
  return {
    id: record.id,
    user: record.user,
    roles: record.roles,
    createdAtMs: record.createdAtMs,
    lastSeenAtMs: record.lastSeenAtMs,
    idleExpiresAtMs: Math.min(record.lastSeenAtMs + limits.idleTimeoutSeconds * 1000, expiresAtMs),
    expiresAtMs,
    authenticatedAtMs: record.authenticatedAtMs,
    clientAddress: record.clientAddress,
  };
}
