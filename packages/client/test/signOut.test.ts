import { createGatehouseClient } from "@gatehouse/client";
import { expect, test } from "vitest";
import { credentials } from "./fixtures/credentials.ts";
import { errorBody, startApi } from "./fixtures/startApi.ts";

const done = { ok: true, data: undefined };

test("a sign-out ends the session and drops the token", async () => {
  await using api = await startApi();
  const tokens: (string | undefined)[] = [];
  const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl, onToken: (token) => tokens.push(token) });
  await gatehouse.signIn(credentials);
  expect(await gatehouse.signOut()).toEqual(done);
  expect(api.tokens.size).toBe(0);
  expect(tokens).toEqual(["token-1-of-admin", undefined]);
});

test("a second sign-out succeeds without a request", async () => {
  await using api = await startApi();
  const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl });
  await gatehouse.signIn(credentials);
  await gatehouse.signOut();
  expect(await gatehouse.signOut()).toEqual(done);
  expect(api.seen.map(({ method }) => method)).toEqual(["POST", "DELETE"]);
});

test("SES-06: a sign-out of an unknown session succeeds", async () => {
  await using api = await startApi();
  const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl });
  await gatehouse.signIn(credentials);
  api.tokens.clear();
  expect(await gatehouse.signOut()).toEqual(done);
  expect(await gatehouse.signOut()).toEqual(done);
  expect(api.seen.map(({ method }) => method)).toEqual(["POST", "DELETE"]);
});

test("after a failed sign-out the token is kept and the next try ends the session", async () => {
  let failures = 1;
  await using api = await startApi({
    respond: ({ method }) =>
      method === "DELETE" && failures-- > 0
        ? { status: 500, body: errorBody("Error during logout", "INTERNAL_SERVER_ERROR") }
        : undefined,
  });
  const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl });
  await gatehouse.signIn(credentials);
  const { error } = await gatehouse.signOut();
  expect(error).toMatchObject({
    status: 500,
    errorCode: "INTERNAL_SERVER_ERROR",
    message: "Error during logout",
  });
  expect(await gatehouse.signOut()).toEqual(done);
  expect(api.tokens.size).toBe(0);
});

test("after a sign-out with a lost response the next one succeeds", async () => {
  await using api = await startApi();
  let lost = 1;
  const gatehouse = createGatehouseClient({
    baseUrl: api.baseUrl,
    fetch: async (url, init) => {
      const response = await fetch(url, init);
      if (init.method === "DELETE" && lost-- > 0) throw new TypeError("connection reset");
      return response;
    },
  });
  await gatehouse.signIn(credentials);
  await expect(gatehouse.signOut()).rejects.toMatchObject({ code: "NETWORK" });
  expect(await gatehouse.signOut()).toEqual(done);
});

test("a sign-out during a sign-in ends the session that it opens", async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
  await using api = await startApi({ respond: ({ method }) => (method === "POST" ? released : undefined) });
  const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl });
  const signingIn = gatehouse.signIn(credentials);
  const signingOut = gatehouse.signOut();
  release(undefined);
  expect((await signingIn).ok).toBe(true);
  expect(await signingOut).toEqual(done);
  expect(api.tokens.size).toBe(0);
});

test("of two concurrent sign-ins the later one counts", async () => {
  let first = true;
  await using api = await startApi({
    respond: async ({ method }) => {
      if (method !== "POST" || !first) return undefined;
      first = false;
      await new Promise((resolve) => setTimeout(resolve, 30));
      return undefined;
    },
  });
  const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl });
  await Promise.all([
    gatehouse.signIn({ ...credentials, username: "one" }),
    gatehouse.signIn({ ...credentials, username: "two" }),
  ]);
  expect((await gatehouse.session()).data?.user.username).toBe("two");
});

test("two concurrent sign-outs send one request and both succeed", async () => {
  await using api = await startApi();
  const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl });
  await gatehouse.signIn(credentials);
  expect(await Promise.all([gatehouse.signOut(), gatehouse.signOut()])).toEqual([done, done]);
  expect(api.seen.map(({ method }) => method)).toEqual(["POST", "DELETE"]);
});

test("a failed sign-in does not block the next sign-out", async () => {
  await using api = await startApi();
  const gatehouse = createGatehouseClient({
    baseUrl: api.baseUrl,
    fetch: (url, init) =>
      init.method === "POST" ? Promise.reject(new TypeError("down")) : globalThis.fetch(url, init),
  });
  const signingIn = gatehouse.signIn(credentials);
  const signingOut = gatehouse.signOut();
  await expect(signingIn).rejects.toMatchObject({ code: "NETWORK" });
  expect(await signingOut).toEqual(done);
});
