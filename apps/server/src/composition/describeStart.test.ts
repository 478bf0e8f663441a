import type { AuthenticationOutcome } from "@gatehouse/sessions";
import { expect, test, vi } from "vitest";
import { describeStart, explainFirstPassword } from "./describeStart.ts";

test.each<{ outcome: AuthenticationOutcome; warnings: number }>([
  { outcome: { kind: "refused", reason: "expired" }, warnings: 1 },
  { outcome: { kind: "refused", reason: "wrong-password" }, warnings: 0 },
  { outcome: { kind: "refused", reason: "unknown-user" }, warnings: 0 },
  { outcome: { kind: "busy", retryAfterSeconds: 1 }, warnings: 0 },
])("AUT-11 $outcome logs $warnings warnings and is returned unchanged", async ({ outcome, warnings }) => {
  const warn = vi.fn();
  const inner = { authType: "local", authenticate: async () => outcome };
  const authenticator = explainFirstPassword(inner, { warn });
  const credentials = { username: "admin", password: "canary", mustReject: false };
  expect(await authenticator.authenticate(credentials)).toBe(outcome);
  expect(warn).toHaveBeenCalledTimes(warnings);
  expect(JSON.stringify(warn.mock.calls)).not.toContain("canary");
});

const started = {
  host: "localhost",
  port: 9443,
  managementOrigin: undefined,
  fingerprint: undefined,
  certificateFile: undefined,
  newAdminPassword: undefined,
  adminPasswordWeaknesses: [],
  hasConsole: false,
};

test("the start names the account to sign in with, or describes how to add one", () => {
  expect(describeStart({ ...started, signInName: "ada" })).toContain(
    '{"username":"ada","password":"<password>"}',
  );
  const empty = describeStart({ ...started, signInName: undefined });
  expect(empty).toContain("Add one: gatehouse accounts add admin --role 'System Administrator'\n");
  expect(empty).not.toContain("curl");
});
