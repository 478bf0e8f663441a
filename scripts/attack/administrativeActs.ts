import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { TargetRequest } from "./send.ts";
import { SESSIONS, type Target } from "./startTarget.ts";

/** Where the operations are. */
export const API = "/api/admin/v1";
/** The password of the account before the act. */
export const OLD_PASSWORD = "an old lamp beside the window";
const NEW_PASSWORD = "three green boats at the pier";
/** The role that the account has before the act. */
export const ADMINISTRATOR = "System Administrator";
const PASSWORD_CHECK_MILLISECONDS = 300;
/** The address that sends wrong passwords, so that only this address is locked out. */
const STRANGER = "127.0.0.88";
/** Three wrong passwords lock a stranger out; the lock is on the disk within about a second. */
const WRONG_PASSWORDS = 3;
const LOCK_SAVED_MILLISECONDS = 2000;

/** The user of an act, and the administrator who does it. */
export interface Cast {
  readonly target: Target;
  readonly username: string;
  /** A session of the account, and its id. */
  readonly token: string;
  readonly sessionId: string;
  /** The id of the account. */
  readonly id: string;
  /** A session of `admin`, who signed in just now. */
  readonly adminToken: string;
}

/** An act whose outcome shows after the restart. */
export interface Act {
  readonly name: string;
  /** What has to be there before it. */
  prepare?(cast: Cast): Promise<void>;
  /** Begins the act, and gives whether it was reported as done. */
  begin(cast: Cast): Promise<boolean>;
  /** Whether the account shows the act after the restart. */
  isDone(target: Target, cast: Cast): Promise<boolean>;
  /** For how long after the first write it may be killed: a password is checked between two. @default 8 */
  readonly withinMilliseconds?: number;
  /** Of an act that ends no session, only what was reported counts. @default true */
  readonly endsSessions?: boolean;
  /** Makes room for the next act. */
  undo?(target: Target, cast: Cast): Promise<unknown>;
}

interface ListedAccount {
  readonly id: string;
  readonly username: string;
  readonly enabled: boolean;
  readonly roles: readonly string[];
  readonly lockedUntil?: number;
}

/** What an operation for administrators shows. */
export async function show<Data>(target: Target, token: string, path: string): Promise<Data> {
  const { status, text } = await target.send({ path: `${API}${path}`, token });
  if (status !== 200) throw new Error(`GET ${path} got ${status}: ${text}`);
  return (JSON.parse(text) as { data: Data }).data;
}

/** What an administrator sees of the account; nothing where it is not there. */
export async function accountOf(
  target: Target,
  { adminToken, username }: Pick<Cast, "adminToken" | "username">,
) {
  const { accounts } = await show<{ accounts: readonly ListedAccount[] }>(target, adminToken, "/accounts");
  return accounts.find((account) => account.username === username);
}

async function opensWith(target: Target, username: string, password: string): Promise<boolean> {
  return target.signIn(username, password).then(
    () => true,
    () => false,
  );
}

/** The server did not take the act, so killing it shows nothing. */
export class ActRejectedError extends Error {
  constructor({ method, path }: TargetRequest, status: number) {
    super(`${method} ${path} was to be done, and the server responded with ${status}.`);
    this.name = "ActRejectedError";
  }
}

/** Whether the server said that it is done. @throws {ActRejectedError} for a rejection */
async function isReportedDone(target: Target, call: TargetRequest): Promise<boolean> {
  const { status } = await target.send(call);
  if (status >= 400 && status < 500) throw new ActRejectedError(call, status);
  return status === 200;
}

/** An act as an administrator does it over HTTP. */
function overHttp(
  name: string,
  act: Pick<Act, "prepare" | "isDone" | "endsSessions" | "undo"> & {
    request: (cast: Cast) => Pick<TargetRequest, "method" | "path" | "body">;
  },
): Act {
  const { request, ...rest } = act;
  return {
    name,
    ...rest,
    begin(cast) {
      const { path, ...call } = request(cast);
      return isReportedDone(cast.target, { ...call, path: `${API}${path}`, token: cast.adminToken });
    },
  };
}

