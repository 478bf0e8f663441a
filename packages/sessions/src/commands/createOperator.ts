import { SessionNotFoundError } from "../errors/SessionsError.ts";
import type { SessionsDependencies } from "../ports/SessionsDependencies.ts";
import { liveWindowAt, type Session, toSession, toSessionId } from "../session/Session.ts";
import { type SessionUser, userKeyOf } from "../session/SessionUser.ts";
import { endUser, type UserName } from "./endOtherSessions.ts";
import { listPage, type PageRequest, type SessionPage } from "./listSessions.ts";

/** What the owner of the machine may do without a session: no token, no role, no recent sign-in. */
export interface SessionsOperator {
  /** Everybody's live sessions, newest first. */
  listSessions(request: PageRequest): Promise<SessionPage>;
  /** @throws {SessionNotFoundError} when there is no live session with this id. */
  endSession(session: { readonly id: string }): Promise<Session>;
  /** Ends all sessions of one person, by identity (`subject`) or by the name shown. */
  endUser(user: Pick<SessionUser, "authType" | "subject"> | UserName): Promise<{ readonly ended: number }>;
  endAll(): Promise<{ readonly ended: number }>;
  setSignInsClosed(closed: boolean): Promise<void>;
  areSignInsClosed(): Promise<boolean>;
}

/** The operator's commands. Every one throws `StoreUnavailableError` when the store did not respond. */
export function createOperator(deps: SessionsDependencies): SessionsOperator {
  const window = () => liveWindowAt(deps.clock.nowMs(), deps.limits);
  return {
    listSessions: (request) => listPage(deps, request),
    async endSession({ id }) {
      const record = await deps.store.take({ id: toSessionId(id), window: window() });
      if (record === undefined) throw new SessionNotFoundError(id);
      return toSession(record, deps.limits);
    },
    endUser: (user) =>
      "subject" in user
        ? deps.store.endMany({ window: window(), userKey: userKeyOf(user) })
        : endUser(deps, user),
    endAll: () => deps.store.endMany({ window: window() }),
    setSignInsClosed: (closed) => deps.signInSwitch.setClosed(closed),
    areSignInsClosed: () => deps.signInSwitch.isClosed(),
  };
}
