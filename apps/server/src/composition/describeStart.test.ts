import type { AuthenticationOutcome } from "@gatehouse/sessions";
import { expect, test, vi } from "vitest";
import { explainFirstPassword } from "./describeStart.ts";

test.each<{ outcome: AuthenticationOutcome; warnings: number }>([
  { outcome: { kind: "refused", reason: "expired" }, warnings: 1 },
  { outcome: { kind: "refused", reason: "wrong-password" }, warnings: 0 },
  { outcome: { kind: "refused", reason: "unknown-user" }, warnings: 0 },
  { outcome: { kind: "busy", retryAfterSeconds: 1 }, warnings: 0 },
])(
  "AUT-11 of $outcome the log has $warnings warnings, and the outcome stays",
  async ({ outcome, warnings }) => {
    const warn = vi.fn();
    const inner = { authType: "local", authenticate: async () => outcome };
    const authenticator = explainFirstPassword(inner, { warn });
    const credentials = { username: "admin", password: "canary", mustRefuse: false };
    expect(await authenticator.authenticate(credentials)).toBe(outcome);
    expect(warn).toHaveBeenCalledTimes(warnings);
    expect(JSON.stringify(warn.mock.calls)).not.toContain("canary");
  },
);
