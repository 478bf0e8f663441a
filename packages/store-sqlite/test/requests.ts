import { randomUUID } from "node:crypto";
import {
  type CreateRequest,
  defaultSessionLimits,
  type LiveWindow,
  liveWindowAt,
  type SessionRecord,
} from "@gatehouse/sessions";

/** Thirty minutes idle and twelve hours in all, at this moment. */
export function windowAt(nowMs: number): LiveWindow {
  return liveWindowAt(nowMs, defaultSessionLimits);
}

/** The write interval that belongs to thirty minutes idle. */
export const WRITE_INTERVAL_MS = 180_000;

/** A new session of a user, seen at this moment. */
export function createRequest(
  tokenHash: string,
  {
    nowMs,
    username = "ada",
    maxPerUser = 1_000_000,
  }: { nowMs: number; username?: string; maxPerUser?: number },
): CreateRequest {
  return {
    tokenHash,
    record: createRecord(username, nowMs),
    window: windowAt(nowMs),
    maxPerUser,
    maxInAll: 1_000_000,
  };
}

function createRecord(username: string, nowMs: number): SessionRecord {
  return {
    id: randomUUID(),
    userKey: `5:local:${username}`,
    privileged: false,
    user: {
      authType: "local",
      subject: username,
      username,
      enterprise: "HybridityAdmin",
      organizations: [{ id: "default-org-id", name: "DEFAULT" }],
      currentOrganization: "DEFAULT",
    },
    roles: ["Operator"],
    createdAtMs: nowMs,
    lastSeenAtMs: nowMs,
    authenticatedAtMs: nowMs,
    clientAddress: "192.0.2.7",
  };
}