const isDisabled: Act["isDone"] = async (target, cast) => (await accountOf(target, cast))?.enabled === false;
const isRemoved: Act["isDone"] = async (target, cast) => (await accountOf(target, cast)) === undefined;
const hasLostRole: Act["isDone"] = async (target, cast) =>
  (await accountOf(target, cast))?.roles.includes(ADMINISTRATOR) === false;
const opensWithNewPassword: Act["isDone"] = (target, { username }) =>
  opensWith(target, username, NEW_PASSWORD);
/** Whether the user has a session that is not the one of the beginning. */
const hasFreshSession: Act["isDone"] = async (target, { adminToken, username, sessionId }) => {
  const path = `/live-sessions?scope=all&username=${username}`;
  const { sessions } = await show<{ sessions: readonly { session: { id: string } }[] }>(
    target,
    adminToken,
    path,
  );
  return sessions.some(({ session }) => session.id !== sessionId);
};

const friendOf = (username: string): string => `carl-of-${username}`;
const hasFriend: Act["isDone"] = async (target, cast) =>
  (await accountOf(target, { ...cast, username: friendOf(cast.username) })) !== undefined;

const exportOf = ({ target, username }: Cast): string => `${target.dataDirectory}-${username}.json`;

/** Exports the account, and changes it in the file. */
async function exportChanged(cast: Cast, change: object): Promise<void> {
  const { target, username } = cast;
  const file = exportOf(cast);
  const { code, errors } = await target.command("accounts", "export", "--with-secrets", "--output", file);
  if (code !== 0) throw new Error(`The accounts cannot be exported: ${errors}`);
  const { accounts, ...rest } = JSON.parse(readFileSync(file, "utf8")) as {
    accounts: { username: string }[];
  };
  const own = accounts.filter((account) => account.username === username);
  writeFileSync(
    file,
    JSON.stringify({ ...rest, accounts: own.map((account) => ({ ...account, ...change })) }),
  );
}

async function importExport(cast: Cast): Promise<boolean> {
  return (await cast.target.command("accounts", "import", exportOf(cast), "--replace")).code === 0;
}

async function lockOut({ target, username }: Cast): Promise<void> {
  const body = { username, password: NEW_PASSWORD };
  for (let tries = 0; tries < WRONG_PASSWORDS; tries += 1)
    await target.send({ method: "POST", path: SESSIONS, body, from: STRANGER });
  await pause(LOCK_SAVED_MILLISECONDS);
}

const isUnlocked: Act["isDone"] = async (target, cast) =>
  (await accountOf(target, cast))?.lockedUntil === undefined;

const setSignIns = (target: Target, { adminToken: token }: Cast, open: boolean) =>
  target.send({ method: "PUT", path: `${API}/sign-ins`, token, body: { open } });

