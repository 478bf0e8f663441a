import { watch } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { bundleServer } from "../../faults/bundleServer.ts";
import type { Attack, CaseResult } from "../Attack.ts";
import type { Ask } from "../ask.ts";
import { SESSIONS, type Target } from "../startTarget.ts";

const API = "/api/admin/v1";
const OLD_PASSWORD = "an old lamp beside the window";
const NEW_PASSWORD = "three green boats at the pier";
const ADMINISTRATOR = "System Administrator";
const PASSWORD_CHECK_MILLISECONDS = 300;

/** Whom an act is about, and who does it. */
interface Cast {
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
interface Act {
  readonly name: string;
  /** Begins the act, and gives whether it was told to be done. */
  begin(cast: Cast): Promise<boolean>;
  /** Whether the account shows the act after the restart. */
  isDone(target: Target, cast: Cast): Promise<boolean>;
  /** For how long after the first write it may be killed: a password is checked between two. @default 8 */
  readonly withinMilliseconds?: number;
  /** Of an act that ends no session, only what was told counts. @default true */
  readonly endsSessions?: boolean;
}

interface ListedAccount {
  readonly id: string;
  readonly username: string;
  readonly enabled: boolean;
  readonly roles: readonly string[];
}

/** What an operation for administrators shows. */
async function show<Data>(target: Target, token: string, path: string): Promise<Data> {
  const { status, text } = await target.ask({ path: `${API}${path}`, token });
  if (status !== 200) throw new Error(`GET ${path} was answered with ${status}: ${text}`);
  return (JSON.parse(text) as { data: Data }).data;
}

async function accountOf(target: Target, { adminToken, username }: Pick<Cast, "adminToken" | "username">) {
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
class ActRejectedError extends Error {
  constructor({ method, path }: Ask, status: number) {
    super(`${method} ${path} was to be done, and the server responded with ${status}.`);
    this.name = "ActRejectedError";
  }
}

/** Whether the server said that it is done. @throws {ActRejectedError} for a rejection */
async function isToldDone(target: Target, call: Ask): Promise<boolean> {
  const { status } = await target.ask(call);
  if (status >= 400 && status < 500) throw new ActRejectedError(call, status);
  return status === 200;
}

/** An act as an administrator does it over HTTP. */
function overHttp(
  name: string,
  act: Pick<Act, "isDone" | "endsSessions"> & { ask: (cast: Cast) => Pick<Ask, "method" | "path" | "body"> },
): Act {
  const { ask, ...rest } = act;
  return {
    name,
    ...rest,
    begin(cast) {
      const { path, ...call } = ask(cast);
      return isToldDone(cast.target, { ...call, path: `${API}${path}`, token: cast.adminToken });
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

const acts: readonly Act[] = [
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
      return isToldDone(target, { method: "PUT", path: `${API}/account/password`, token, body });
    },
    isDone: opensWithNewPassword,
    withinMilliseconds: PASSWORD_CHECK_MILLISECONDS,
  },
  {
    name: "a password is confirmed in a browser",
    begin: ({ target, token }) =>
      isToldDone(target, {
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
    ask: ({ username }) => ({
      method: "POST",
      path: "/accounts",
      body: { username: friendOf(username), roles: [ADMINISTRATOR] },
    }),
    isDone: async (target, cast) =>
      (await accountOf(target, { ...cast, username: friendOf(cast.username) })) !== undefined,
    endsSessions: false,
  }),
  overHttp("an account is disabled over HTTP", {
    ask: ({ id }) => ({ method: "PUT", path: `/accounts/${id}/state`, body: { enabled: false } }),
    isDone: isDisabled,
  }),
  overHttp("a role is taken over HTTP", {
    ask: ({ id }) => ({ method: "PUT", path: `/accounts/${id}/roles`, body: { roles: ["Operator"] } }),
    isDone: hasLostRole,
  }),
  overHttp("a password is reset over HTTP", {
    ask: ({ id }) => ({ method: "POST", path: `/accounts/${id}/reset-password` }),
    isDone: async (target, { username }) => !(await opensWith(target, username, OLD_PASSWORD)),
  }),
  overHttp("an account is removed over HTTP", {
    ask: ({ id }) => ({ method: "DELETE", path: `/accounts/${id}` }),
    isDone: isRemoved,
  }),
  overHttp("all sessions of a user are ended over HTTP", {
    ask: ({ username }) => ({
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
    ask: () => ({ method: "POST", path: "/live-sessions/end-all" }),
    isDone: async (target, { adminToken }) =>
      (await target.ask({ path: SESSIONS, token: adminToken })).status === 401,
  }),
];

/** Kills the server so many milliseconds after its store is first written to; gives whether the act was told done. */
async function killAtWrite(target: Target, act: () => Promise<boolean>, afterMilliseconds: number) {
  const { promise: written, resolve } = Promise.withResolvers<void>();
  const watcher = watch(target.dataDirectory, (_event, file) => {
    if (file?.startsWith("sessions.db")) resolve();
  });
  const ended = act().catch((error: unknown) => {
    if (error instanceof ActRejectedError) throw error;
    return false;
  });
  await Promise.race([written, ended]);
  watcher.close();
  await pause(afterMilliseconds);
  await target.stop("SIGKILL");
  return ended;
}

/** Adds a user for one kill, and signs both in. */
async function openCast(target: Target, username: string): Promise<Cast> {
  const adminToken = await target.signIn();
  const body = { username, password: OLD_PASSWORD, roles: [ADMINISTRATOR] };
  const added = await target.ask({ method: "POST", path: `${API}/accounts`, token: adminToken, body });
  if (added.status !== 200) throw new Error(`${username} cannot be added: ${added.status} ${added.text}`);
  const { id = "" } = (await accountOf(target, { adminToken, username })) ?? {};
  const token = await target.signIn(username, OLD_PASSWORD);
  const { session } = await show<{ session: { id: string } }>(target, token, "/sessions");
  return { target, username, id, adminToken, token, sessionId: session.id };
}

/** A server that is killed and started again on its data, over and over. */
interface Victim {
  target: Target;
  kills: number;
  restart(): Promise<Target>;
}

/** One kill: what was told before it, and what is found after it. */
async function killOnce(victim: Victim, act: Act, share: number) {
  victim.kills += 1;
  const cast = await openCast(victim.target, `bob${victim.kills}`);
  const { withinMilliseconds = 8 } = act;
  const isTold = await killAtWrite(cast.target, () => act.begin(cast), share * withinMilliseconds);
  victim.target = await victim.restart();
  const { status } = await victim.target.ask({ path: SESSIONS, token: cast.token });
  const isDone = await act.isDone(victim.target, cast);
  return { isTold, isDone, isAccepted: status === 200 };
}

async function attackWith(victim: Victim, act: Act, rounds: number): Promise<CaseResult> {
  const { name, endsSessions = true } = act;
  const outcomes: Awaited<ReturnType<typeof killOnce>>[] = [];
  // At moments that do not repeat.
  for (let round = 0; round < rounds; round += 1)
    outcomes.push(await killOnce(victim, act, ((round + 1) * 0.618) % 1));
  const isWhole = ({ isDone, isAccepted }: (typeof outcomes)[number]) =>
    endsSessions ? isDone !== isAccepted : isAccepted;
  const done = outcomes.filter(({ isDone }) => isDone).length;
  const halves = outcomes.filter((outcome) => !isWhole(outcome)).length;
  const lost = outcomes.filter(({ isTold, isDone }) => isTold && !isDone).length;
  return {
    name,
    held: halves === 0 && lost === 0,
    saw: `of ${rounds} kills ${done} left the act done and ${rounds - done} undone; ${halves} left one of act and sessions without the other, ${lost} lost what was told to be done.`,
  };
}

/** Kill -9 while an administrative act and the end of its sessions are written. */
export const killedInBetween: Attack = {
  name: "killed-in-between",
  ids: ["SES-23"],
  does: "Kills the server while an account is changed and its sessions are ended.",
  inTests: false,
  async run(scene) {
    const results: CaseResult[] = [];
    // From a bundle a start takes a third of the time.
    const program = await bundleServer(scene.createDataDirectory());
    const target = await scene.start(program);
    const { dataDirectory } = target;
    const restart = () => scene.start({ ...program, dataDirectory });
    const victim: Victim = { target, kills: 0, restart };
    for (const act of acts) {
      const result = await attackWith(victim, act, scene.amount({ quick: 1, full: 8 }));
      scene.ended(result);
      results.push(result);
    }
    return results;
  },
};
