import { crc32 } from "node:zlib";
import type { SessionRecord, SessionUser } from "@gatehouse/sessions";
import { DamagedStoreError } from "../StoreFileUnusableError.ts";

/** A digest or id in the file: bytes in the form that Gatehouse makes them, text in any other. */
export type Key = Uint8Array | string;

/** A session as it lies in the file. */
export interface SessionRow {
  readonly tokenHash: string;
  /** With the last-seen time as it was written down. */
  readonly record: SessionRecord;
}

/** The columns every query of sessions returns. */
export const ROW_COLUMNS =
  "token_hash, id, user_key, client_address, privileged, created_at_ms, last_seen_at_ms, opened_at, checksum, facts";

/** `opened_at` of a session that was ended by itself: smaller than every number, and stored in no byte. */
const ENDED = 0;

/** The version of the facts text. Text of another version is no session (OPS-05). */
const FACTS_VERSION = 2;
/** A SHA-256 in base64url; the last character carries four bits. */
const DIGEST = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A token digest as it is in the file: 32 bytes. */
export function toDigestKey(tokenHash: string): Key {
  return DIGEST.test(tokenHash) ? Buffer.from(tokenHash, "base64url") : tokenHash;
}

/** A public id as it is in the file: the 16 bytes of a UUID, which sort as its text does. */
export function toIdKey(id: string): Key {
  return UUID.test(id) ? Buffer.from(id.replaceAll("-", ""), "hex") : id;
}

/** The text that `toDigestKey` was given. */
export function fromDigestKey(key: unknown): string {
  return key instanceof Uint8Array ? bytesOf(key).toString("base64url") : String(key);
}

/** The text that `toIdKey` was given. */
export function fromIdKey(key: unknown): string {
  if (!(key instanceof Uint8Array)) return String(key);
  const hex = bytesOf(key).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** The values of a new row, in the order of its columns. */
export function toRow(tokenHash: string, record: SessionRecord, openedAt: number) {
  const { user, roles, authenticatedAtMs, passwordChangeDue } = record;
  const facts = JSON.stringify({
    version: FACTS_VERSION,
    user,
    roles,
    authenticatedAtMs,
    ...(passwordChangeDue === true && { passwordChangeDue }),
  });
  return rowWith(tokenHash, record, { openedAt, facts });
}

/** What `rowWith` takes of a record, so that text of another version can be carried along as it is. */
type RowFacts = Pick<
  SessionRecord,
  "id" | "userKey" | "clientAddress" | "privileged" | "createdAtMs" | "lastSeenAtMs"
> & { readonly user: Pick<SessionUser, "username" | "authType"> };

/** As `toRow`, with facts that are text already. */
export function rowWith(
  tokenHash: string,
  record: RowFacts,
  { openedAt, facts }: { readonly openedAt: number; readonly facts: string },
) {
  const privileged = record.privileged ? 1 : 0;
  const { id, userKey, clientAddress, createdAtMs, lastSeenAtMs, user } = record;
  const sealed = { tokenHash, id, userKey, clientAddress, privileged, createdAtMs, openedAt, facts };
  return [
    toDigestKey(tokenHash),
    toIdKey(id),
    userKey,
    user.username,
    user.authType,
    clientAddress,
    privileged,
    createdAtMs,
    lastSeenAtMs,
    openedAt,
    checksumOf(sealed),
    facts,
  ] as const;
}

interface Sealed {
  readonly tokenHash: string;
  readonly id: string;
  readonly userKey: string;
  readonly clientAddress: string;
  readonly privileged: number;
  readonly createdAtMs: number;
  readonly openedAt: number;
  readonly facts: string;
}

/** Everything of a session that must not change unseen. The last-seen time is not in it: it changes all the time. */
function checksumOf(row: Sealed): number {
  const { tokenHash, id, userKey, clientAddress, privileged, createdAtMs, openedAt, facts } = row;
  return crc32(
    `${tokenHash}|${id}|${userKey}|${clientAddress}|${privileged}|${createdAtMs}|${openedAt}|${facts}`,
  );
}

/** The checksum of this row once it was opened at another number. */
export function checksumAt(row: Record<string, unknown>, openedAt: number): number {
  return checksumOf({ ...sealedOf(row), openedAt });
}

function sealedOf(row: Record<string, unknown>): Sealed {
  return {
    tokenHash: fromDigestKey(row.token_hash),
    id: fromIdKey(row.id),
    userKey: String(row.user_key),
    clientAddress: String(row.client_address),
    privileged: Number(row.privileged),
    createdAtMs: Number(row.created_at_ms),
    openedAt: Number(row.opened_at),
    facts: String(row.facts),
  };
}

/** Whether nothing of a row changed since it was written. An ended session is not checked any more. */
export function isIntact(row: Record<string, unknown>): boolean {
  return row.opened_at === ENDED || checksumOf(sealedOf(row)) === row.checksum;
}

/**
 * The row as a session; nothing when its facts are of a version this release does not know.
 *
 * @throws {DamagedStoreError} when the row is not as it was written
 */
export function parseRow(row: Record<string, unknown>): SessionRow | undefined {
  const sealed = sealedOf(row);
  if (row.opened_at !== ENDED && checksumOf(sealed) !== row.checksum) {
    throw new DamagedStoreError("a session is not as it was written");
  }
  const facts = parseFacts(sealed.facts);
  if (facts === undefined) return undefined;
  const { tokenHash, id, userKey, clientAddress, createdAtMs } = sealed;
  const record = {
    id,
    userKey,
    privileged: sealed.privileged === 1,
    user: facts.user,
    roles: facts.roles,
    createdAtMs,
    lastSeenAtMs: Number(row.last_seen_at_ms),
    authenticatedAtMs: facts.authenticatedAtMs,
    clientAddress,
    // What is not understood does not widen what a session may do.
    ...(facts.passwordChangeDue !== undefined && { passwordChangeDue: true }),
  };
  return { tokenHash, record };
}

type Facts = Pick<SessionRecord, "user" | "roles" | "authenticatedAtMs" | "passwordChangeDue">;

function parseFacts(text: string): Facts | undefined {
  const value = parseObject(text);
  return value !== undefined && value.version === FACTS_VERSION && isFacts(value) ? value : undefined;
}

/** The facts text of this version for a text of version 1, which held all of the record; as it is where it is neither. */
export function renewFacts(text: string): string {
  const value = parseObject(text);
  if (value === undefined || value.version !== 1 || !isFacts(value)) return text;
  const { user, roles, authenticatedAtMs } = value;
  return JSON.stringify({ version: FACTS_VERSION, user, roles, authenticatedAtMs });
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isFacts(value: object): value is Facts {
  const { roles, authenticatedAtMs, user } = value as Record<string, unknown>;
  return (
    Number.isSafeInteger(authenticatedAtMs) &&
    Array.isArray(roles) &&
    roles.every((role) => typeof role === "string") &&
    isObject(user) &&
    isUser(user)
  );
}

function isUser(user: object): user is SessionUser {
  const { organizations, ...texts } = user as Record<string, unknown>;
  const { authType, subject, username, enterprise, currentOrganization } = texts;
  return (
    [authType, subject, username, enterprise, currentOrganization].every(
      (text) => typeof text === "string",
    ) &&
    Array.isArray(organizations) &&
    organizations.every((one) => isObject(one) && typeof one.id === "string" && typeof one.name === "string")
  );
}
