import { expect, test } from "vitest";
import { type Check, findViolations, type HistoryEntry, type Revocation } from "./findViolations.ts";

const created: HistoryEntry = { kind: "creation", session: "s", user: "ada", startMs: 0, endMs: 10 };
const check = (startMs: number, result: Check["result"], endMs = startMs + 5): HistoryEntry => ({
  kind: "check",
  session: "s",
  startMs,
  endMs,
  result,
});
const revoked = (startMs: number, endMs: number, more: Partial<Revocation> = {}): HistoryEntry => ({
  kind: "revocation",
  scope: { kind: "session", session: "s" },
  result: "done",
  startMs,
  endMs,
  ...more,
});
const rulesOf = (...history: readonly HistoryEntry[]) => findViolations(history).map(({ rule }) => rule);

test.each<[string, HistoryEntry[]]>([
  [
    "a life from sign-in to sign-out",
    [created, check(20, "accepted"), revoked(30, 40), check(40, "rejected")],
  ],
  ["a check that started before the revocation ended", [created, revoked(30, 40), check(39, "accepted", 90)]],
  ["a check that ended after the revocation started", [created, check(20, "rejected", 31), revoked(30, 40)]],
  [
    "a server that is not there",
    [created, check(20, "unavailable"), revoked(30, 40), check(50, "unavailable")],
  ],
  [
    "a revocation without a response that did nothing",
    [created, revoked(30, 40, { result: "unknown" }), check(50, "accepted")],
  ],
  [
    "a revocation without a response that ended it",
    [created, revoked(30, 40, { result: "unknown" }), check(50, "rejected"), check(60, "rejected")],
  ],
  [
    "a session that began while all were ended",
    [created, revoked(5, 20, { scope: { kind: "all" } }), check(30, "accepted")],
  ],
  [
    "a session that began before a change of its password was carried out, whose client saw no response",
    [
      created,
      revoked(-5, 40, { scope: { kind: "user", user: "ada" }, result: "unknown" }),
      check(20, "rejected"),
    ],
  ],
  [
    "a session that the revocation leaves out",
    [created, revoked(20, 30, { scope: { kind: "user", user: "ada", except: "s" } }), check(40, "accepted")],
  ],
  [
    "sessions of somebody else",
    [created, revoked(20, 30, { scope: { kind: "user", user: "bob" } }), check(40, "accepted")],
  ],
])("%s is no violation", (_name, history) => {
  expect(rulesOf(...history)).toEqual([]);
});

test.each<[string, HistoryEntry[], string]>([
  [
    "a session accepted after its sign-out",
    [created, revoked(30, 40), check(40, "accepted")],
    "accepted-after-revocation",
  ],
  [
    "a session accepted after its user's sessions ended",
    [created, revoked(30, 40, { scope: { kind: "user", user: "ada" } }), check(41, "accepted")],
    "accepted-after-revocation",
  ],
  [
    "a session accepted after all ended",
    [created, revoked(30, 40, { scope: { kind: "all" } }), check(90, "accepted")],
    "accepted-after-revocation",
  ],
  [
    "a revocation that is undone, after a rejection",
    [created, revoked(30, 40), check(40, "rejected"), check(50, "accepted")],
    "accepted-after-revocation",
  ],
  [
    "a revived session whose revocation had no response",
    [created, revoked(30, 40, { result: "unknown" }), check(50, "rejected"), check(60, "accepted")],
    "accepted-after-rejection",
  ],
  ["a session that is lost without a revocation", [created, check(20, "rejected")], "rejected-while-live"],
  [
    "a session lost before the revocation began",
    [created, check(20, "rejected", 29), revoked(30, 40)],
    "rejected-while-live",
  ],
  [
    "a session that ends with those of another user",
    [created, revoked(20, 30, { scope: { kind: "user", user: "bob" } }), check(40, "rejected")],
    "rejected-while-live",
  ],
  [
    "a session that ends although it was left out",
    [created, revoked(20, 30, { scope: { kind: "user", user: "ada", except: "s" } }), check(40, "rejected")],
    "rejected-while-live",
  ],
  ["a session that is not known at once", [created, check(10, "rejected")], "rejected-while-live"],
])("%s is found", (_name, history, rule) => {
  expect(rulesOf(...history)).toEqual([rule]);
});

/** A server of a few lines, with one rule left out each time, asked by clients in steps. */
function playToy(fault: "none" | "responds-before-it-writes" | "keeps-in-memory" | "forgets-at-restart") {
  const stored = new Set<string>();
  let memory = new Set<string>();
  let pending: string[] = [];
  const history: HistoryEntry[] = [];
  let now = 0;
  const restart = () => {
    if (fault === "forgets-at-restart") stored.delete("s0");
    pending = [];
    memory = new Set();
  };
  const send = (session: string) => {
    const accepted =
      fault === "keeps-in-memory" ? memory.has(session) || stored.has(session) : stored.has(session);
    if (accepted) memory.add(session);
    history.push({
      kind: "check",
      session,
      startMs: now,
      endMs: now + 1,
      result: accepted ? "accepted" : "rejected",
    });
    now += 2;
  };
  for (const session of ["s0", "s1", "s2"]) {
    stored.add(session);
    history.push({ kind: "creation", session, user: "ada", startMs: now, endMs: now + 1 });
    now += 2;
    send(session);
  }
  if (fault === "responds-before-it-writes") pending.push("s1");
  else stored.delete("s1");
  history.push({
    kind: "revocation",
    scope: { kind: "session", session: "s1" },
    result: "done",
    startMs: now,
    endMs: now + 1,
  });
  now += 2;
  if (fault === "keeps-in-memory") send("s1");
  restart();
  for (const session of pending) stored.delete(session);
  for (const session of ["s0", "s1", "s2"]) send(session);
  return rulesOf(...history);
}

test("the checker finds violations in servers without a rule, and none in the one with all rules", () => {
  expect(playToy("none")).toEqual([]);
  expect(playToy("responds-before-it-writes")).toEqual(["accepted-after-revocation"]);
  expect(playToy("keeps-in-memory")).toEqual(["accepted-after-revocation"]);
  expect(playToy("forgets-at-restart")).toEqual(["rejected-while-live"]);
});
