import { expect, test } from "vitest";
import { createTestApi, type TestApi } from "../support/createTestApi.ts";
import { testProtectedOperation } from "../support/testProtectedOperation.ts";

testProtectedOperation({ method: "GET", path: "/live-sessions" });

async function list(api: TestApi, token: string, query = ""): Promise<{ sessions: Listed[]; next?: string }> {
  const response = await api.get(`/live-sessions${query}`).set("x-hm-authorization", token).expect(200);
  return response.body.data;
}

interface Listed {
  readonly session: { readonly id: string };
  readonly user: { readonly username: string };
  readonly current: boolean;
}

test("SES-14 200: the caller's sessions are listed without tokens, and the current one is marked", async () => {
  const api = await createTestApi();
  const tokens = [await api.signIn("operator"), await api.signIn("operator"), await api.signIn("admin")];
  const { sessions } = await list(api, tokens[0] ?? "");
  expect(sessions.map(({ user, current }) => [user.username, current])).toEqual(
    expect.arrayContaining([
      ["operator", true],
      ["operator", false],
    ]),
  );
  expect(sessions).toHaveLength(2);
  for (const token of tokens) expect(JSON.stringify(sessions)).not.toContain(token);
});

test("SES-14 401: a public id is no token", async () => {
  const api = await createTestApi();
  const { sessions } = await list(api, await api.signIn());
  await api
    .get("/sessions")
    .set("x-hm-authorization", sessions[0]?.session.id ?? "")
    .expect(401);
});

test("SES-16 200: an administrator lists the sessions of all users in pages, each session once", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  for (let count = 0; count < 7; count += 1) {
    api.clock.advanceSeconds(count % 2);
    await api.signIn("operator");
  }
  const seen: string[] = [];
  let after = "";
  do {
    const page = await list(api, token, `?scope=all&limit=3${after}`);
    seen.push(...page.sessions.map(({ session }) => session.id));
    after = page.next === undefined ? "" : `&after=${page.next}`;
    await api.signIn("operator");
  } while (after !== "");
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBeGreaterThanOrEqual(8);
});

test.each([
  { query: "?scope=all&username=operator", want: 2 },
  { query: "?scope=all&authType=local", want: 3 },
  { query: "?scope=all&authType=vsphere", want: 0 },
  { query: "?scope=all&clientAddress=127.0.0.1", want: 3 },
  { query: "?scope=all&clientAddress=192.0.2.1", want: 0 },
  { query: "?scope=own", want: 1 },
  { query: "?scope=all&username=administrator@vsphere.local", want: 0 },
  { query: "?scope=all&username=Ann+Lee", want: 0 },
  { query: "?scope=all&clientAddress=::1", want: 0 },
])("SES-16 200: $query finds $want", async ({ query, want }) => {
  const api = await createTestApi();
  const token = await api.signIn();
  await api.signIn("operator");
  await api.signIn("operator");
  expect((await list(api, token, query)).sessions).toHaveLength(want);
});

test("403: the sessions of all users require a System Administrator", async () => {
  const api = await createTestApi();
  const token = await api.signIn("operator");
  const response = await api.get("/live-sessions?scope=all").set("x-hm-authorization", token).expect(403);
  expect(response.body).toMatchObject({
    errorCode: "NOT_ENOUGH_PRIVILEGES",
    error: "This needs the role System Administrator.",
  });
});

test.each([
  { query: "limit=0", want: /limit/ },
  { query: "limit=501", want: /limit/ },
  { query: "limit=many", want: /limit/ },
  { query: "scope=mine", want: /scope/ },
  { query: "authType=ldap", want: /authType/ },
  { query: "after=bm9uc2Vuc2U", want: /^\/after: .*not one this server gave out/ },
  { query: "page=2", want: /page/ },
])("NET-14 400: $query is rejected by name", async ({ query, want }) => {
  const api = await createTestApi();
  const token = await api.signIn();
  const response = await api.get(`/live-sessions?${query}`).set("x-hm-authorization", token).expect(400);
  expect(response.body.error).toMatch(want);
});
