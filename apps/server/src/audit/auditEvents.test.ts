import { expect, test } from "vitest";
import type { AuditEvent, AuditEventName } from "./AuditEvent.ts";
import { auditEvents, formatAuditEvent } from "./auditEvents.ts";

const TIME = Date.UTC(2026, 0, 15, 12, 30, 0, 250);

const signInFailure = (username: string): AuditEvent => ({
  event: "authn_login_fail",
  who: { provider: "local", username },
  clientAddress: "192.0.2.7",
  requestId: "4636e751-ca87-42d4-a7fc-809b31fbbd82",
  details: { reason: "wrong-password" },
});

/** One example for each name, total by type. */
const examples: { readonly [Name in AuditEventName]: Extract<AuditEvent, { event: Name }> } = {
  authn_login_success: { event: "authn_login_success" },
  authn_login_fail: { event: "authn_login_fail", details: { reason: "locked" } },
  authn_login_lock: { event: "authn_login_lock", details: { reason: "maxretries", lockSeconds: 60 } },
  authn_login_unlock: { event: "authn_login_unlock" },
  authn_password_change: { event: "authn_password_change" },
  authn_password_change_fail: { event: "authn_password_change_fail", details: { reason: "wrong-password" } },
  authn_token_revoked: {
    event: "authn_token_revoked",
    details: { reason: "by-administrator", scope: "user", ended: 3 },
  },
  session_created: { event: "session_created" },
  session_logout: { event: "session_logout" },
  session_expired: { event: "session_expired", details: { reason: "idle" } },
  excess_sessions_exceeded: { event: "excess_sessions_exceeded", details: { newSessionId: "s" } },
  excess_rate_limit_exceeded: { event: "excess_rate_limit_exceeded", details: { retryAfterSeconds: 2 } },
  authz_fail: { event: "authz_fail", details: { operation: "listSessions", reason: "missing-role" } },
  authz_change: { event: "authz_change", details: { from: [], to: ["System Administrator"] } },
  authz_admin: { event: "authz_admin", details: { action: "sign-ins-closed" } },
  user_created: { event: "user_created", details: { roles: [] } },
  user_updated: { event: "user_updated", details: { change: "disabled" } },
  user_deleted: { event: "user_deleted" },
  input_validation_fail: {
    event: "input_validation_fail",
    details: { operation: "createSession", code: "X" },
  },
  sensitive_read: { event: "sensitive_read", details: { object: "backup" } },
  sensitive_update: { event: "sensitive_update", details: { object: "tls-certificate", result: "failure" } },
  sys_startup: { event: "sys_startup", details: { version: "0.1.0" } },
  sys_shutdown: { event: "sys_shutdown", details: { reason: "SIGTERM" } },
  sys_crash: { event: "sys_crash", details: { reason: "TypeError" } },
  sys_events_condensed: {
    event: "sys_events_condensed",
    details: { event: "authz_fail", count: 9, addresses: ["192.0.2.7"] },
  },
  sys_audit_broken: {
    event: "sys_audit_broken",
    details: { problem: "altered", file: "/data/audit.log", line: 7 },
  },
  sys_monitor_enabled: { event: "sys_monitor_enabled", details: { monitor: "audit", lostEvents: 4 } },
};

test("LOG-01 a line holds UTC time, event, level, result, request, user, client address and details", () => {
  expect(JSON.parse(formatAuditEvent(signInFailure("admin"), TIME))).toEqual({
    time: "2026-01-15T12:30:00.250Z",
    event: "authn_login_fail",
    level: "WARN",
    result: "failure",
    requestId: "4636e751-ca87-42d4-a7fc-809b31fbbd82",
    who: { provider: "local", username: "admin" },
    clientAddress: "192.0.2.7",
    details: { reason: "wrong-password" },
  });
});

test.each(Object.values(examples))("LOG-01 $event has the level and result of the table", (event) => {
  const { level, result } = auditEvents[event.event];
  const told = "details" in event && "result" in event.details ? event.details.result : result;
  expect(JSON.parse(formatAuditEvent(event, TIME))).toMatchObject({
    event: event.event,
    level,
    result: told,
  });
});

test.each([
  { name: "CR and LF", username: 'admin\r\n{"event":"authn_login_success"}' },
  { name: "NUL", username: "ad\u0000min" },
  { name: "ANSI sequences", username: "\u001b[2K\u001b[1Aadmin\u009b31m" },
  { name: "Unicode line ends", username: "a\u2028b\u2029c\u0085d" },
  { name: "direction marks", username: "admin\u202enimda" },
  { name: "quotes and braces", username: '","hash":"0"}\\' },
])(
  "LOG-04 a username with $name is written as one printable line and parses back unchanged",
  ({ username }) => {
    const line = formatAuditEvent(signInFailure(username), TIME);
    expect(line).toMatch(/^[\x20-\x7e]*$/);
    expect(JSON.parse(line)).toMatchObject({ who: { username } });
  },
);

test("LOG-04 lone surrogates become replacement characters, which every reader accepts", () => {
  const line = formatAuditEvent(signInFailure("a\ud800b\udc00"), TIME);
  expect(line).not.toMatch(/\\ud/i);
  expect(JSON.parse(line)).toMatchObject({ who: { username: "a\ufffdb\ufffd" } });
});

test("LOG-04 a name of 64 KiB is cut, with a mark and its true length", () => {
  const line = formatAuditEvent({ ...signInFailure("x".repeat(65_536)), userAgent: "y".repeat(257) }, TIME);
  expect(line.length).toBeLessThan(1200);
  expect(JSON.parse(line)).toMatchObject({
    who: { username: `${"x".repeat(256)}…` },
    truncated: { "who.username": 65_536, userAgent: 257 },
  });
});

test("LOG-04 a name that ends in the mark is not reported as cut", () => {
  expect(JSON.parse(formatAuditEvent(signInFailure("admin…"), TIME))).not.toHaveProperty("truncated");
});

test("LOG-04 long lists are cut with their true length", () => {
  const roles = Array.from({ length: 1000 }, (_, index) => `role ${index}`);
  const record: unknown = JSON.parse(formatAuditEvent({ event: "user_created", details: { roles } }, TIME));
  expect(record).toMatchObject({ truncated: { "details.roles": 1000 } });
});

test("an event has only the properties of its name", () => {
  // @ts-expect-error a secret has no place in an event
  const withSecret: AuditEvent = { event: "session_logout", password: "canary" };
  expect(formatAuditEvent(withSecret, TIME)).not.toContain("canary");
});
