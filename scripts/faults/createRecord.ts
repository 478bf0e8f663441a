import type { HistoryEntry } from "./findViolations.ts";
import type { Held } from "./revocationPlans.ts";

/** The history, and the sessions that may live. */
export function createRecord() {
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
    /** Takes up a session; gives its name. */
    hold(facts: Omit<Held, "session">, times: { readonly startMs: number; readonly endMs: number }): string {
      count += 1;
      const session = `${facts.user}-${count}`;
      held.push({ session, ...facts });
      history.push({ kind: "creation", session, user: facts.user, ...times });
      return session;
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
