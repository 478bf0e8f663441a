import type { LiveSession } from "@gatehouse/api-types";
import { useQuery } from "@tanstack/react-query";
import type { ConsoleApi } from "../api/createConsoleApi.ts";
import { type SessionCount, type SessionFilter, sessionCount } from "../api/queries.ts";
import { useConsole } from "../app/useConsole.ts";
import { texts } from "../texts/texts.ts";
import { type Action, ActionButton, type Outcome } from "../ui/ActionButton.tsx";
import { Breakable } from "../ui/Breakable.tsx";
import { type Column, DataTable } from "../ui/DataTable.tsx";
import { FailureNote } from "../ui/FailureNote.tsx";
import { Moment } from "../ui/Moment.tsx";

const { confirm } = texts.sessions;

const userColumns: readonly Column<LiveSession>[] = [
  {
    title: texts.sessions.user,
    cell: ({ user, session, current }) => (
      <>
        <strong>
          <Breakable text={user.username} after={"\\"} />
        </strong>{" "}
        {current && <span className="badge">{texts.sessions.own}</span>}
        <span className="fine">
          {texts.providers[user.authType]} <code>{session.clientAddress}</code>
        </span>
      </>
    ),
  },
];

const addressColumn: Column<LiveSession> = {
  title: texts.sessions.address,
  cell: ({ session }) => <code>{session.clientAddress}</code>,
};

const lifeColumns: readonly Column<LiveSession>[] = [
  { title: texts.sessions.opened, cell: ({ session }) => <Moment at={session.createdAt} /> },
  { title: texts.sessions.lastSeen, cell: ({ session }) => <Moment at={session.lastSeenAt} /> },
  {
    title: texts.sessions.ends,
    cell: ({ session }) => <Moment at={Math.min(session.idleExpiresAt, session.expiresAt)} />,
  },
];

/** Live sessions, each with a button that ends it; with users, another one ends all sessions of that user. */
export function SessionTable({
  caption,
  sessions,
  withUsers = true,
}: {
  readonly caption: string;
  readonly sessions: readonly LiveSession[];
  readonly withUsers?: boolean;
}) {
  const { api } = useConsole();
  const actions: Column<LiveSession> = {
    title: texts.sessions.actions,
    isTitleHidden: true,
    cell: (live) => (
      <span className="row-actions">
        <ActionButton
          label={texts.sessions.end}
          name={texts.sessions.endOne(live.user.username)}
          action={endOne(api, live)}
        />
        {withUsers && (
          <ActionButton
            className="button button-quiet"
            label={texts.sessions.endUser}
            name={texts.sessions.endAllOf(live.user.username)}
            action={endUser(api, live.user)}
          />
        )}
      </span>
    ),
  };
  return (
    <DataTable
      caption={caption}
      columns={[...(withUsers ? userColumns : [addressColumn]), ...lifeColumns, actions]}
      rows={sessions}
      keyOf={({ session }) => session.id}
      isMarked={({ current }) => current}
    />
  );
}

/** The number of sessions that an action affects, as text. */
function amountOf({ amount, isExact }: SessionCount, left = 0): string {
  return isExact ? texts.sessions.exactly(amount - left) : texts.sessions.atLeast(amount);
}

/** A text with the number of sessions that match, which is counted when the dialog opens. */
export function CountedSessions({
  filter,
  left = 0,
  text,
}: {
  readonly filter: SessionFilter;
  /** How many of them stay. */
  readonly left?: number;
  readonly text: (amount: string) => string;
}) {
  const { api } = useConsole();
  const { data, error } = useQuery(sessionCount(api, filter));
  if (error !== null) return <FailureNote error={error} />;
  if (data === undefined) return <p role="status">{texts.sessions.counting}</p>;
  return (
    <>
      <p>{text(amountOf(data, left))}</p>
      {left === 0 && filter.username !== undefined && data.includesOwn && <p>{confirm.includesOwn}</p>}
    </>
  );
}

type Ended = Promise<{ readonly time: number; readonly data: { readonly ended: number } }>;

async function noticeOf(pending: Ended): Promise<Outcome> {
  const { data } = await pending;
  return { notice: texts.sessions.ended(data.ended) };
}

/** Ends one session. */
function endOne(api: ConsoleApi, { session, user, current }: LiveSession): Action {
  const { id: sessionId, clientAddress } = session;
  return {
    title: current ? confirm.ownTitle : confirm.oneTitle(user.username),
    body: <p>{current ? confirm.own : confirm.one(user.username, clientAddress)}</p>,
    submit: texts.sessions.end,
    tone: "danger",
    run: () =>
      noticeOf(
        api.call(() =>
          api.operations.DELETE("/live-sessions/{sessionId}", { params: { path: { sessionId } } }),
        ),
      ),
  };
}

/** Ends the reader's sessions but this one. */
export function endOthers(api: ConsoleApi): Action {
  return {
    title: confirm.othersTitle,
    body: <CountedSessions filter={{ scope: "own" }} left={1} text={confirm.others} />,
    submit: texts.session.endOthers,
    tone: "danger",
    run: () => noticeOf(api.call(() => api.operations.POST("/live-sessions/end-others"))),
  };
}

/** Ends all sessions of one user. */
export function endUser(api: ConsoleApi, { authType, username }: LiveSession["user"]): Action {
  return {
    title: confirm.userTitle(username),
    body: (
      <CountedSessions
        filter={{ scope: "all", username, authType }}
        text={(amount) => confirm.user(username, amount)}
      />
    ),
    submit: texts.sessions.endUser,
    tone: "danger",
    run: () =>
      noticeOf(
        api.call(() => api.operations.POST("/live-sessions/end-user", { body: { authType, username } })),
      ),
  };
}

/** Ends all sessions of all users. */
export function endAll(api: ConsoleApi): Action {
  return {
    title: confirm.allTitle,
    body: <CountedSessions filter={{ scope: "all" }} text={confirm.all} />,
    submit: texts.sessions.endAll,
    tone: "danger",
    run: () => noticeOf(api.call(() => api.operations.POST("/live-sessions/end-all"))),
  };
}
