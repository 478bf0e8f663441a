import type { SessionUser } from "@gatehouse/sessions";
import { escapeUnprintable, shorten } from "../logging/createLineQueue.ts";
import type { AuditEvent, AuditEventName, AuditSubject, AuditTrail } from "./AuditEvent.ts";
import { auditFilesOf, readLines } from "./auditFilesOf.ts";

/** Longer texts are cut, in UTF-16 units; no account, address or id is that long. */
const LONGEST_TEXT = 256;
const MOST_ENTRIES = 64;

/** The parts of a record by their order in the line. */
const PARTS = ["requestId", "who", "clientAddress", "userAgent", "sessionId", "target", "details"] as const;

/** The result of an event. */
type AuditResult = "success" | "failure" | "denied";

/** The constant facts of the events of one name. */
export interface AuditEventKind {
  /** As in OWASP's vocabulary; an alert goes by `CRITICAL` and `WARN`. */
  readonly level: "INFO" | "WARN" | "CRITICAL";
  /** If it varies, `details.result` of the event applies. */
  readonly result: AuditResult;
  /** When it is written, one sentence. */
  readonly meaning: string;
  /** Any client can cause it in any number: it is counted in a flood, and must not displace other events. */
  readonly floods?: true;
  /** The server itself can cause it in any number at once, so it is counted beyond some hundred. */
  readonly bulk?: true;
  /** The name is not part of the vocabulary. */
  readonly own?: true;
}

/** Every event, with level, result and meaning; `docs/guides/observability.md` shows the same table. */
export const auditEvents: Readonly<Record<AuditEventName, AuditEventKind>> = {
  authn_login_success: {
    level: "INFO",
    result: "success",
    meaning: "A user signed in; `sessionId` is the new session.",
  },
  authn_login_fail: {
    level: "WARN",
    result: "failure",
    meaning: "A sign-in failed, for `details.reason`.",
    floods: true,
  },
  authn_login_lock: {
    level: "WARN",
    result: "denied",
    meaning: "Too many failures locked an account for `details.lockSeconds`.",
    floods: true,
  },
  authn_login_unlock: {
    level: "WARN",
    result: "success",
    meaning: "An operator removed a lock.",
    own: true,
  },
  authn_password_change: { level: "INFO", result: "success", meaning: "A password was changed or set." },
  authn_password_change_fail: {
    level: "CRITICAL",
    result: "failure",
    meaning: "A password change was rejected, for `details.reason`.",
    floods: true,
  },
  authn_token_revoked: {
    level: "INFO",
    result: "success",
    meaning: "Other calls than sign-outs ended `details.ended` sessions.",
  },
  session_created: {
    level: "INFO",
    result: "success",
    meaning: "A session was opened without a sign-in, after a password change.",
  },
  session_logout: { level: "INFO", result: "success", meaning: "A user signed out." },
  session_expired: {
    level: "INFO",
    result: "success",
    meaning:
      "A session expired by its `idle` or `absolute` limit; of very many at once, some are only counted.",
    bulk: true,
  },
  excess_sessions_exceeded: {
    level: "WARN",
    result: "success",
    meaning: "The session `sessionId` was ended at the cap to make room for a newer one.",
  },
  excess_rate_limit_exceeded: {
    level: "WARN",
    result: "denied",
    meaning: "A sign-in was rejected: too many attempts from this address.",
    floods: true,
  },
  authz_fail: {
    level: "CRITICAL",
    result: "denied",
    meaning: "An operation was rejected, for `details.reason`.",
    floods: true,
  },
  authz_change: { level: "WARN", result: "success", meaning: "The roles of an account were changed." },
  authz_admin: {
    level: "WARN",
    result: "success",
    meaning: "An administrator disabled or enabled sign-ins.",
  },
  user_created: { level: "WARN", result: "success", meaning: "An account was added." },
  user_updated: { level: "WARN", result: "success", meaning: "An account was disabled or enabled." },
  user_deleted: { level: "WARN", result: "success", meaning: "An account was removed." },
  input_validation_fail: {
    level: "WARN",
    result: "denied",
    meaning: "A request violated the contract or was unreadable; `details.code` has the reason.",
    floods: true,
  },
  sensitive_read: {
    level: "WARN",
    result: "success",
    meaning:
      "A backup of the data directory was taken, accounts were exported with their password hashes, or the audit trail was read.",
  },
  sensitive_update: {
    level: "WARN",
    result: "success",
    meaning: "The TLS certificate was replaced, or a new pair was rejected.",
  },
  sys_startup: {
    level: "WARN",
    result: "success",
    meaning:
      "The server started; `details.restoredStore` is the reason why the store counts as an older copy, whose sessions were ended.",
  },
  sys_shutdown: { level: "WARN", result: "success", meaning: "The server was asked to stop." },
  sys_crash: { level: "WARN", result: "failure", meaning: "An uncaught error stops the server." },
  sys_events_condensed: {
    level: "WARN",
    result: "success",
    meaning: "So many events of one name came at once that `details.count` of them were only counted.",
    own: true,
  },
  sys_audit_broken: {
    level: "CRITICAL",
    result: "failure",
    meaning:
      "At the start the trail was found damaged or missing: `details.problem`, as `gatehouse audit verify` names it.",
    own: true,
  },
  sys_monitor_enabled: {
    level: "WARN",
    result: "success",
    meaning: "The audit trail is written again after a failure; `details.lostEvents` were lost.",
  },
};

