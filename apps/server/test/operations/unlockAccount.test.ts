import { expect, test } from "vitest";
import {
  createAccountFixture,
  expectAdministratorsOnly,
  expectRecentSignIn,
  NO_ACCOUNT,
} from "../support/createAccountFixture.ts";
import { testProtectedOperation } from "../support/testProtectedOperation.ts";

const path = `/accounts/${NO_ACCOUNT}/unlock`;

testProtectedOperation({ method: "POST", path });

test("AUT-08 200: the locks of the account are removed, and this is recorded", async () => {
  const lifted: unknown[] = [];
  const { api, call, zoe } = await createAccountFixture({
    limiter: { unlock: async (account) => void lifted.push(account) },
  });
  const response = await call("POST", `/accounts/${zoe.id}/unlock`).expect(200);
  expect(response.body.data.account).toMatchObject({ id: zoe.id, username: "zoe" });
  expect(lifted).toEqual([{ authType: "local", username: "zoe" }]);
  expect(api.events.at(-1)).toMatchObject({
    event: "authn_login_unlock",
    who: { username: "admin" },
    target: { provider: "local", username: "zoe" },
  });
});

test("AUT-08 200: the response shows the account without the removed locks, other responses show them", async () => {
  const locked = new Map([["zoe", 1_753_090_000_000]]);
  const { call, list, zoe } = await createAccountFixture({
    limiter: {
      unlock: async ({ username }) => void locked.delete(username),
      findLocks: async (usernames) =>
        usernames.flatMap((username) => {
          const untilMs = locked.get(username);
          return untilMs === undefined ? [] : [{ username, untilMs }];
        }),
    },
  });
  expect((await list()).map((account) => [account.username, account.lockedUntil])).toEqual([
    ["admin", undefined],
    ["zoe", 1_753_090_000_000],
  ]);
  const disabled = await call("PUT", `/accounts/${zoe.id}/state`).send({ enabled: false }).expect(200);
  expect(disabled.body.data.account.lockedUntil).toBe(1_753_090_000_000);
  const unlocked = await call("POST", `/accounts/${zoe.id}/unlock`).expect(200);
  expect(unlocked.body.data.account).not.toHaveProperty("lockedUntil");
});

test("400 404: a malformed id and an unknown id", async () => {
  const { call } = await createAccountFixture();
  await call("POST", "/accounts/zoe/unlock").expect(400);
  const noId = await call("POST", `/accounts/${"x".repeat(36)}/unlock`).expect(400);
  expect(noId.body.error).toBe('/accountId must be text in the format "uuid"');
  await call("POST", path).expect(404);
});

test("SES-19 403: unlocking an account requires an administrator with a recent sign-in", async () => {
  await expectAdministratorsOnly("POST", path);
  await expectRecentSignIn("POST", path);
});
