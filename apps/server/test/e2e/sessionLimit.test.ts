import { join } from "node:path";
import { fetch } from "undici";
import { expect, test } from "vitest";
import { prepareAccounts } from "../accounts/openTestAccounts.ts";
import { fillStore } from "../support/fillStore.ts";
import { createDataDirectory, startServerProcess } from "../support/startServerProcess.ts";

const PASSWORD = "correct horse battery staple";
const ROOM = 20;

test("SES-13 at the session limit a user is rejected, and an administrator replaces the session of a user", {
  timeout: 300_000,
}, async () => {
  const dataDirectory = createDataDirectory();
  await prepareAccounts(dataDirectory, {
    adminPassword: PASSWORD,
    prepare: (accounts) =>
      accounts.add({ username: "bob", password: PASSWORD.toUpperCase(), roles: ["Operator"] }),
  });
  const tokens = await fillStore(join(dataDirectory, "sessions.db"), { count: ROOM, username: "ada" });
  const { origin } = await startServerProcess({
    GATEHOUSE_TLS: "off",
    GATEHOUSE_DATA_DIR: dataDirectory,
    GATEHOUSE_MAX_SESSIONS: String(ROOM),
  });
  const sessions = `${origin}/api/admin/v1/sessions`;
  const signIn = async (username: string, password: string) => {
    const headers = { "content-type": "application/json" };
    return fetch(sessions, { method: "POST", headers, body: JSON.stringify({ username, password }) });
  };
  const check = async (token: string) =>
    (await fetch(sessions, { headers: { "x-hm-authorization": token } })).status;

  const turnedAway = await signIn("bob", PASSWORD.toUpperCase());
  expect(turnedAway.status).toBe(503);
  expect(Number(turnedAway.headers.get("retry-after"))).toBeGreaterThan(0);
  const entered = await signIn("admin", PASSWORD);
  expect(entered.status).toBe(200);
  expect(await check(String(entered.headers.get("x-hm-authorization")))).toBe(200);
  const statuses = [];
  for (const token of tokens) statuses.push(await check(token));
  expect(statuses.filter((status) => status === 401)).toHaveLength(1);
});
