import { CredentialsRejectedError, type Session } from "@gatehouse/sessions";
import { sampleRecord } from "@gatehouse/sessions/testing";
import { expect, test } from "vitest";
import { createMetrics } from "../management/createMetrics.ts";
import type { AuditEvent } from "./AuditEvent.ts";
import { recordFailedSignIn } from "./recordSignIn.ts";

const origin = { clientAddress: "192.0.2.7", requestId: "request" };
const command = { authType: "local", username: "ada", password: "secret", clientAddress: "192.0.2.7" };

function sessionOf(username: string): Session {
  return { ...sampleRecord(username, 0), idleExpiresAtMs: 1, expiresAtMs: 2 };
}

test("SES-12 LOG-01 a session that made room for a sign-in that came to nothing is in the trail", () => {
  const events: AuditEvent[] = [];
  const audit = { record: (event: AuditEvent) => void events.push(event) };
  const metrics = createMetrics({ operationIds: [], startedAtMs: 0 });
  const [session, evicted] = [sessionOf("ada"), sessionOf("bob")];
  const error = new CredentialsRejectedError(command, "closed-meanwhile", { session, evicted: [evicted] });
  recordFailedSignIn({ audit, metrics, origin }, command, error);
  expect(events).toMatchObject([
    { event: "authn_login_fail", details: { reason: "closed-meanwhile" } },
    {
      event: "excess_sessions_exceeded",
      sessionId: evicted.id,
      target: { username: "bob" },
      details: { newSessionId: session.id },
    },
  ]);
});
