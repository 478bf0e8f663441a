import { join } from "node:path";
import { defaultSessionLimits, liveWindowAt } from "@gatehouse/sessions";
import { createSqliteStore, type SqliteStore } from "@gatehouse/store-sqlite";
import { Agent, fetch } from "undici";
import { expect, onTestFinished, test } from "vitest";
import { digestOf, fillStore } from "../support/fillStore.ts";
import {
  createDataDirectory,
  type ServerProcess,
  startServerProcess,
} from "../support/startServerProcess.ts";

const PASSWORD = "correct horse battery staple";
const SESSIONS = "/api/admin/v1/sessions";
/** Every round is one server killed at a moment of its own, with callers in the middle of their calls. */
const ROUNDS = process.env.SOAK === undefined ? 2 : Math.ceil(100 * Number(process.env.SOAK));
const CALLERS = 8;
const CAP = 3;
const LIMITS = { timeout: 300_000 + ROUNDS * 60_000 };

/** The knowledge of a caller about one call: that it was sent, and possibly its response. */
interface Journal {
  readonly sent: Set<string>;
  readonly answered: Map<string, number>;
}

/** Calls by several callers at once, until the server is gone; it is killed while they are at it. */
async function callUntilKilled(
  server: ServerProcess,
  calls: readonly string[],
  call: (name: string, dispatcher: Agent) => Promise<number>,
): Promise<Journal> {
  const journal: Journal = { sent: new Set(), answered: new Map() };
  const dispatcher = new Agent({ connections: CALLERS });
  onTestFinished(() => dispatcher.destroy());
  const left = [...calls];
  let done = 0;
  const responsesToKill = 1 + Math.floor(Math.random() * (calls.length / 4));
  const caller = async () => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) {
      journal.sent.add(name);
      const status = await call(name, dispatcher).catch(() => undefined);
      if (status === undefined) return;
      journal.answered.set(name, status);
      if (status === 200) done += 1;
      if (done >= responsesToKill) server.child.kill("SIGKILL");
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  await server.stop("SIGKILL");
  return journal;
}

/** Opens the store that a killed server left. */
async function openLeftStore(path: string) {
  const store: SqliteStore = await createSqliteStore({ path });
  const windowIn = (milliseconds: number) => liveWindowAt(Date.now() + milliseconds, defaultSessionLimits);
  return {
    startup: store.startup.kind,
    isLive: async (token: string) =>
      (await store.touch({ tokenHash: digestOf(token), window: windowIn(0), writeIntervalMs: 180_000 })) !==
      undefined,
    list: () => store.list({ window: windowIn(0), limit: 500, username: "admin" }),
    sweepIn: async (milliseconds: number) =>
      (await store.sweep({ window: windowIn(milliseconds), limit: 5000 })).expired,
    close: () => store.close(),
  };
}

test(
  `FAIL-01 SES-04 in ${ROUNDS} rounds of sign-outs under a kill, a session whose sign-out got 200 never returns`,
  LIMITS,
  async () => {
    const dataDirectory = createDataDirectory();
    const path = join(dataDirectory, "sessions.db");
    const settings = {
      GATEHOUSE_TLS: "off",
      GATEHOUSE_ADMIN_PASSWORD: PASSWORD,
      GATEHOUSE_DATA_DIR: dataDirectory,
    };
    let signedOut = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const tokens = await fillStore(path, { count: 200, username: `user-${round}` });
      const server = await startServerProcess(settings);
      const journal = await callUntilKilled(server, tokens, async (token, dispatcher) => {
        const headers = { "x-hm-authorization": token };
        return (await fetch(`${server.origin}${SESSIONS}`, { method: "DELETE", headers, dispatcher })).status;
      });
      const store = await openLeftStore(path);
      expect(store.startup).toBe("opened");
      for (const token of tokens) {
        const status = journal.answered.get(token);
        const isLive = await store.isLive(token);
        if (status === 200) expect(isLive).toBe(false);
        if (!journal.sent.has(token)) expect(isLive).toBe(true);
        if (status === 200) signedOut += 1;
      }
      await store.close();
    }
    expect(signedOut).toBeGreaterThanOrEqual(ROUNDS);
  },
);

test(
  `FAIL-03 in ${ROUNDS} rounds of sign-ins under a kill, unclaimed sessions count in the cap and expire idle`,
  LIMITS,
  async () => {
    const dataDirectory = createDataDirectory();
    const path = join(dataDirectory, "sessions.db");
    const settings = {
      GATEHOUSE_TLS: "off",
      GATEHOUSE_ADMIN_PASSWORD: PASSWORD,
      GATEHOUSE_DATA_DIR: dataDirectory,
      GATEHOUSE_MAX_SESSIONS_PER_USER: String(CAP),
    };
    const body = JSON.stringify({ username: "admin", password: PASSWORD });
    let found = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const server = await startServerProcess(settings);
      const held: string[] = [];
      const calls = Array.from({ length: 40 }, (_, index) => String(index));
      const journal = await callUntilKilled(server, calls, async (_name, dispatcher) => {
        const headers = { "content-type": "application/json" };
        const init = { method: "POST", headers, body, dispatcher };
        const response = await fetch(`${server.origin}${SESSIONS}`, init);
        held.push(String(response.headers.get("x-hm-authorization")));
        return response.status;
      });
      // A machine with other things to do turns some away, too.
      expect([...journal.answered.values()].filter((status) => ![200, 429, 503].includes(status))).toEqual(
        [],
      );
      const store = await openLeftStore(path);
      const left = await store.list();
      found += left.length;
      expect(left.length).toBeLessThanOrEqual(CAP);
      const liveHeld = (await Promise.all(held.map(store.isLive))).filter((isLive) => isLive).length;
      expect(liveHeld).toBeLessThanOrEqual(left.length);
      expect(await store.sweepIn(1_900_000)).toHaveLength(left.length);
      expect(await store.list()).toEqual([]);
      await store.close();
    }
    expect(found).toBeGreaterThan(0);
  },
);
