import type { Answer, Ask } from "../attack/ask.ts";
import { SESSIONS, type Target } from "../attack/startTarget.ts";
import type { HistoryEntry, RevocationScope } from "./findViolations.ts";

const LIVE = "/api/admin/v1/live-sessions";
const MOST_LIVE_PER_USER = 3;
const LONGEST_MILLISECONDS = 20_000;

/** A session that a client holds. */
interface Held {
  /** Its name in the history. */
  readonly session: string;
  readonly user: string;
  readonly token: string;
  /** The public id, by which administrators end it. */
  readonly id: string;
}

/** Clients of a server, and the history of what they saw. */
export interface Clients {
  /** Opens sessions until each user has enough of them. */
  signInAll(target: Target): Promise<void>;
  /** Asks with a random session, ended ones too. */
  check(target: Target): Promise<void>;
  /** Ends one, some or all sessions, in a random way. */
  revoke(target: Target): Promise<void>;
  /** Asks once with each session. */
  checkAll(target: Target): Promise<void>;
  /** Every entry since the last `forget`. */
  readonly history: readonly HistoryEntry[];
  /** Drops sessions that were rejected, and what was noted of them. */
  forget(): void;
}

/** Options of the clients. */
export interface ClientsOptions {
  /** User names and passwords; the first one is a System Administrator. */
  readonly users: ReadonlyMap<string, string>;
  /** A number from 0 up to 1. */
  readonly random: () => number;
}

/** What a random choice is made from. */
interface Pool {
  readonly administrator: string;
  readonly users: readonly string[];
  readonly held: readonly Held[];
  pick<Item>(items: readonly Item[]): Item | undefined;
}

/** A request that ends sessions, and the session that it is sent with. */
interface RevocationPlan {
  readonly by: Held;
  readonly request: Ask;
  readonly scope: RevocationScope;
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
    share: 60,
    plan({ held, pick }) {
      const by = pick(held);
      if (by === undefined) return undefined;
      const request = { method: "DELETE", path: SESSIONS };
      return { by, request, scope: { kind: "session", session: by.session } };
    },
  },
  {
    share: 15,
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
    share: 3,
    plan(pool) {
      const by = administratorOf(pool);
      const request = { method: "POST", path: `${LIVE}/end-all` };
      return by && { by, request, scope: { kind: "all" } };
    },
  },
];
const waysByShare = ways.flatMap((way) => Array.from({ length: way.share }, () => way));

/** Whether a revocation that succeeded ends the session that it was sent with. */
function endsItself({ by, scope }: RevocationPlan): boolean {
  if (scope.kind === "session") return scope.session === by.session;
  return scope.kind === "all" || (scope.user === by.user && scope.except !== by.session);
}

async function time(target: Target, request: Ask) {
  const startMs = performance.now();
  const response = await target.ask({ longestMilliseconds: LONGEST_MILLISECONDS, ...request });
  return { response, times: { startMs, endMs: performance.now() } };
}

/** Makes clients that hold no session yet. */
export function createClients({ users, random }: ClientsOptions): Clients {
  const record = createRecord();
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const names = [...users.keys()];
  const pool = (): Pool => ({ administrator: names[0] ?? "", users: names, held: record.held, pick });

  async function signIn(target: Target, user: string): Promise<void> {
    const body = { username: user, password: users.get(user) ?? "" };
    const from = `127.0.${1 + Math.floor(random() * 200)}.9`;
    const { response, times } = await time(target, { method: "POST", path: SESSIONS, body, from });
    const token = response.headers["x-hm-authorization"];
    if (response.status !== 200 || typeof token !== "string") return;
    const { data } = JSON.parse(response.text) as { data: { session: { id: string } } };
    record.hold({ user, token, id: data.session.id }, times);
  }

  async function checkOne(target: Target, { session, token }: Held): Promise<void> {
    const { response, times } = await time(target, { path: SESSIONS, token });
    record.add({ kind: "check", session, result: resultOf(response), ...times });
  }

  return {
    async signInAll(target) {
      const missing = names.flatMap((user) =>
        Array.from({ length: Math.max(0, MOST_LIVE_PER_USER - record.countLive(user)) }, () => user),
      );
      const takeNext = async (): Promise<void> => {
        for (let user = missing.pop(); user !== undefined; user = missing.pop()) await signIn(target, user);
      };
      await Promise.all([takeNext(), takeNext()]);
    },
    async check(target) {
      const one = pick(record.held);
      if (one !== undefined) await checkOne(target, one);
    },
    async revoke(target) {
      const plan = pick(waysByShare)?.plan(pool());
      if (plan === undefined) return;
      const { by, request, scope } = plan;
      const { response, times } = await time(target, { ...request, token: by.token });
      const result = response.status === 200 ? "done" : "unknown";
      record.add({ kind: "revocation", scope, result, ...times });
      // The response says of the session that sent it what a check would say.
      if (result === "done" && endsItself(plan)) return;
      record.add({ kind: "check", session: by.session, result: resultOf(response), ...times });
    },
    async checkAll(target) {
      await Promise.all(record.held.map((one) => checkOne(target, one)));
    },
    get history() {
      return record.history;
    },
    forget: record.forget,
  };
}

/** The history, and the sessions that may live. */
function createRecord() {
  let history: HistoryEntry[] = [];
  let held: Held[] = [];
  let rejected = new Set<string>();
  let count = 0;
  return {
    get history(): readonly HistoryEntry[] {
      return history;
    },
    get held(): readonly Held[] {
      return held;
    },
    countLive: (user: string) => held.filter((one) => one.user === user && !rejected.has(one.session)).length,
    hold(facts: Omit<Held, "session">, times: { readonly startMs: number; readonly endMs: number }): void {
      count += 1;
      const session = `${facts.user}-${count}`;
      held.push({ session, ...facts });
      history.push({ kind: "creation", session, user: facts.user, ...times });
    },
    add(entry: HistoryEntry): void {
      history.push(entry);
      if (entry.kind === "check" && entry.result === "rejected") rejected.add(entry.session);
    },
    forget(): void {
      held = held.filter(({ session }) => !rejected.has(session));
      rejected = new Set();
      const kept = new Set(held.map(({ session }) => session));
      history = history.filter((entry) => entry.kind === "revocation" || kept.has(entry.session));
      const since = Math.min(...history.flatMap((entry) => (entry.kind === "creation" ? entry.startMs : [])));
      history = history.filter(({ endMs }) => endMs >= since);
    },
  };
}

function resultOf({ status }: Answer): "accepted" | "rejected" | "unavailable" {
  // 403 and 404 come after the session was accepted.
  if ([200, 403, 404].includes(status)) return "accepted";
  return status === 401 ? "rejected" : "unavailable";
}
