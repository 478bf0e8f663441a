import { inspect } from "node:util";
import { createGatehouseClient } from "@gatehouse/client";
import { expect, test } from "vitest";
import { credentials } from "./fixtures/credentials.ts";
import { startApi } from "./fixtures/startApi.ts";

test("the raw client and the calls share one token", async () => {
  await using api = await startApi();
  const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl });
  await gatehouse.api.POST("/sessions", { body: { authType: "local", ...credentials } });
  expect((await gatehouse.session()).ok).toBe(true);
  const { data, response } = await gatehouse.api.DELETE("/sessions");
  expect(data?.success).toBe(true);
  expect(response.headers.get("x-transaction-id")).toMatch(/^[0-9a-f-]{36}$/);
  expect((await gatehouse.session()).ok).toBe(false);
  expect(api.seen.at(-1)?.headers["x-hm-authorization"]).toBeUndefined();
});

test("a token in the response of any operation replaces the current one", async () => {
  await using api = await startApi({
    respond: ({ method, headers }) =>
      method === "GET" && headers["x-hm-authorization"] !== "fresh"
        ? {
            status: 200,
            headers: { "x-hm-authorization": "fresh" },
            body: { success: true, data: { user: {} } },
          }
        : undefined,
  });
  const tokens: (string | undefined)[] = [];
  const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl, onToken: (token) => tokens.push(token) });
  await gatehouse.signIn(credentials);
  await gatehouse.api.GET("/sessions");
  await gatehouse.api.GET("/sessions");
  expect(tokens).toEqual(["token-1-of-admin", "fresh", undefined]);
  expect(api.seen.at(-1)?.headers["x-hm-authorization"]).toBe("fresh");
});

test("a token from the caller does not replace the current one", async () => {
  await using api = await startApi();
  const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl });
  await gatehouse.signIn(credentials);
  const { error } = await gatehouse.api.GET("/sessions", { headers: { "x-hm-authorization": "another" } });
  expect(error?.errorCode).toBe("INVALID_SESSION_TOKEN");
  expect(api.seen.at(-1)?.headers["x-hm-authorization"]).toBe("another");
  expect((await gatehouse.session()).ok).toBe(true);
});

test("a custom fetch gets a URL, plain headers, the body as text and a signal", async () => {
  await using api = await startApi();
  const inits: unknown[] = [];
  const gatehouse = createGatehouseClient({
    baseUrl: api.baseUrl,
    fetch: (url, init) => {
      inits.push([url, init]);
      return globalThis.fetch(url, init);
    },
  });
  await gatehouse.signIn(credentials);
  await gatehouse.session();
  const common = { redirect: "manual", signal: expect.any(AbortSignal) };
  const url = `${api.baseUrl}/api/admin/v1/sessions`;
  expect(inits).toEqual([
    [
      url,
      {
        ...common,
        method: "POST",
        headers: { accept: "application/json", "content-type": "application/json" },
        body: JSON.stringify({ authType: "local", ...credentials }),
      },
    ],
    [
      url,
      {
        ...common,
        method: "GET",
        headers: { accept: "application/json", "x-hm-authorization": "token-1-of-admin" },
      },
    ],
  ]);
});

test("the global fetch is looked up at each call", async () => {
  await using api = await startApi();
  const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl });
  const original = globalThis.fetch;
  let calls = 0;
  globalThis.fetch = (input, init) => {
    calls += 1;
    return original(input, init);
  };
  await gatehouse.session().finally(() => {
    globalThis.fetch = original;
  });
  expect(calls).toBe(1);
});

test("a redirect is not followed, so the token is not sent elsewhere", async () => {
  await using elsewhere = await startApi();
  await using api = await startApi({
    respond: ({ method }) =>
      method === "GET"
        ? { status: 307, headers: { location: `${elsewhere.baseUrl}/api/admin/v1/sessions` }, body: "" }
        : undefined,
  });
  const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl });
  await gatehouse.signIn(credentials);
  await expect(gatehouse.session()).rejects.toMatchObject({ code: "UNEXPECTED_ANSWER", status: 307 });
  expect(elsewhere.seen).toEqual([]);
});

test("LOG-02: a printed client does not show the token", async () => {
  await using api = await startApi();
  const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl });
  await gatehouse.signIn(credentials);
  expect(inspect(gatehouse, { depth: 10, showHidden: true }) + JSON.stringify(gatehouse)).not.toContain(
    "token-1",
  );
});
