import { MAX_PAGE_SESSIONS, type Session } from "@gatehouse/sessions";
import type { Command } from "commander";
import type { Administration } from "../../control/Administration.ts";
import { UsageError } from "../commandErrors.ts";
import type { Report } from "../Invocation.ts";
import type { Style } from "../terminal/createStyle.ts";
import { type Cell, countOf, formatTable, formatTime, isoTime, printable } from "../terminal/formatTable.ts";
import { confirm } from "../terminal/readPassword.ts";
import { withAdministration } from "../withAdministration.ts";
import { type CommandDefinition, defineCommand, type Perform } from "./defineCommand.ts";

/** Sessions, and whether there are more than those. */
interface SessionsPage {
  readonly sessions: readonly Session[];
  readonly more: boolean;
}

/** Adds `sessions` with all its commands. */
export function addSessionsCommands(program: Command, perform: Perform): void {
  const sessions = program.command("sessions").description("List and end live sessions.");
  defineCommand(sessions, list, perform);
  defineCommand(sessions, end, perform);
  defineCommand(sessions, endUser, perform);
  defineCommand(sessions, endAll, perform);
}

interface ListOptions {
  readonly user?: string;
  readonly authType?: string;
  readonly address?: string;
  readonly limit: string;
}

const list: CommandDefinition<ListOptions> = {
  usage: "list",
  summary: "List live sessions, newest first.",
  options: [
    { flags: "--user <username>", meaning: "only those of this user" },
    { flags: "--auth-type <type>", meaning: "only those of this provider: local or vsphere" },
    { flags: "--address <address>", meaning: "only those opened from this address" },
    { flags: "--limit <number>", meaning: "the maximum number of sessions", defaultValue: "100" },
  ],
  examples: [
    "gatehouse sessions list",
    "gatehouse sessions list --user ada --auth-type local",
    "gatehouse sessions list --address 192.0.2.7 --limit 100000 --json",
  ],
  async run(invocation, { options }) {
    const limit = parseLimit(options.limit);
    const page = await withAdministration({
      invocation,
      purpose: "look",
      run: (administration) => readPages(administration, options, limit),
    });
    return describeSessions(page, invocation.wallClock.nowMs());
  },
};

const end: CommandDefinition<object> = {
  usage: "end <id>",
  summary: "End one session, by its public id.",
  description: "The list shows the ids. Once the command is done, the server no longer accepts the token.",
  examples: ["gatehouse sessions end 6f0c2c3e-3b52-4f8a-9d3c-0f4f0d0f2a11"],
  negativeOutcome: "there is no live session with this id",
  async run(invocation, { arguments: [id = ""] }) {
    const session = await withAdministration({
      invocation,
      purpose: "change",
      run: (administration) => administration.endSession({ id }),
    });
    const name = printable(session.user.username);
    return {
      data: { session: sessionData(session) },
      lines: (style) => [`${style.good("✓")} The session of ${name} was ended.`],
    };
  },
};

const endUser: CommandDefinition<{ authType: string }> = {
  usage: "end-user <username>",
  summary: "End all sessions of a user.",
  description: "The same name in two providers is two users.",
  options: [
    {
      flags: "--auth-type <type>",
      meaning: "the provider of the user: local or vsphere",
      defaultValue: "local",
    },
  ],
  examples: [
    "gatehouse sessions end-user ada",
    "gatehouse sessions end-user administrator@vsphere.local --auth-type vsphere",
  ],
  async run(invocation, { arguments: [username = ""], options: { authType } }) {
    const { ended } = await withAdministration({
      invocation,
      purpose: "change",
      run: (administration) => administration.endUser({ authType, username }),
    });
    const sentence = `${countOf(ended, "session")} of ${printable(username)} (${printable(authType)}) ended.`;
    return { data: { username, authType, ended }, lines: (style) => [`${style.good("✓")} ${sentence}`] };
  },
};

const endAll: CommandDefinition<{ yes?: true }> = {
  usage: "end-all",
  summary: "End all sessions.",
  options: [{ flags: "--yes", meaning: "do not ask" }],
  examples: ["gatehouse sessions end-all", "gatehouse sessions end-all --yes"],
  async run(invocation, { options }) {
    const question = "End all sessions? All users must sign in again.";
    await confirm({ line: invocation.line, question, given: options.yes === true });
    const { ended } = await withAdministration({
      invocation,
      purpose: "change",
      run: (administration) => administration.endAll({}),
    });
    const sentence = `${countOf(ended, "session")} ended. All users must sign in again.`;
    return { data: { ended }, lines: (style) => [`${style.good("✓")} ${sentence}`] };
  },
};

function parseLimit(text: string): number {
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (limit > 0) return limit;
  throw new UsageError(`--limit must be a whole number from 1, not ${JSON.stringify(text)}.`);
}

async function readPages(
  administration: Administration,
  { user, authType, address }: ListOptions,
  limit: number,
): Promise<{ sessions: readonly Session[]; more: boolean }> {
  const sessions: Session[] = [];
  let cursor: string | undefined;
  do {
    const page = await administration.listSessions({
      limit: Math.min(limit - sessions.length, MAX_PAGE_SESSIONS),
      cursor,
      username: user,
      authType,
      clientAddress: address,
    });
    sessions.push(...page.sessions);
    cursor = page.nextCursor;
  } while (cursor !== undefined && sessions.length < limit);
  return { sessions, more: cursor !== undefined };
}

/** Reports a list of sessions. */
function describeSessions({ sessions, more }: SessionsPage, nowMs: number): Report {
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
function sessionData(session: Session): Readonly<Record<string, unknown>> {
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
