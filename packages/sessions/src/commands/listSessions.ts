import type { SessionsDependencies } from "../ports/SessionsDependencies.ts";
import type { Session } from "../session/Session.ts";
import { userKeyOf } from "../session/userKeyOf.ts";
import { listPage, type PageRequest } from "./listPage.ts";
import { readSession, type TokenCommand } from "./readSession.ts";
import { requireAdministrator } from "./requireAdministrator.ts";

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
 * Lists one's own live sessions (SES-14), or everybody's for an administrator (SES-16).
 *
 * @throws {NoActiveSessionError} when the token opens no live session.
 * @throws {NotPermittedError} when somebody else asks for all.
 * @throws {InvalidPageError} when limit or cursor cannot be used.
 * @throws {StoreUnavailableError} when the store did not answer.
 */
export async function listSessions(
  deps: SessionsDependencies,
  { token, scope = "own", ...page }: ListSessionsCommand,
): Promise<ListedSessions> {
  const actor = await readSession(deps, { token });
  if (scope === "all") requireAdministrator(actor);
  const owner = scope === "own" ? { userKey: userKeyOf(actor.user) } : {};
  const { sessions, ...next } = await listPage(deps, { ...page, ...owner });
  return {
    actor,
    sessions: sessions.map((session) => ({ ...session, current: session.id === actor.id })),
    ...next,
  };
}
