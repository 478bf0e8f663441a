import { inspect } from "node:util";
import { createGatehouseClient, GatehouseTransportError } from "@gatehouse/client";
import { expect, test } from "vitest";
import { credentials } from "./fixtures/credentials.ts";
import { errorBody, startApi, successBody } from "./fixtures/startApi.ts";

async function faultOf(call: Promise<unknown>): Promise<GatehouseTransportError> {
  const fault = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (fault instanceof GatehouseTransportError) return fault;
  throw new Error("The call did not throw a GatehouseTransportError.", { cause: fault });
}

const NEVER = new Promise<never>(() => undefined);

test("a rejected connection is NETWORK, with the cause and the call", async () => {
  const api = await startApi();
  await api[Symbol.asyncDispose]();
  const fault = await faultOf(createGatehouseClient({ baseUrl: api.baseUrl }).session());
  expect(fault).toMatchObject({
    name: "GatehouseTransportError",
    code: "NETWORK",
    method: "GET",
    url: `${api.baseUrl}/api/admin/v1/sessions`,
    status: undefined,
    transactionId: undefined,
  });
  expect(fault.message).toContain("ECONNREFUSED");
  expect(fault.cause).toBeInstanceOf(TypeError);
});

test("a connection that ends during the response is NETWORK", async () => {
  await using api = await startApi({
    respond: () => ({ status: 200, headers: { "content-length": "5000" }, body: successBody() }),
  });
  const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl });
  setTimeout(() => void api[Symbol.asyncDispose](), 100);
  expect((await faultOf(gatehouse.session())).code).toBe("NETWORK");
});

test("a signal that aborts is ABORTED, with its reason as the cause", async () => {
  await using api = await startApi({ respond: () => NEVER });
  const controller = new AbortController();
  const call = createGatehouseClient({ baseUrl: api.baseUrl }).session({ signal: controller.signal });
  await expect.poll(() => api.seen.length).toBe(1);
  controller.abort("the page was closed");
  const fault = await faultOf(call);
  expect(fault).toMatchObject({ code: "ABORTED", cause: "the page was closed" });
  expect(fault.message).toContain("was aborted by its signal");
});

test("with an aborted signal nothing is sent", async () => {
  await using api = await startApi();
  const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl });
  const signal = AbortSignal.abort();
  const calls = [
    gatehouse.signIn(credentials, { signal }),
    gatehouse.session({ signal }),
    gatehouse.signOut({ signal }),
    gatehouse.api.GET("/sessions", { signal }),
  ];
  for (const call of calls) expect((await faultOf(call)).code).toBe("ABORTED");
  expect(api.seen).toEqual([]);
});

test("with an aborted signal nothing is sent, also through a fetch without signals", async () => {
  let calls = 0;
  const fetch = () => {
    calls += 1;
    return Promise.reject(new TypeError("not here"));
  };
  const { api } = createGatehouseClient({ baseUrl: "http://127.0.0.1", fetch });
  expect((await faultOf(api.GET("/sessions", { signal: AbortSignal.abort() }))).code).toBe("ABORTED");
  expect(calls).toBe(0);
});

test("pending sign-ins and sign-outs end with their signals", async () => {
  await using api = await startApi({ respond: ({ body }) => (body.includes("admin") ? undefined : NEVER) });
  const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl });
  await gatehouse.signIn(credentials);
  const signal = () => AbortSignal.timeout(30);
  expect((await faultOf(gatehouse.signOut({ signal: signal() }))).code).toBe("TIMEOUT");
  const slow = gatehouse.signIn({ ...credentials, username: "slow" }, { signal: signal() });
  expect((await faultOf(slow)).code).toBe("TIMEOUT");
});

test("AbortSignal.timeout is TIMEOUT", async () => {
  await using api = await startApi({ respond: () => NEVER });
  const call = createGatehouseClient({ baseUrl: api.baseUrl }).session({ signal: AbortSignal.timeout(30) });
  const fault = await faultOf(call);
  expect(fault.code).toBe("TIMEOUT");
  expect(fault.cause).toMatchObject({ name: "TimeoutError" });
});

test("a rejected connection to a name with several addresses has a message", async () => {
  const api = await startApi();
  await api[Symbol.asyncDispose]();
  const baseUrl = api.baseUrl.replace("127.0.0.1", "localhost");
  const fault = await faultOf(createGatehouseClient({ baseUrl }).session());
  expect(fault.message).toContain("ECONNREFUSED");
});

const oddities = [
  { name: "an error without text and code", thrown: new RangeError(), says: "(RangeError)" },
  { name: "a value that is not an error", thrown: "gone", says: "(gone)" },
];

