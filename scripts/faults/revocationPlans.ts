import type { TargetRequest, TargetResponse } from "../attack/send.ts";
import { SESSIONS } from "../attack/startTarget.ts";
import type { RevocationScope } from "./findViolations.ts";

const API = "/api/admin/v1";
const LIVE = `${API}/live-sessions`;
/** What the pages of the server send with the cookie. */
const BROWSER = { "x-gatehouse-session": "cookie", "sec-fetch-site": "same-origin" };

/** A session that a client holds. */
export interface Held {
  /** Its name in the history. */
  readonly session: string;
  readonly user: string;
  readonly token: string;
  /** The public id, by which administrators end it. */
  readonly id: string;
}

/** What a random choice is made from. */
export interface Pool {
  readonly administrator: string;
  /** A password that a user may have; nothing while another request changes it. */
  passwordOf(user: string): string | undefined;
  /** The next password of a user. */
  nextPassword(user: string): string;
  readonly users: readonly string[];
  readonly held: readonly Held[];
  pick<Item>(items: readonly Item[]): Item | undefined;
}

/** A request that ends sessions, and the session that it is sent with. */
export interface RevocationPlan {
  readonly by: Held;
  readonly request: TargetRequest;
  readonly scope: RevocationScope;
  /** Finds the token of the session that is opened in the same step. */
  readonly freshToken?: (response: TargetResponse) => string | undefined;
  /** The password that the user has if it succeeds. */
  readonly newPassword?: string;
}

interface Way {
  /** How often it is taken, in percent. */
  readonly share: number;
  /** Nothing when no session fits. */
  plan(pool: Pool): RevocationPlan | undefined;
}

const administratorOf = ({ administrator, held, pick }: Pool): Held | undefined =>
  pick(held.filter(({ user }) => user === administrator));

const ways: readonly Way[] = [
  {
    share: 50,
    plan({ held, pick }) {
      const by = pick(held);
      if (by === undefined) return undefined;
      const request = { method: "DELETE", path: SESSIONS };
      return { by, request, scope: { kind: "session", session: by.session } };
    },
  },
  {
    share: 14,
    plan({ held, pick }) {
      const by = pick(held);
      if (by === undefined) return undefined;
      const request = { method: "POST", path: `${LIVE}/end-others` };
      return { by, request, scope: { kind: "user", user: by.user, except: by.session } };
    },
  },
  {
    share: 12,
    plan(pool) {
      const [by, other] = [administratorOf(pool), pool.pick(pool.held)];
      if (by === undefined || other === undefined || other === by) return undefined;
      const request = { method: "DELETE", path: `${LIVE}/${other.id}` };
      return { by, request, scope: { kind: "session", session: other.session } };
    },
  },
  {
    share: 10,
    plan(pool) {
      const [by, user] = [administratorOf(pool), pool.pick(pool.users)];
      if (by === undefined || user === undefined) return undefined;
      const request = { method: "POST", path: `${LIVE}/end-user`, body: { username: user } };
      return { by, request, scope: { kind: "user", user } };
    },
  },
  {
    share: 6,
    plan({ held, pick, ...pool }) {
      const by = pick(held);
      const password = by && pool.passwordOf(by.user);
      if (by === undefined || password === undefined) return undefined;
      return {
        by,
        request: {
          method: "POST",
          path: `${API}/browser-sessions/reauthenticate`,
          headers: { ...BROWSER, cookie: `__Host-gatehouse=${by.token}` },
          body: { password },
        },
        scope: { kind: "session", session: by.session },
        freshToken: ({ headers }) => /^__Host-gatehouse=([^;]+)/.exec(headers["set-cookie"]?.[0] ?? "")?.[1],
      };
    },
  },
  {
    share: 5,
    plan({ administrator, held, pick, ...pool }) {
      const by = pick(held.filter(({ user }) => user !== administrator));
      const currentPassword = by && pool.passwordOf(by.user);
      if (by === undefined || currentPassword === undefined) return undefined;
      const newPassword = pool.nextPassword(by.user);
      return {
        by,
        request: { method: "PUT", path: `${API}/account/password`, body: { currentPassword, newPassword } },
        scope: { kind: "user", user: by.user },
        freshToken: tokenIn,
        newPassword,
      };
    },
  },
  {
    share: 3,
    plan(pool) {
      const by = administratorOf(pool);
      const request = { method: "POST", path: `${LIVE}/end-all` };
      return by && { by, request, scope: { kind: "all" } };
    },
  },
];

const waysByShare = ways.flatMap((way) => Array.from({ length: way.share }, () => way));

export function tokenIn({ headers }: TargetResponse): string | undefined {
  const token = headers["x-hm-authorization"];
  return typeof token === "string" ? token : undefined;
}

/** Whether a revocation that succeeded ends the session that it was sent with. */
export function endsItself({ by, scope }: RevocationPlan): boolean {
  if (scope.kind === "session") return scope.session === by.session;
  return scope.kind === "all" || (scope.user === by.user && scope.except !== by.session);
}

/** Plans one revocation, in a random way; nothing when no session fits. */
export function planRevocation(pool: Pool): RevocationPlan | undefined {
  return pool.pick(waysByShare)?.plan(pool);
}
