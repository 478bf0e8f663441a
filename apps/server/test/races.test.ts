import { join } from "node:path";
import { createSqliteStore } from "@gatehouse/store-sqlite";
import { expect, onTestFinished, test } from "vitest";
import { createDataDirectory } from "./accounts/openTestAccounts.ts";
import { createTestApi } from "./support/createTestApi.ts";

const isSoak = process.env.SOAK !== undefined;
/** As many as every day, or this share of the full size. */
const sizeOf = (daily: number, full: number) => (isSoak ? Math.ceil(full * Number(process.env.SOAK)) : daily);
const SIGN_OUT_ROUNDS = sizeOf(50, 10_000);
const RENEWAL_ROUNDS = sizeOf(3, 1000);
const LISTED_SESSIONS = sizeOf(700, 10_000);
/** So that there are some pages to go through. */
const PAGE_SESSIONS = Math.min(500, Math.ceil(LISTED_SESSIONS / 7));
const LONG = { timeout: isSoak ? 7_200_000 : 300_000 };

/** The API on a store of its own in a file. */
async function createStoredApi() {
  const store = await createSqliteStore({ path: join(createDataDirectory(), "sessions.db") });
  onTestFinished(() => store.close());
  const api = await createTestApi({ store });
  const statusOf = async (method: string, token: string) =>
    (await api.call(method, "/sessions").set("x-hm-authorization", token)).status;
  return { ...api, store, statusOf };
}

test(
  `SES-04 in ${SIGN_OUT_ROUNDS} rounds no operation accepts a signed-out token, pending checks included`,
  LONG,
  async () => {
    const { signIn, statusOf } = await createStoredApi();
    for (let round = 0; round < SIGN_OUT_ROUNDS; round += 1) {
      const token = await signIn();
      const underWay = statusOf("GET", token);
      expect(await statusOf("DELETE", token)).toBe(200);
      const after = await Promise.all([
        statusOf("GET", token),
        statusOf("GET", token),
        statusOf("DELETE", token),
      ]);
      expect(after).toEqual([401, 401, 401]);
      expect([200, 401]).toContain(await underWay);
    }
  },
);

test(
  `SES-05 in ${RENEWAL_ROUNDS} rounds of 200 parallel renewals around a sign-out none revives the session`,
  LONG,
  async () => {
    const { signIn, statusOf, store, clock } = await createStoredApi();
    for (let round = 0; round < RENEWAL_ROUNDS; round += 1) {
      const token = await signIn();
      // The written time is old enough for each renewal to want to write.
      clock.advanceSeconds(200);
      const renewals = Array.from({ length: 100 }, () => statusOf("GET", token));
      const ended = statusOf("DELETE", token);
      renewals.push(...Array.from({ length: 100 }, () => statusOf("GET", token)));
      expect(await ended).toBe(200);
      const statuses = await Promise.all(renewals);
      expect(statuses.filter((status) => status !== 200 && status !== 401)).toEqual([]);
      expect(await statusOf("GET", token)).toBe(401);
      const nowMs = clock.nowMs();
      const window = { nowMs, createdAfterMs: 0, seenAfterMs: 0, seenUntilMs: Number.MAX_SAFE_INTEGER };
      expect(await store.list({ window, limit: 10 })).toEqual([]);
    }
  },
);

test(
  "SES-12 of 50 parallel sign-ins 16 stay, evicted tokens are invalid, and other users are not affected",
  LONG,
  async () => {
    const { signIn, statusOf, events } = await createStoredApi();
    const other = await signIn("operator");
    const tokens = await Promise.all(Array.from({ length: 50 }, () => signIn()));
    const statuses = await Promise.all(tokens.map((token) => statusOf("GET", token)));
    expect(statuses.filter((status) => status === 200)).toHaveLength(16);
    expect(statuses.filter((status) => status === 401)).toHaveLength(34);
    expect(await statusOf("GET", other)).toBe(200);
    const evictions = events.filter(({ event }) => event === "excess_sessions_exceeded");
    expect(new Set(evictions.map(({ sessionId }) => sessionId)).size).toBe(34);
  },
);

test(
  `SES-16 the pages of ${LISTED_SESSIONS} sessions hold each lasting session exactly once, while others begin and end`,
  LONG,
  async () => {
    const { get, signIn, store, clock } = await createStoredApi();
    const kept = new Set<string>();
    const window = () => {
      const nowMs = clock.nowMs();
      return { nowMs, createdAfterMs: 0, seenAfterMs: 0, seenUntilMs: Number.MAX_SAFE_INTEGER };
    };
    let made = 0;
    /** Opens a session in the same millisecond as some before it. */
    const open = async () => {
      made += 1;
      if (made % 3 === 0) clock.advanceSeconds(0.001);
      const username = `user-${made % 50}`;
      const id = `${String(made).padStart(8, "0")}-0000-4000-8000-000000000000`;
      const times = {
        createdAtMs: clock.nowMs(),
        lastSeenAtMs: clock.nowMs(),
        authenticatedAtMs: clock.nowMs(),
      };
      const user = {
        authType: "local",
        subject: username,
        username,
        enterprise: "E",
        organizations: [],
        currentOrganization: "O",
      };
      const record = {
        id,
        userKey: `5:local:${username}`,
        privileged: false,
        user,
        roles: ["Operator"],
        ...times,
        clientAddress: "192.0.2.7",
      };
      await store.create({
        tokenHash: `hash-${made}`,
        record,
        window: window(),
        maxPerUser: 1e6,
        maxInAll: 1e6,
      });
      return id;
    };
    for (let index = 0; index < LISTED_SESSIONS; index += 1) kept.add(await open());
    const token = await signIn();
    const seen: string[] = [];
    let next: string | undefined;
    let pages = 0;
    do {
      const after = next === undefined ? "" : `&after=${next}`;
      const path = `/live-sessions?scope=all&limit=${PAGE_SESSIONS}${after}`;
      const { data } = (await get(path).set("x-hm-authorization", token).expect(200)).body;
      seen.push(...data.sessions.map(({ session }: { session: { id: string } }) => session.id));
      next = data.next;
      pages += 1;
      // Between two pages some come, and some go that were listed or not.
      for (let index = 0; index < 5; index += 1) await open();
      for (const id of [...kept].filter((_, index) => index % 97 === pages)) {
        kept.delete(id);
        await store.take({ id, window: window() });
      }
    } while (next !== undefined);
    expect(pages).toBeGreaterThanOrEqual(7);
    expect(new Set(seen).size).toBe(seen.length);
    const listed = new Set(seen);
    expect([...kept].filter((id) => !listed.has(id))).toEqual([]);
  },
);
