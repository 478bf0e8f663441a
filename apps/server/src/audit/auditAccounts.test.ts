import { expect, test } from "vitest";
import type { AccountSummary } from "../accounts/AccountSummary.ts";
import type { Accounts } from "../accounts/Accounts.ts";
import type { AuditEvent } from "./AuditEvent.ts";
import { auditAccounts } from "./auditAccounts.ts";

const who = { provider: "system", username: "root" };
const summary: AccountSummary = {
  id: "a-1",
  username: "ada",
  roles: ["Auditor"],
  disabled: false,
  createdAtMs: 0,
  passwordChangedAtMs: 0,
  version: 1,
};

function createScene(overrides: Partial<Accounts> = {}) {
  const events: AuditEvent[] = [];
  const accounts: Accounts = {
    list: () => [summary],
    add: async () => summary,
    setPassword: async () => summary,
    setRoles: async ({ roles }) => ({ ...summary, roles }),
    setDisabled: async () => summary,
    remove: async () => summary,
    ...overrides,
  };
  const audited = auditAccounts(accounts, { audit: { record: (event) => events.push(event) }, who });
  return { audited, events };
}

test("LOG-01 LOG-02 every change of an account leaves one line, without the password", async () => {
  const { audited, events } = createScene();
  const username = "ada";
  await audited.add({ username, password: "canary", roles: ["Auditor"] });
  await audited.setPassword({ username, password: "canary" });
  await audited.setRoles({ username, roles: [] });
  await audited.setDisabled({ username, disabled: true });
  await audited.setDisabled({ username, disabled: false });
  await audited.remove({ username });
  audited.list();
  expect(events.map(({ event }) => event)).toEqual([
    "user_created",
    "authn_password_change",
    "authz_change",
    "user_updated",
    "user_updated",
    "user_deleted",
  ]);
  expect(events[2]).toMatchObject({
    who,
    target: { provider: "local", username },
    details: { from: ["Auditor"], to: [] },
  });
  expect(JSON.stringify(events)).not.toContain("canary");
});

test("LOG-01 a change that failed is not told as one", async () => {
  const { audited, events } = createScene({ remove: () => Promise.reject(new Error("no")) });
  await expect(audited.remove({ username: "ada" })).rejects.toThrow("no");
  expect(events).toEqual([]);
});
