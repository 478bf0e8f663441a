import { expect, test } from "vitest";
import {
  createAccountFixture,
  expectAdministratorsOnly,
  expectRecentSignIn,
} from "../support/createAccountFixture.ts";
import { testProtectedOperation } from "../support/testProtectedOperation.ts";

const path = "/accounts";
const body = { username: "ada", roles: ["Auditor"] };

testProtectedOperation({ method: "POST", path, body });

test("AUT-11 200: a one-time password is returned once and opens one session, which must change it", async () => {
  const { add, signIn, list, api } = await createAccountFixture();
  const { account, ended, oneTimePassword } = await add(body);
  expect(account).toMatchObject({ username: "ada", roles: ["Auditor"], enabled: true, current: false });
  expect(account.passwordExpiresAt).toBe(api.clock.nowMs() + 259_200_000);
  expect(ended).toBe(0);
  expect(oneTimePassword).toMatch(/^[a-zAE2-9]{5}(-[a-zAE2-9]{5}){4}$/);
  expect(JSON.stringify(await list()) + JSON.stringify(api.events)).not.toContain(oneTimePassword);
  expect((await signIn("ada", oneTimePassword)).status).toBe(200);
  expect((await signIn("ada", oneTimePassword)).status).toBe(401);
});

test("200: a chosen password is stored and not returned", async () => {
  const { add, signIn, api } = await createAccountFixture();
  const password = "correct horse battery staple";
  await add({ username: "operator", roles: ["Appliance Administrator"], password });
  const data = await add({ ...body, password });
  expect(data).not.toHaveProperty("oneTimePassword");
  expect(data.account).not.toHaveProperty("passwordExpiresAt");
  expect((await signIn("ada", password)).status).toBe(200);
  const created = api.events.find(
    ({ event, target }) => event === "user_created" && target?.username === "ada",
  );
  expect(created).toMatchObject({ who: { username: "admin" }, sessionId: expect.any(String) });
  expect(created).toMatchObject({ requestId: expect.any(String), clientAddress: expect.any(String) });
});

test.each([
  {
    name: "a weak password",
    given: { password: "short" },
    want: "The password has 5 characters; use at least 15. Several words make a good one.",
  },
  { name: "an account without a name", given: { username: undefined }, want: "/username is required." },
  { name: "a name that hides a line", given: { username: "a\nb" }, want: "letters and digits" },
  { name: "a role that cannot be shown", given: { roles: ["\u0007"] }, want: "letters, digits and spaces" },
  {
    name: "a role that was meant to be another",
    given: { roles: ["system-administrator"] },
    want: "write System Administrator",
  },
])("400: $name is rejected with its remedy", async ({ given, want }) => {
  const { call, list } = await createAccountFixture();
  const response = await call("POST", path)
    .send({ ...body, ...given })
    .expect(400);
  expect(response.body.error).toContain(want);
  expect(await list()).toHaveLength(2);
});

test("409: a used name is rejected, and its account stays", async () => {
  const { call, list, zoe } = await createAccountFixture();
  const response = await call("POST", path)
    .send({ ...body, username: "zoe" })
    .expect(409);
  expect(response.body).toMatchObject({
    errorCode: "BAD_REQUEST",
    error: "There is an account of this name already.",
  });
  expect((await list()).find(({ username }) => username === "zoe")).toEqual(zoe);
});

test("one of several parallel additions of a name succeeds", async () => {
  const { call, list } = await createAccountFixture();
  const responses = await Promise.all(Array.from({ length: 4 }, () => call("POST", path).send(body)));
  expect(responses.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  expect(await list()).toHaveLength(3);
});

test("SES-19 403: adding an account requires an administrator with a recent sign-in", async () => {
  await expectAdministratorsOnly("POST", path, body);
  await expectRecentSignIn("POST", path, body);
});

test("OPS-04 429: a password that would wait too long to be hashed is rejected", async () => {
  const { call, list } = await createAccountFixture({ busyHashing: true });
  const response = await call("POST", path).send(body).expect(429);
  expect(Number(response.headers["retry-after"])).toBeGreaterThan(0);
  expect(await list()).toHaveLength(2);
});
