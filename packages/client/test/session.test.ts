import { createGatehouseClient } from "@gatehouse/client";
import { expect, test } from "vitest";
import { credentials } from "./fixtures/credentials.ts";
import { errorBody, startApi, successBody } from "./fixtures/startApi.ts";

test("a session shows user and limits", async () => {
  await using api = await startApi();
  const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl });
  await gatehouse.signIn(credentials);
  const { data } = await gatehouse.session();
  expect(data?.user.roles).toEqual(["System Administrator", "Appliance Administrator"]);
  expect(data?.session.expiresAt).toBe(1753132893083);
});

test("without a sign-in no token is sent, and there is no session", async () => {
  await using api = await startApi();
  const { error } = await createGatehouseClient({ baseUrl: api.baseUrl }).session();
  expect(error).toMatchObject({ status: 401, errorCode: "INVALID_SESSION_TOKEN" });
  expect(api.seen[0]?.headers["x-hm-authorization"]).toBeUndefined();
});

test("a token that the server rejects is dropped, and onToken is called", async () => {
  await using api = await startApi();
  const tokens: (string | undefined)[] = [];
  const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl, onToken: (token) => tokens.push(token) });
  await gatehouse.signIn(credentials);
  api.tokens.clear();
  await gatehouse.session();
  await gatehouse.session();
  expect(tokens).toEqual(["token-1-of-admin", undefined]);
  expect(api.seen.map(({ headers }) => headers["x-hm-authorization"])).toEqual([
    undefined,
    "token-1-of-admin",
    undefined,
  ]);
});

test("the rejection of an earlier token does not drop a later one", async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
  await using api = await startApi({ respond: ({ method }) => (method === "GET" ? released : undefined) });
  const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl });
  await gatehouse.signIn(credentials);
  const slow = gatehouse.session();
  await expect.poll(() => api.seen.length).toBe(2);
  api.tokens.delete("token-1-of-admin");
  await gatehouse.signIn({ ...credentials, username: "second" });
  release(undefined);
  expect((await slow).error?.errorCode).toBe("INVALID_SESSION_TOKEN");
  expect((await gatehouse.session()).data?.user.username).toBe("second");
});

test("a wrong password on another operation does not drop the token", async () => {
  await using api = await startApi({
    respond: ({ method }) =>
      method === "GET" ? { status: 401, body: errorBody("No.", "INVALID_CREDENTIALS") } : undefined,
  });
  const tokens: (string | undefined)[] = [];
  const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl, onToken: (token) => tokens.push(token) });
  await gatehouse.signIn(credentials);
  await gatehouse.api.GET("/sessions");
  expect(tokens).toEqual(["token-1-of-admin"]);
});

test.for([undefined, {}, { user: null }])("an envelope with the data %j is an error", async (data) => {
  await using api = await startApi({ respond: () => ({ status: 200, body: successBody(data) }) });
  await expect(createGatehouseClient({ baseUrl: api.baseUrl }).session()).rejects.toMatchObject({
    code: "UNEXPECTED_ANSWER",
    message: expect.stringContaining("an envelope without data.user"),
  });
});
