import { hash } from "node:crypto";
import type { SessionLimits } from "./SessionLimits.ts";
import type { SessionRecord } from "./SessionRecord.ts";
import type { SessionUser } from "./SessionUser.ts";

/** Cryptographically secure random bytes; `randomBytes` of `node:crypto` outside tests. */
export type RandomBytes = (size: number) => Buffer;

/** 256 bit (SES-01); 128 are asked for by ASVS 7.2.3. */
const TOKEN_BYTES = 32;

/** A new opaque token: 256 random bits in URL-safe base64, 43 characters. */
export function createToken(randomBytes: RandomBytes): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

/**
 * The digest a store keeps in place of the token (SES-03). A token holds 256 random bits, so a plain SHA-256 is
 * enough; any text of a caller is digested the same way, so that malformed tokens take the path of
 * unknown ones (SES-10).
 */
export function hashToken(token: string): string {
  return hash("sha256", token, "base64url");
}

/** A random UUID (RFC 9562, version 4) from its own random bytes: nothing of the token is in it. */
export function createSessionId(randomBytes: RandomBytes): string {
  const bytes = Buffer.from(randomBytes(16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** The public id that a caller means: a UUID is read in either case (RFC 9562, section 4). */
export function toSessionId(text: string): string {
  return text.toLowerCase();
}

/**
 * What makes a record live at one moment, as bounds a store can compare with. A record is live when
 * `createdAtMs > createdAfterMs` and `seenAfterMs < lastSeenAtMs <= seenUntilMs`.
 */
export interface LiveWindow {
  readonly nowMs: number;
  /** Now less the absolute limit. */
  readonly createdAfterMs: number;
  /** Now less the idle limit. */
  readonly seenAfterMs: number;
  /** Now plus the drift tolerated. Records from further in the future date from a clock that was wrong. */
  readonly seenUntilMs: number;
}

/**
 * How far in the future a record may lie and still be believed: the clock may be set back a little between two
 * runs. What lies further ahead would live past its span, so it has ended.
 */
export const CLOCK_DRIFT_MS = 5000;

/** A live session as callers see it; never holds the token (SES-11). Times are Unix milliseconds. */
export interface Session {
  /** The public id: a random UUID that is of no use as a token. */
  readonly id: string;
  readonly user: SessionUser;
  readonly roles: readonly string[];
  readonly createdAtMs: number;
  readonly lastSeenAtMs: number;
  /** When the session ends if it is not used before. */
  readonly idleExpiresAtMs: number;
  /** When the session ends however much it is used. */
  readonly expiresAtMs: number;
  /** When the user last proved who they are. */
  readonly authenticatedAtMs: number;
  /** The last moment at which calls that need a recent sign-in are accepted. */
  readonly recentUntilMs: number;
  /** The address the user signed in from. */
  readonly clientAddress: string;
  /** Whether it was opened with a password that has to be changed: until then it may do nothing else. */
  readonly passwordChangeDue: boolean;
}

/** The bounds of live sessions at a moment, from the limits. */
export function liveWindowAt(nowMs: number, limits: SessionLimits): LiveWindow {
  return {
    nowMs,
    createdAfterMs: nowMs - limits.absoluteTimeoutSeconds * 1000,
    seenAfterMs: nowMs - limits.idleTimeoutSeconds * 1000,
    seenUntilMs: nowMs + CLOCK_DRIFT_MS,
  };
}

/** A stored record with both ends of its life worked out under the limits of now. */
export function toSession(record: SessionRecord, limits: SessionLimits): Session {
  const expiresAtMs = record.createdAtMs + limits.absoluteTimeoutSeconds * 1000;
  return {
    id: record.id,
    user: record.user,
    roles: record.roles,
    createdAtMs: record.createdAtMs,
    lastSeenAtMs: record.lastSeenAtMs,
    idleExpiresAtMs: Math.min(record.lastSeenAtMs + limits.idleTimeoutSeconds * 1000, expiresAtMs),
    expiresAtMs,
    authenticatedAtMs: record.authenticatedAtMs,
    recentUntilMs: record.authenticatedAtMs + limits.recentAuthenticationSeconds * 1000,
    clientAddress: record.clientAddress,
    passwordChangeDue: record.passwordChangeDue ?? false,
  };
}

/** Whether the record is live in this window. */
export function isLive(record: SessionRecord, window: LiveWindow): boolean {
  return (
    record.createdAtMs > window.createdAfterMs &&
    record.lastSeenAtMs > window.seenAfterMs &&
    record.lastSeenAtMs <= window.seenUntilMs
  );
}