/** The acts of an administrator that end sessions or change who may sign in. */
export const acts: readonly Act[] = [
  {
    name: "an account is disabled",
    begin: async ({ target, username }) => (await target.command("accounts", "disable", username)).code === 0,
    isDone: isDisabled,
  },
  {
    name: "a role is taken",
    begin: async ({ target, username }) =>
      (await target.command("accounts", "roles", username, "Operator")).code === 0,
    isDone: hasLostRole,
  },
  {
    name: "an account is removed",
    begin: async ({ target, username }) =>
      (await target.command("accounts", "remove", username, "--yes")).code === 0,
    isDone: isRemoved,
  },
  {
    name: "a password is set by command",
    begin: async ({ target, username }) =>
      (await target.commandWith(NEW_PASSWORD, "accounts", "password", username, "--password-stdin")).code ===
      0,
    isDone: opensWithNewPassword,
  },
  {
    name: "the own password is changed",
    begin({ target, token }) {
      const body = { currentPassword: OLD_PASSWORD, newPassword: NEW_PASSWORD };
      return isReportedDone(target, { method: "PUT", path: `${API}/account/password`, token, body });
    },
    isDone: opensWithNewPassword,
    withinMilliseconds: PASSWORD_CHECK_MILLISECONDS,
  },
  {
    name: "a password is confirmed in a browser",
    begin: ({ target, token }) =>
      isReportedDone(target, {
        method: "POST",
        path: `${API}/browser-sessions/reauthenticate`,
        headers: {
          cookie: `__Host-gatehouse=${token}`,
          "x-gatehouse-session": "cookie",
          "sec-fetch-site": "same-origin",
        },
        body: { password: OLD_PASSWORD },
      }),
    isDone: hasFreshSession,
    withinMilliseconds: PASSWORD_CHECK_MILLISECONDS,
  },
  overHttp("an account is added over HTTP", {
    request: ({ username }) => ({
      method: "POST",
      path: "/accounts",
      body: { username: friendOf(username), roles: [ADMINISTRATOR] },
    }),
    isDone: hasFriend,
    endsSessions: false,
  }),
  overHttp("an account is disabled over HTTP", {
    request: ({ id }) => ({ method: "PUT", path: `/accounts/${id}/state`, body: { enabled: false } }),
    isDone: isDisabled,
  }),
  overHttp("a role is taken over HTTP", {
    request: ({ id }) => ({ method: "PUT", path: `/accounts/${id}/roles`, body: { roles: ["Operator"] } }),
    isDone: hasLostRole,
  }),
  overHttp("a password is reset over HTTP", {
    request: ({ id }) => ({ method: "POST", path: `/accounts/${id}/reset-password` }),
    isDone: async (target, { username }) => !(await opensWith(target, username, OLD_PASSWORD)),
  }),
  overHttp("an account is removed over HTTP", {
    request: ({ id }) => ({ method: "DELETE", path: `/accounts/${id}` }),
    isDone: isRemoved,
  }),
  overHttp("all sessions of a user are ended over HTTP", {
    request: ({ username }) => ({
      method: "POST",
      path: "/live-sessions/end-user",
      body: { authType: "local", username },
    }),
    isDone: async (target, { adminToken, username }) => {
      const path = `/live-sessions?scope=all&username=${username}`;
      const { sessions } = await show<{ sessions: readonly unknown[] }>(target, adminToken, path);
      return sessions.length === 0;
    },
  }),
  overHttp("all sessions are ended over HTTP", {
    request: () => ({ method: "POST", path: "/live-sessions/end-all" }),
    isDone: async (target, { adminToken }) =>
      (await target.send({ path: SESSIONS, token: adminToken })).status === 401,
  }),
  {
    name: "an account is imported over another",
    prepare: (cast) => exportChanged(cast, { roles: ["Operator"] }),
    begin: importExport,
    isDone: hasLostRole,
  },
  {
    name: "an account is imported",
    prepare: (cast) => exportChanged(cast, { id: crypto.randomUUID(), username: friendOf(cast.username) }),
    begin: importExport,
    isDone: hasFriend,
    endsSessions: false,
  },
  overHttp("an account is unlocked over HTTP", {
    async prepare(cast) {
      await lockOut(cast);
      if (await isUnlocked(cast.target, cast)) throw new Error("Wrong passwords do not lock the account.");
    },
    request: ({ id }) => ({ method: "POST", path: `/accounts/${id}/unlock` }),
    isDone: isUnlocked,
    endsSessions: false,
  }),
  overHttp("sign-ins are disabled over HTTP", {
    request: () => ({ method: "PUT", path: "/sign-ins", body: { open: false } }),
    isDone: async (target, { adminToken }) =>
      !(await show<{ open: boolean }>(target, adminToken, "/sign-ins")).open,
    endsSessions: false,
    undo: (target, cast) => setSignIns(target, cast, true),
  }),
];
