import { createMemoryStore, createSessions } from "@gatehouse/sessions";
import { expect, test } from "vitest";
import { createTestAuthenticator, PASSWORD } from "../../test/support/createTestAuthenticator.ts";
import type { AuditEvent } from "./AuditEvent.ts";
import { auditOperator } from "./auditAccounts.ts";

const who = { provider: "system", username: "root" };

async function createFixture() {
  const events: AuditEvent[] = [];
  const clock = { nowMs: () => Date.UTC(2026, 0, 1) };
  const store = createMemoryStore();
  const sessions = createSessions({
    store,
    clock,
    authenticators: [createTestAuthenticator(store)],
  });
  const signIn = (username: string) =>
    sessions.signIn({ authType: "local", username, password: PASSWORD, clientAddress: "192.0.2.7" });
  const { session } = await signIn("operator");
  await signIn("operator");
  await signIn("admin");
  const operator = auditOperator(sessions.operator, {
    audit: { record: (event) => events.push(event) },
    who,
  });
  return { operator, events, session };
}

test("LOG-01 sessions that the operator ends are recorded with their number and user", async () => {
  const { operator, events, session } = await createFixture();
  await operator.endSession({ id: session.id });
  await operator.endUser({ authType: "local", username: "operator" });
  await operator.endAll();
  const details = (scope: string, ended: number) => ({ reason: "by-administrator", scope, ended });
  const target = { provider: "local", username: "operator" };
  expect(events).toMatchObject([
    { event: "authn_token_revoked", who, sessionId: session.id, target, details: details("one", 1) },
    { event: "authn_token_revoked", who, target, details: details("user", 1) },
    { event: "authn_token_revoked", who, details: details("all", 1) },
  ]);
});

test("LOG-01 disabling and enabling sign-ins is recorded, reading the state is not", async () => {
  const { operator, events } = await createFixture();
  await operator.setSignInsClosed(true);
  expect(await operator.areSignInsClosed()).toBe(true);
  await operator.setSignInsClosed(false);
  await operator.listSessions({});
  expect(events.map((event) => "details" in event && event.details)).toEqual([
    { action: "sign-ins-closed" },
    { action: "sign-ins-opened" },
  ]);
});
