import { expect, test } from "vitest";
import { createSession, OPENED_MS } from "../../test/createSession.ts";
import { createServerClock } from "./createServerClock.ts";
import { createSessionStore, endReasonOf, renewedAt, type TabChannel } from "./createSessionStore.ts";

type Listener = Parameters<TabChannel["addEventListener"]>[1];

/** Stores of two tabs that hear each other, at a time that the test sets. */
function createTabs() {
  let nowMs = OPENED_MS + 60_000;
  const listeners: Listener[] = [];
  const createTab = () => {
    const own: Listener[] = [];
    return createSessionStore(
      createServerClock(() => nowMs),
      {
        addEventListener: (_type, listener) => {
          own.push(listener);
          listeners.push(listener);
        },
        // A channel does not bring a message back to the tab that sent it.
        postMessage: (data) => {
          for (const listener of listeners.filter((one) => !own.includes(one))) {
            listener({ data: structuredClone(data) as Parameters<Listener>[0]["data"] });
          }
        },
      },
    );
  };
  return {
    one: createTab(),
    other: createTab(),
    setTime: (ms: number) => {
      nowMs = ms;
    },
  };
}

test("a sign-in in one tab signs in the other tab", () => {
  const { one, other } = createTabs();
  one.opened(createSession());
  expect(other.state()).toEqual({ kind: "signedIn", data: createSession() });
});

test("the use of a session in one tab moves the idle limit in both", () => {
  const { one, other, setTime } = createTabs();
  one.opened(createSession());
  setTime(OPENED_MS + 600_000);
  one.renewed();
  const renewed = createSession({ lastSeenAt: OPENED_MS + 600_000, idleExpiresAt: OPENED_MS + 2_400_000 });
  expect([one.state(), other.state()]).toEqual([
    { kind: "signedIn", data: renewed },
    { kind: "signedIn", data: renewed },
  ]);
});

test("a sign-out in one tab ends the session of the other tab with a reason of its own", () => {
  const { one, other } = createTabs();
  one.opened(createSession());
  one.ended("signedOut");
  expect(one.state()).toMatchObject({ kind: "signedOut", reason: "signedOut", username: "admin" });
  expect(other.state()).toMatchObject({ kind: "signedOut", reason: "signedOutElsewhere" });
});

test("a limit that one tab notices first is the reason in both", () => {
  const { one, other, setTime } = createTabs();
  one.opened(createSession());
  setTime(createSession().session.expiresAt);
  one.ended();
  expect([one.state(), other.state()]).toMatchObject([{ reason: "absolute" }, { reason: "absolute" }]);
});

test("a tab follows the session that another tab opened last", () => {
  const { one, other } = createTabs();
  one.opened(createSession());
  other.opened(createSession({ id: "0198b3f1-6c1e-4c0a-9a53-5d1f7e0c2b12" }));
  const before = other.state();
  one.opened(createSession());
  one.ended();
  expect(before.kind).toBe("signedIn");
  expect(other.state().kind).toBe("signedOut");
});

test("without a session the end has no reason", () => {
  const { one } = createTabs();
  one.ended();
  expect(one.state()).toEqual({ kind: "signedOut" });
});

test("subscribers are notified of each change until they unsubscribe", () => {
  const { one } = createTabs();
  let heard = 0;
  const leave = one.subscribe(() => {
    heard += 1;
  });
  one.opened(createSession());
  leave();
  one.ended();
  expect(heard).toBe(1);
});

test.each([
  { name: "before its limits", nowMs: OPENED_MS + 120_000, want: "ended" },
  { name: "after its idle limit", nowMs: OPENED_MS + 1_860_000, want: "idle" },
  { name: "after its absolute limit", nowMs: OPENED_MS + 43_200_000, want: "absolute" },
])("a session that has ended $name has the reason $want", ({ nowMs, want }) => {
  expect(endReasonOf(createSession(), nowMs)).toBe(want);
});

test("the idle limit never moves beyond the absolute limit or back", () => {
  const late = renewedAt(createSession(), OPENED_MS + 43_000_000);
  expect(late.session.idleExpiresAt).toBe(OPENED_MS + 43_200_000);
  expect(renewedAt(late, OPENED_MS)).toBe(late);
});
