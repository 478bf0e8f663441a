import { expect, test } from "vitest";
import { createTestApi, type TestApiOptions } from "../support/createTestApi.ts";
import { testProtectedOperation } from "../support/testProtectedOperation.ts";

const path = "/accounts";

testProtectedOperation({ method: "GET", path });

async function createFixture(options: TestApiOptions = {}) {
  const api = await createTestApi({ ...options, realAccounts: true });
  const token = await api.signIn();
  const list = (query = "") => api.get(path + query).set("authorization", token);
  for (const [username, roles] of [
    ["zoe", ["Auditor"]],
    ["Ann", ["System Administrator"]],
    ["bob", ["Auditor", "Appliance Administrator"]],
  ] as const) {
    await api.post(path).set("authorization", token).send({ username, roles }).expect(200);
  }
  const password = "correct horse battery staple";
  const operator = { username: "operator", roles: ["Appliance Administrator"], password };
  await api.post(path).set("authorization", token).send(operator).expect(200);
  return { api, token, list };
}

test("200: accounts are listed by name without their secrets, and the caller's own is marked", async () => {
  const { list, api } = await createFixture();
  const response = await list().expect(200);
  const { accounts } = response.body.data;
  expect(accounts.map(({ username }: { username: string }) => username)).toEqual([
    "Ann",
    "admin",
    "bob",
    "operator",
    "zoe",
  ]);
  expect(accounts[1]).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    username: "admin",
    roles: ["System Administrator", "Appliance Administrator"],
    enabled: true,
    createdAt: api.clock.nowMs(),
    passwordChangedAt: api.clock.nowMs(),
    current: true,
  });
  expect(accounts[0]).toMatchObject({ current: false, passwordExpiresAt: api.clock.nowMs() + 259_200_000 });
  expect(response.text).not.toContain("argon2");
});

test.each([
  { query: "?username=O", want: ["bob", "operator", "zoe"] },
  { query: "?role=Auditor", want: ["bob", "zoe"] },
  { query: "?role=Auditor&username=z", want: ["zoe"] },
  { query: "?username=operator", want: ["operator"] },
  { query: "?enabled=false", want: [] },
  { query: "?enabled=true&limit=500", want: ["Ann", "admin", "bob", "operator", "zoe"] },
])("200: $query finds $want", async ({ query, want }) => {
  const { list } = await createFixture();
  const { accounts } = (await list(query).expect(200)).body.data;
  expect(accounts.map(({ username }: { username: string }) => username)).toEqual(want);
});

test("AUT-08 200: an account that failed sign-ins locked shows the end of its lock", async () => {
  const untilMs = 1_753_089_753_083;
  const { list } = await createFixture({
    limiter: {
      findLocks: async (names) =>
        names.filter((one) => one === "operator").map((username) => ({ username, untilMs })),
    },
  });
  const { accounts } = (await list("?username=o").expect(200)).body.data;
  expect(accounts.map(({ lockedUntil }: { lockedUntil?: number }) => lockedUntil)).toEqual([
    undefined,
    untilMs,
    undefined,
  ]);
  const alone = (await list("?username=operator").expect(200)).body.data;
  expect(alone.accounts).toMatchObject([{ username: "operator", lockedUntil: untilMs }]);
});

test("200: pages are complete, also when an account at the edge of a page is removed", async () => {
  const { api, token, list } = await createFixture();
  const first = (await list("?limit=2").expect(200)).body.data;
  expect(first.accounts).toHaveLength(2);
  const edge = first.accounts[0].id;
  await api.delete(`${path}/${edge}`).set("authorization", token).expect(200);
  const second = (await list(`?limit=2&after=${first.next}`).expect(200)).body.data;
  const third = (await list(`?limit=2&after=${second.next}`).expect(200)).body.data;
  expect(second.accounts.map(({ username }: { username: string }) => username)).toEqual(["bob", "operator"]);
  expect(second).toHaveProperty("next");
  expect(third.accounts.map(({ username }: { username: string }) => username)).toEqual(["zoe"]);
  expect(third).not.toHaveProperty("next");
});

test("NET-14 400: invalid values are rejected by name", async () => {
  const { list } = await createFixture();
  for (const query of ["limit=0", "limit=many", "enabled=maybe", "page=2", "after=A"]) {
    const response = await list(`?${query}`).expect(400);
    expect(response.body.error).toContain(`/${query.split("=")[0]}`);
  }
});

test("403: the list requires a System Administrator, also with an old sign-in", async () => {
  const api = await createTestApi();
  const operator = await api.signIn("operator");
  const response = await api.get(path).set("authorization", operator).expect(403);
  expect(response.body.error).toBe("This needs the role System Administrator.");
  const admin = await api.signIn();
  api.clock.advanceSeconds(301);
  await api.get(path).set("authorization", admin).expect(200);
});
