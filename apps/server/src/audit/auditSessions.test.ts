import { CredentialsRejectedError } from "@gatehouse/sessions";
import { expect, test } from "vitest";
import { createMetrics } from "../management/createMetrics.ts";
import type { AuditEvent } from "./AuditEvent.ts";
import { recordFailedSignIn } from "./auditSessions.ts";

const origin = { clientAddress: "192.0.2.7", requestId: "request" };
const command = { authType: "local", username: "ada", password: "secret", clientAddress: "192.0.2.7" };

test("LOG-01 LOG-02 a sign-in whose account was disabled meanwhile is recorded without the password", () => {
  const events: AuditEvent[] = [];
  const audit = { record: (event: AuditEvent) => void events.push(event) };
  const metrics = createMetrics({ operationIds: [], startedAtMs: 0 });
  const error = new CredentialsRejectedError(command, "closed-meanwhile");
  recordFailedSignIn({ audit, metrics, origin }, command, error);
  expect(events).toMatchObject([{ event: "authn_login_fail", details: { reason: "closed-meanwhile" } }]);
  expect(JSON.stringify(events)).not.toContain("secret");
});
