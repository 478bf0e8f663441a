import { expect, test } from "vitest";
import type { AccountSummary } from "../accounts/changeAccount.ts";
import type { Accounts } from "../accounts/createAccounts.ts";
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

function createFixture(overrides: Partial<Accounts> = {}) {
  const events: AuditEvent[] = [];
  const accounts: Accounts = {
    list: async () => [summary],
    find: async () => summary,
    listWithSecrets: async () => [{ ...summary, passwordHash: "canary" }],
    add: async () => ({ account: summary }),
    import: async () => ({
      imported: [
        { account: summary, ended: 0 },
        { account: summary, before: summary, ended: 1 },
      ],
    }),
    setPassword: async () => ({ account: summary, before: summary, ended: 3 }),
    resetPassword: async () => ({ account: summary, before: summary, ended: 0, oneTimePassword: "canary" }),
    setRoles: async ({ roles }) => ({ account: { ...summary, roles }, before: summary, ended: 0 }),
    setDisabled: async ({ disabled }) => ({ account: { ...summary, disabled }, before: summary, ended: 0 }),
    remove: async () => ({ account: summary, before: summary, ended: 0 }),
    ...overrides,
  };
  const audited = auditAccounts(accounts, { audit: { record: (event) => events.push(event) }, who });
  return { audited, events };
}

test("LOG-01 LOG-02 every change of an account leaves one line, without the password", async () => {
  const { audited, events } = createFixture();
  const username = "ada";
  await audited.add({ username, password: "canary", roles: ["Auditor"] });
  await audited.setPassword({ username, password: "canary" });
  await audited.setRoles({ username, roles: [] });
  await audited.setDisabled({ username, disabled: true });
  await audited.setDisabled({ username, disabled: false });
  await audited.remove({ username });
  await audited.list();
  await audited.listWithSecrets();
  await audited.import({ accounts: [], replace: true });
  expect(events.map(({ event }) => event)).toEqual([
    "user_created",
    "authn_password_change",
    "authn_token_revoked",
    "authz_change",
    "user_updated",
    "user_updated",
    "user_deleted",
    "sensitive_read",
    "user_created",
    "authn_password_change",
    "authn_token_revoked",
    "authz_change",
  ]);
  expect(events[2]).toMatchObject({
    who,
    target: { provider: "local", username, subject: "a-1" },
    details: { reason: "password-changed", scope: "user", ended: 3 },
  });
  expect(events[3]).toMatchObject({
    who,
    target: { provider: "local", username },
    details: { from: ["Auditor"], to: [] },
  });
  expect(JSON.stringify(events)).not.toContain("canary");
});

test("LOG-01 a failed change records no event", async () => {
  const { audited, events } = createFixture({ remove: () => Promise.reject(new Error("no")) });
  await expect(audited.remove({ username: "ada" })).rejects.toThrow("no");
  expect(events).toEqual([]);
});
