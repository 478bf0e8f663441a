import { InvalidPageError } from "../errors/InvalidPageError.ts";
import type { ListQuery } from "../ports/SessionStore.ts";
import type { SessionsDependencies } from "../ports/SessionsDependencies.ts";
import { liveWindowAt } from "../session/liveWindowAt.ts";
import type { Session } from "../session/Session.ts";
import { toSession } from "../session/toSession.ts";
import { formatCursor, parseCursor } from "./pageCursor.ts";

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

/**
 * Reads one page of live sessions; one more than asked for tells whether there is a next.
 *
 * @throws {InvalidPageError} when limit or cursor cannot be used.
 * @throws {StoreUnavailableError} when the store did not answer.
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

type Filter = Partial<Pick<ListQuery, "userKey" | "username" | "authType" | "clientAddress">>;

function onlyGiven(filter: { readonly [Name in keyof Filter]: Filter[Name] | undefined }): Filter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}
