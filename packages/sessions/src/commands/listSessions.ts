import { InvalidPageError } from "../errors/SessionsError.ts";
import type { ListPosition, ListQuery } from "../ports/SessionStore.ts";
import type { SessionsDependencies } from "../ports/SessionsDependencies.ts";
import { liveWindowAt, type Session, toSession } from "../session/Session.ts";
import { userKeyOf } from "../session/SessionUser.ts";
import { requireAdministrator } from "./readAdministrator.ts";
import { readActor, type TokenCommand } from "./readSession.ts";

/** The longest page. */
export const MAX_PAGE_SESSIONS = 500;
const DEFAULT_PAGE_SESSIONS = 100;

/** Which sessions, and which page of them. Every filter given must hold. */
export interface PageRequest {
  /** 1 to 500. @default 100 */
  readonly limit?: number | undefined;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
  readonly username?: string | undefined;
  readonly authType?: string | undefined;
  readonly clientAddress?: string | undefined;
}

/** One page, newest sessions first. */
export interface SessionPage {
  readonly sessions: readonly Session[];
  /** Leads to the next page; absent on the last. */
  readonly nextCursor?: string;
}

type Filter = Partial<Pick<ListQuery, "userKey" | "username" | "authType" | "clientAddress">>;

const CURSOR = /^(\d{1,16})\.([0-9a-f-]{36})$/;

/** Which sessions a signed-in user wants to see. */
export interface ListSessionsCommand extends TokenCommand, PageRequest {
  /** `own` for one's own; `all` is for administrators. @default "own" */
  readonly scope?: "own" | "all" | undefined;
}

/** A session in a list, with the caller's own marked (SES-14). */
export interface ListedSession extends Session {
  readonly current: boolean;
}

/** One page for a signed-in user. */
export interface ListedSessions {
  readonly actor: Session;
  readonly sessions: readonly ListedSession[];
  /** Leads to the next page; absent on the last. */
  readonly nextCursor?: string;
}

/**
 * Lists the caller's own live sessions (SES-14), or those of all users for an administrator (SES-16).
 *
 * @throws {NoActiveSessionError} when the token opens no live session.
 * @throws {PasswordChangeDueError} when the password has to be changed first.
 * @throws {NotPermittedError} when a user without administrative rights requests all.
 * @throws {InvalidPageError} when limit or cursor cannot be used.
 * @throws {StoreUnavailableError} when the store did not respond.
 */
export async function listSessions(
  deps: SessionsDependencies,
  { token, scope = "own", ...page }: ListSessionsCommand,
): Promise<ListedSessions> {
  const actor = await readActor(deps, { token });
  if (scope === "all") requireAdministrator(actor);
  const owner = scope === "own" ? { userKey: userKeyOf(actor.user) } : {};
  const { sessions, ...next } = await listPage(deps, { ...page, ...owner });
  return {
    actor,
    sessions: sessions.map((session) => ({ ...session, current: session.id === actor.id })),
    ...next,
  };
}

/**
 * Reads one page of live sessions; one more than requested shows whether there is a next page.
 *
 * @throws {InvalidPageError} when limit or cursor cannot be used.
 * @throws {StoreUnavailableError} when the store did not respond.
 */
export async function listPage(
  deps: SessionsDependencies,
  { limit = DEFAULT_PAGE_SESSIONS, cursor, ...filter }: PageRequest & { readonly userKey?: string },
): Promise<SessionPage> {
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > MAX_PAGE_SESSIONS) {
    throw new InvalidPageError("limit", `must be a whole number from 1 to ${MAX_PAGE_SESSIONS}.`);
  }
  const records = await deps.store.list({
    window: liveWindowAt(deps.clock.nowMs(), deps.limits),
    limit: limit + 1,
    ...(cursor === undefined ? {} : { after: parseCursor(cursor) }),
    ...onlyGiven(filter),
  });
  const page = records.slice(0, limit);
  const last = page.at(-1);
  const sessions = page.map((record) => toSession(record, deps.limits));
  return records.length <= limit || last === undefined
    ? { sessions }
    : { sessions, nextCursor: formatCursor(last) };
}

function onlyGiven(filter: { readonly [Name in keyof Filter]: Filter[Name] | undefined }): Filter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

/** A position in the listing as opaque text. */
function formatCursor({ createdAtMs, id }: ListPosition): string {
  return Buffer.from(`${createdAtMs}.${id}`).toString("base64url");
}

/**
 * The position in a cursor of `formatCursor`.
 *
 * @throws {InvalidPageError} for any other text.
 */
function parseCursor(text: string): ListPosition {
  const [, createdAtMs, id] = CURSOR.exec(Buffer.from(text, "base64url").toString("latin1")) ?? [];
  if (createdAtMs === undefined || id === undefined) {
    throw new InvalidPageError("cursor", "is not one this server gave out. List again from the start.");
  }
  return { createdAtMs: Number(createdAtMs), id };
}