test.for(oddities)("a fetch that throws $name is NETWORK", async ({ thrown, says }) => {
  const fetch = () => Promise.reject(thrown);
  const fault = await faultOf(createGatehouseClient({ baseUrl: "http://127.0.0.1", fetch }).session());
  expect(fault).toMatchObject({ code: "NETWORK", cause: thrown, message: expect.stringContaining(says) });
});

test("a time limit of the fetch itself is TIMEOUT", async () => {
  const timeout = Object.assign(new Error("Headers Timeout Error"), { name: "HeadersTimeoutError" });
  const fetch = () =>
    Promise.reject(new TypeError("fetch failed", { cause: new Error("socket", { cause: timeout }) }));
  const fault = await faultOf(createGatehouseClient({ baseUrl: "http://127.0.0.1", fetch }).session());
  expect(fault).toMatchObject({ code: "TIMEOUT", message: expect.stringContaining("Headers Timeout Error") });
});

test("a waiting call ends when its signal aborts, and does not run", async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
  await using api = await startApi({ respond: ({ method }) => (method === "POST" ? released : undefined) });
  const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl });
  const signingIn = gatehouse.signIn(credentials);
  const controller = new AbortController();
  const signingOut = gatehouse.signOut({ signal: controller.signal });
  controller.abort();
  expect((await faultOf(signingOut)).code).toBe("ABORTED");
  const patient = gatehouse.signOut();
  release(undefined);
  expect((await signingIn).ok).toBe(true);
  expect((await patient).ok).toBe(true);
  expect(api.seen.map(({ method }) => method)).toEqual(["POST", "DELETE"]);
});

const unexpected = [
  { name: "the page of a proxy", status: 502, body: "<h1>Bad gateway</h1>", says: "not JSON (text/html)" },
  { name: "a page with status 200", status: 200, body: "<h1>Hello</h1>", says: "not JSON (text/html)" },
  { name: "an empty response", status: 204, body: undefined, says: "not JSON" },
  { name: "JSON of another service", status: 200, body: { hello: 1 }, says: 'without "success": true' },
  { name: "an array", status: 200, body: [], says: 'without "success": true' },
  { name: "null", status: 500, body: null, says: 'without "success": false' },
  { name: "success with a status of failure", status: 500, body: successBody(), says: '"success": false' },
  { name: "failure with a status of success", status: 200, body: errorBody("x"), says: '"success": true' },
  { name: "a redirect", status: 302, body: "", says: "a redirect, which the client does not follow" },
  { name: "an unknown code", status: 400, body: errorBody("Odd.", "ODD"), says: "ODD (Odd.)" },
  {
    name: "an undocumented status",
    status: 418,
    body: errorBody("Tea."),
    says: "no errorCode (Tea.)",
  },
  {
    name: "a code that does not match the status",
    status: 500,
    body: errorBody("x", "BAD_REQUEST"),
    says: "BAD_REQUEST (x)",
  },
];

test.for(unexpected)("$name is UNEXPECTED_ANSWER", async ({ status, body, says }) => {
  await using api = await startApi({ respond: () => ({ status, body, headers: { location: "/else" } }) });
  const fault = await faultOf(createGatehouseClient({ baseUrl: api.baseUrl }).session());
  expect(fault).toMatchObject({ code: "UNEXPECTED_ANSWER", status });
  expect(fault.message).toContain(says);
  expect(fault.transactionId).toMatch(/^[0-9a-f-]{36}$/);
  expect(api.seen).toHaveLength(1);
});

test("LOG-02: an error shows no token and no password", async () => {
  await using api = await startApi({
    respond: ({ method, headers }) =>
      headers["x-hm-authorization"] || method !== "POST" ? { status: 502, body: "<p>no</p>" } : undefined,
  });
  const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl });
  await gatehouse.signIn(credentials);
  const unexpectedAnswer = await faultOf(gatehouse.session());
  await api[Symbol.asyncDispose]();
  const network = await faultOf(gatehouse.signIn(credentials));
  for (const fault of [unexpectedAnswer, network]) {
    const printed = inspect(fault, { depth: 10, showHidden: true }) + JSON.stringify(fault);
    expect(printed).not.toContain("token-1");
    expect(printed).not.toContain(credentials.password);
  }
});

test("an error shows the address without its query", async () => {
  await using api = await startApi({ respond: () => ({ status: 502, body: "<p>no</p>" }) });
  const { api: raw } = createGatehouseClient({ baseUrl: api.baseUrl });
  const fault = await faultOf(raw.GET("/sessions", { params: { query: { user: "ann-smith" } as never } }));
  expect(api.seen[0]?.path).toBe("/api/admin/v1/sessions?user=ann-smith");
  expect(fault.url).toBe(`${api.baseUrl}/api/admin/v1/sessions`);
  expect(fault.message).not.toContain("ann-smith");
});
