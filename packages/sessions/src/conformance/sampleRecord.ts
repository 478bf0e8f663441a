import { randomUUID } from "node:crypto";
import type { SessionRecord } from "../session/SessionRecord.ts";
import { userKeyOf } from "../session/userKeyOf.ts";
import { sampleUser } from "./sampleUser.ts";

/** A session of a sample user that was opened at this moment (Unix milliseconds), with an id of its own; for tests. */
export function sampleRecord(username: string, nowMs: number): SessionRecord {
  const user = sampleUser(username);
  return {
    id: randomUUID(),
    userKey: userKeyOf(user),
    privileged: false,
    user,
    roles: ["Operator"],
    createdAtMs: nowMs,
    lastSeenAtMs: nowMs,
    authenticatedAtMs: nowMs,
    clientAddress: "192.0.2.7",
  };
}
