import { Agent } from "node:http";
import type { TargetRequest, TargetResponse } from "../attack/send.ts";
import { SESSIONS, type Target } from "../attack/startTarget.ts";
import { createPasswords } from "./createPasswords.ts";
import { createRecord } from "./createRecord.ts";
import type { HistoryEntry } from "./findViolations.ts";
import { endsItself, type Held, planRevocation, type RevocationPlan, tokenIn } from "./revocationPlans.ts";

/** So many revocations of a hundred are sent twice at once: the second one finds nothing to end. */
const SENT_TWICE_PERCENT = 30;
const MOST_LIVE_PER_USER = 3;
const LONGEST_MILLISECONDS = 20_000;

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
  /**
   * Opens connections of their own, each to the worker that accepts it.
   *
   * @returns sends over all of them at once; then they are closed
   */
  connect(target: Target, count: number): Promise<() => Promise<void>>;
  /** Every entry since the last `forget`. */
  readonly history: readonly HistoryEntry[];
  /** Drops sessions that were rejected, and what was noted of them. */
  forget(): void;
}

/** Options of the clients. */
export interface ClientsOptions {
  /** User names and their first passwords; the first one is a System Administrator, and keeps it. */
  readonly users: ReadonlyMap<string, string>;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  /** How long after its client saw no response a server may still change a password. @default 0 */
  readonly lateChangeMs?: number;
}

async function time(target: Target, request: TargetRequest) {
  const startMs = performance.now();
  const response = await target.send({ longestMilliseconds: LONGEST_MILLISECONDS, ...request });
  return { response, times: { startMs, endMs: performance.now() } };
}

/** Makes clients that hold no session yet. */
export function createClients({ users, random, lateChangeMs = 0 }: ClientsOptions): Clients {
  const record = createRecord();
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const names = [...users.keys()];
  const passwords = createPasswords(users);
  const { signIn, checkOne, revokeOnce } = createRequests({ record, passwords, random, lateChangeMs });

  async function checkAny(target: Target, agent?: Agent): Promise<void> {
    const one = pick(record.held);
    if (one !== undefined) await checkOne(target, one, agent);
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
    check: checkAny,
    async revoke(target) {
      const plan = planRevocation({
        ...{ administrator: names[0] ?? "", users: names, held: record.held, pick },
        ...{ passwordOf: passwords.current, nextPassword: passwords.next },
      });
      if (plan === undefined) return;
      const isSentTwice = plan.freshToken === undefined && 100 * random() < SENT_TWICE_PERCENT;
      await Promise.all(Array.from({ length: isSentTwice ? 2 : 1 }, () => revokeOnce(target, plan)));
    },
    async checkAll(target) {
      await Promise.all(record.held.map((one) => checkOne(target, one)));
    },
    async connect(target, count) {
      const agents = Array.from({ length: count }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
      const checkOverEach = () => Promise.all(agents.map((agent) => checkAny(target, agent)));
      await checkOverEach();
      return async () => {
        await checkOverEach();
        for (const agent of agents) agent.destroy();
      };
    },
    get history() {
      return record.history;
    },
    forget: record.forget,
  };
}

interface RequestParts extends Required<Pick<ClientsOptions, "random" | "lateChangeMs">> {
  readonly record: ReturnType<typeof createRecord>;
  readonly passwords: ReturnType<typeof createPasswords>;
}

/** Single requests, noted with their times. */
function createRequests({ record, passwords, random, lateChangeMs }: RequestParts) {
  return {
    async signIn(target: Target, user: string): Promise<void> {
      const from = `127.0.${1 + Math.floor(random() * 200)}.9`;
      for (const password of passwords.possible(user)) {
        const body = { username: user, password };
        const { response, times } = await time(target, { method: "POST", path: SESSIONS, body, from });
        if (response.status === 200) {
          passwords.proved(user, password);
          record.hold(freshOf(user, response, tokenIn), times);
        }
        if (response.status !== 401) return;
      }
    },
    async checkOne(target: Target, { session, token }: Held, agent?: Agent): Promise<void> {
      const over = agent === undefined ? {} : { agent };
      const { response, times } = await time(target, { path: SESSIONS, token, ...over });
      record.add({ kind: "check", session, result: resultOf(response), ...times });
    },
    async revokeOnce(target: Target, plan: RevocationPlan): Promise<void> {
      const { by, request, freshToken, newPassword } = plan;
      const changed = newPassword === undefined ? undefined : passwords.change(by.user, newPassword);
      const { response, times } = await time(target, { token: by.token, ...request });
      const result = response.status === 200 ? "done" : "unknown";
      changed?.(response.status >= 400 && response.status < 500 ? "rejected" : result);
      const fresh =
        result === "done" && freshToken !== undefined
          ? { except: record.hold(freshOf(by.user, response, freshToken), times) }
          : {};
      const scope = plan.scope.kind === "user" ? { ...plan.scope, ...fresh } : plan.scope;
      const isLate = response.status === 0 && newPassword !== undefined;
      const endMs = times.endMs + (isLate ? lateChangeMs : 0);
      record.add({ kind: "revocation", scope, result, request: request.path, startMs: times.startMs, endMs });
      // The response says of the session that sent it what a check would say.
      if (result === "done" && endsItself(plan)) return;
      record.add({ kind: "check", session: by.session, result: resultOf(response), ...times });
    },
  };
}

function freshOf(
  user: string,
  response: TargetResponse,
  tokenOf: (response: TargetResponse) => string | undefined,
): Omit<Held, "session"> {
  const { data } = JSON.parse(response.text) as { data: { session: { id: string } } };
  return { user, token: tokenOf(response) ?? "", id: data.session.id };
}

function resultOf({ status }: TargetResponse): "accepted" | "rejected" | "unavailable" {
  // 403 and 404 come after the session was accepted.
  if ([200, 403, 404].includes(status)) return "accepted";
  return status === 401 ? "rejected" : "unavailable";
}