/**
 * Writes an event as one line of JSON (LOG-04).
 *
 * The line holds no line end and no unprintable character, for any text that a caller sent. Texts that had to be cut
 * end in `…`, and `truncated` names them with their true length: unlike the mark, that cannot be forged by a name.
 *
 * @param timeMs Unix milliseconds
 */
export function formatAuditEvent(event: AuditEvent, timeMs: number): string {
  const kind = auditEvents[event.event];
  const truncated: Record<string, number> = {};
  const details: object = "details" in event ? event.details : {};
  const record: Record<string, unknown> = {
    time: new Date(timeMs).toISOString(),
    event: event.event,
    level: kind.level,
    result: "result" in details ? details.result : kind.result,
  };
  const given: Partial<Record<(typeof PARTS)[number], unknown>> = event;
  for (const part of PARTS) {
    if (given[part] !== undefined) record[part] = bounded(given[part], part, truncated);
  }
  if (Object.keys(truncated).length > 0) record.truncated = truncated;
  return escapeUnprintable(JSON.stringify(record));
}

function bounded(value: unknown, path: string, truncated: Record<string, number>): unknown {
  if (typeof value === "string") {
    if (value.length > LONGEST_TEXT) truncated[path] = value.length;
    return shorten(value, LONGEST_TEXT);
  }
  if (Array.isArray(value)) {
    if (value.length > MOST_ENTRIES) truncated[path] = value.length;
    return value.slice(0, MOST_ENTRIES).map((entry, index) => bounded(entry, `${path}.${index}`, truncated));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, bounded(entry, `${path}.${name}`, truncated)]),
  );
}

/** Names a signed-in user for the audit trail. */
export function subjectOf({ authType, subject, username }: SessionUser): AuditSubject {
  return { provider: authType, username, subject };
}

/** The share of a file of the trail for events that any client can cause. */
const REJECTIONS_SHARE = 0.1;
/** The size of the other parts of a line: its number and two hashes. */
const SEAL_BYTES = 200;

/** How many bytes of the current file of a trail such events may still fill. */
interface Allowance {
  /** Takes the bytes if they are there. */
  take(bytes: number): boolean;
  /** The trail begins a new file. */
  renew(): void;
}

/** The file beside a trail for what its allowance has no room for: `audit.log.rejections` beside `audit.log`. */
export function rejectionsFileOf(file: string): string {
  return `${file}.rejections`;
}

/** Whether any client can cause this event in any number. */
function canFlood({ event }: Pick<AuditEvent, "event">): boolean {
  return auditEvents[event].floods === true;
}

/**
 * Creates the allowance of a trail that continues `file`: earlier rejections in it count.
 *
 * @param maxBytes the size of a file of the trail
 */
export async function openAllowance(file: string, maxBytes: number): Promise<Allowance> {
  const whole = maxBytes * REJECTIONS_SHARE;
  let left = whole - (await bytesOfRejections(file));
  return {
    take(bytes) {
      if (bytes > left) return false;
      left -= bytes;
      return true;
    },
    renew() {
      left = whole;
    },
  };
}

async function bytesOfRejections(file: string): Promise<number> {
  if (!(await auditFilesOf(file)).includes(file)) return 0;
  let bytes = 0;
  for await (const { text } of readLines([file])) {
    const [, event = ""] = /"event":"(\w+)"/.exec(text) ?? [];
    if (Object.hasOwn(auditEvents, event) && canFlood({ event } as AuditEvent)) bytes += text.length + 1;
  }
  return bytes;
}

/** Options of `limitRejections`. */
interface LimitRejectionsOptions {
  readonly trail: AuditTrail;
  readonly allowance: Allowance;
  /** The trail of the remaining rejections, with a bound of its own. */
  readonly rejections: AuditTrail;
}

/**
 * Keeps rejections from displacing older entries (LOG-07). A few are written to the trail, in order with other events.
 * They fill at most a tenth of each file, and so never cause a rotation. The rest is written to files of their own, of
 * which the oldest are removed.
 */
export function limitRejections({ trail, allowance, rejections }: LimitRejectionsOptions): AuditTrail {
  const trails = [trail, rejections];
  return {
    record(event) {
      const stays = !canFlood(event) || allowance.take(formatAuditEvent(event, 0).length + SEAL_BYTES);
      (stays ? trail : rejections).record(event);
    },
    async flush(longestMilliseconds) {
      await Promise.all(trails.map((one) => one.flush(longestMilliseconds)));
    },
    async close(longestMilliseconds) {
      await Promise.all(trails.map((one) => one.close(longestMilliseconds)));
    },
    queuedBytes: () => trails.reduce((sum, one) => sum + one.queuedBytes(), 0),
    lostEvents: () => trails.reduce((sum, one) => sum + one.lostEvents(), 0),
  };
}
