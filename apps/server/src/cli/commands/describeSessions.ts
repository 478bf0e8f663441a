import type { Session } from "@gatehouse/sessions";
import type { Report } from "../Report.ts";
import { countOf } from "../terminal/countOf.ts";
import type { Style } from "../terminal/createStyle.ts";
import { type Cell, formatTable } from "../terminal/formatTable.ts";
import { formatTime, isoTime } from "../terminal/formatTime.ts";
import { printable } from "../terminal/printable.ts";

/** Sessions, and whether there are more than those. */
export interface SessionsPage {
  readonly sessions: readonly Session[];
  readonly more: boolean;
}

/** Reports a list of sessions. */
export function describeSessions({ sessions, more }: SessionsPage, nowMs: number): Report {
  return {
    data: { sessions: sessions.map(sessionData), more },
    lines(style) {
      if (sessions.length === 0) return ["No live sessions."];
      const titles = ["id", "user", "via", "address", "signed in", "last used", "ends"];
      const rows = sessions.map((session) => sessionRow(session, style, nowMs));
      const count = countOf(sessions.length, "session");
      const summary = more ? `${count}, and there are more: raise --limit.` : count;
      return [...formatTable({ titles, rows }, style), "", style.faint(summary)];
    },
  };
}

/** A session as `--json` shows it: the names of the API, times in ISO 8601. */
export function sessionData(session: Session): Readonly<Record<string, unknown>> {
  const { id, user, roles, clientAddress } = session;
  return {
    id,
    username: user.username,
    authType: user.authType,
    roles,
    clientAddress,
    createdAt: isoTime(session.createdAtMs),
    lastSeenAt: isoTime(session.lastSeenAtMs),
    idleExpiresAt: isoTime(session.idleExpiresAtMs),
    expiresAt: isoTime(session.expiresAtMs),
  };
}

function sessionRow(session: Session, style: Style, nowMs: number): readonly (Cell | string)[] {
  const { id, user, clientAddress } = session;
  return [
    { text: id, paint: style.faint },
    { text: printable(user.username), paint: style.strong },
    printable(user.authType),
    printable(clientAddress),
    formatTime(session.createdAtMs, nowMs),
    formatTime(session.lastSeenAtMs, nowMs),
    formatTime(session.idleExpiresAtMs, nowMs),
  ];
}
