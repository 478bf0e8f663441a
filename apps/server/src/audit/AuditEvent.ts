import type { RejectionReason } from "@gatehouse/sessions";

/** A person in the audit trail. Provider and subject are the identity, the username is the text that was typed. */
export interface AuditSubject {
  /** The `authType` that vouches for them; `system` for the server itself and the command line. */
  readonly provider: string;
  readonly username: string;
  /** The name inside the provider; absent when the username is not authenticated. */
  readonly subject?: string;
}

/** The user who caused an event, and the request. Absent parts are unknown or do not apply. */
export interface AuditOrigin {
  readonly who?: AuditSubject;
  /** The address of the caller, as the edge believes it. */
  readonly clientAddress?: string;
  readonly userAgent?: string;
  /** The transaction id of the request: the header `x-transaction-id`. */
  readonly requestId?: string;
  /** The public id of the session the event is about; never the token (LOG-03). */
  readonly sessionId?: string;
}

/** Why a sign-in failed; a caller learns none of it (AUT-04). */
export type SignInFailureReason =
  | RejectionReason
  | "no-role"
  | "sign-ins-closed"
  | "too-many-sessions"
  | "provider-unavailable"
  | "malformed"
  | "busy"
  | "fault";

/** Why sessions ended that their users did not end themselves. */
export type RevocationReason =
  | "by-administrator"
  | "by-user"
  | "password-changed"
  | "reauthenticated"
  | "account-disabled"
  | "account-removed"
  | "roles-removed";

/** Why an operation was rejected. */
export type DenialReason =
  | "no-credential"
  | "no-active-session"
  | "missing-role"
  | "stale-authentication"
  | "password-change-due"
  | "cross-site";

/** Why a change of password was rejected. */
export type PasswordChangeFailureReason =
  | "wrong-password"
  | "locked"
  | "unsuitable-password"
  | "kept-elsewhere"
  | "fault";

/** The problem at the first line where a chain breaks. */
export type ChainBreak =
  /** The line is not what was written, or what stood before it was replaced. */
  | "altered"
  /** Lines before this one are missing. */
  | "missing"
  /** The line precedes lines that were written earlier. */
  | "reordered"
  /** The line was there before. */
  | "repeated"
  /** The line is no part of the chain: another program wrote it. */
  | "foreign"
  /** The last line breaks off. */
  | "torn"
  /** The chain does not hold the line that the verifier has to find: the end was cut off, or all was rewritten. */
  | "anchor-missing";

/** The problem of a trail that exists at the start, or should exist. */
export type TrailProblem = ChainBreak | "trail-missing";

interface Event<Name extends string, Details extends object = object> extends AuditOrigin {
  readonly event: Name;
  /** The account or user acted upon, when it is not `who`. */
  readonly target?: AuditSubject;
  readonly details: Details;
}

/** An event without details of its own. */
interface PlainEvent<Name extends string> extends AuditOrigin {
  readonly event: Name;
  readonly target?: AuditSubject;
}

/** Everything the audit trail knows: a closed set, named after OWASP's logging vocabulary (LOG-01). */
export type AuditEvent =
  | PlainEvent<"authn_login_success">
  | Event<"authn_login_fail", { readonly reason: SignInFailureReason }>
  | Event<"authn_login_lock", { readonly reason: "maxretries"; readonly lockSeconds: number }>
  | PlainEvent<"authn_login_unlock">
  | PlainEvent<"authn_password_change">
  | Event<"authn_password_change_fail", { readonly reason: PasswordChangeFailureReason }>
  | Event<
      "authn_token_revoked",
      {
        readonly reason: RevocationReason;
        readonly scope: "one" | "others" | "user" | "all";
        /** How many live sessions ended. */
        readonly ended: number;
      }
    >
  | PlainEvent<"session_created">
  | PlainEvent<"session_logout">
  | Event<"session_expired", { readonly reason: "idle" | "absolute" }>
  | Event<"excess_sessions_exceeded", { readonly newSessionId: string }>
  | Event<"excess_rate_limit_exceeded", { readonly retryAfterSeconds: number }>
  | Event<"authz_fail", { readonly operation: string; readonly reason: DenialReason }>
  | Event<"authz_change", { readonly from: readonly string[]; readonly to: readonly string[] }>
  | Event<"authz_admin", { readonly action: "sign-ins-closed" | "sign-ins-opened" }>
  | Event<"user_created", { readonly roles: readonly string[] }>
  | Event<"user_updated", { readonly change: "disabled" | "enabled" }>
  | PlainEvent<"user_deleted">
  | Event<
      "input_validation_fail",
      {
        /** Absent where the parser gave up before there was a request. */
        readonly operation?: string;
        readonly code: string;
      }
    >
  | Event<"sensitive_read", { readonly object: "backup" | "accounts" | "audit-trail" }>
  | Event<
      "sensitive_update",
      {
        readonly object: "tls-certificate";
        readonly result: "success" | "failure";
        readonly fingerprint?: string;
      }
    >
  | Event<
      "sys_startup",
      {
        readonly version: string;
        /** Why the store was taken for an older copy, whose sessions were ended (SES-22). */
        readonly restoredStore?: string;
      }
    >
  | Event<"sys_shutdown", { readonly reason: string }>
  | Event<"sys_crash", { readonly reason: string }>
  | Event<
      "sys_events_condensed",
      {
        readonly event: string;
        readonly count: number;
        readonly addresses: readonly string[];
        /** The subjects of the first events, as far as their names are authenticated. */
        readonly users?: readonly string[];
      }
    >
  | Event<
      "sys_audit_broken",
      {
        readonly problem: TrailProblem;
        readonly file: string;
        /** Absent where it is not one line that is wrong. */
        readonly line?: number;
      }
    >
  | Event<"sys_monitor_enabled", { readonly monitor: "audit"; readonly lostEvents: number }>;

/** The name of an event. */
export type AuditEventName = AuditEvent["event"];

/** Writes down who did what, from where, and how it came out. */
export interface AuditTrail {
  /** Takes an event; never waits and never throws (LOG-05). */
  record(event: AuditEvent): void;
  /** Resolves when everything recorded so far is written, or when the time is up. */
  flush(longestMilliseconds: number): Promise<void>;
  /** Writes what waits and lets go of the file, within the time given. */
  close(longestMilliseconds: number): Promise<void>;
  /** How many bytes wait to be written. */
  queuedBytes(): number;
  /** How many events were lost so far because the sink stood still. */
  lostEvents(): number;
}
