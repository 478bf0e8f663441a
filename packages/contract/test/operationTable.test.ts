import { expect, test } from "vitest";
import {
  type ContractError,
  diffResponse,
  loadContract,
  type Operation,
  requestProblems,
} from "../src/index.ts";

const ok = { responses: { "200": { description: "d" } } };
const base = { openapi: "3.1.1", info: { title: "t", version: "1" } };
const get = (operationId?: string, more: object = {}) => ({ operationId, ...ok, ...more });

const api = {
  url: "https://{region}.example/api/{version}",
  variables: {
    region: { default: "eu", enum: ["eu", "us"] },
    version: { default: "v1", enum: ["v1", "v2"] },
  },
};

const served = {
  ...base,
  servers: [api],
  paths: {
    "/root": { get: get("root") },
    "/item": {
      servers: [{ url: "/item-base" }],
      get: get("ofItem"),
      post: get("own", { servers: [{ url: "/own/" }] }),
    },
    "/open": {
      servers: [{ url: "/{tenant}", variables: { tenant: { default: "main" } } }],
      get: get("open"),
    },
  },
};

test.each([
  { method: "GET", path: "/api/v1/root", found: "root" },
  { method: "GET", path: "/api/v2/root", found: "root" },
  { method: "GET", path: "/api/v3/root", found: "pathNotFound" },
  { method: "GET", path: "/root", found: "pathNotFound" },
  { method: "GET", path: "/item-base/item", found: "ofItem" },
  { method: "POST", path: "/own/item", found: "own" },
  { method: "POST", path: "/item-base/item", found: "methodNotAllowed" },
  { method: "GET", path: "/own/item", found: "methodNotAllowed" },
  { method: "GET", path: "/api/v1/item", found: "pathNotFound" },
  { method: "GET", path: "/main/open", found: "open" },
  { method: "GET", path: "/other/open", found: "pathNotFound" },
])(
  "OpenAPI 3.1.1, 4.8.5: servers replace the outer ones: $method $path is $found",
  async ({ method, path, found }) => {
    const contract = await loadContract(served);
    const match = contract.match(method, path);
    expect(match.kind === "operation" ? match.operation.id : match.kind).toBe(found);
  },
);

test("each value of a variable is a prefix, those of the host are not multiplied, the default comes first", async () => {
  const contract = await loadContract(served);
  expect(contract.basePaths).toEqual(["/api/v1", "/api/v2"]);
  expect(contract.operations.get("own")?.basePaths).toEqual(["/own"]);
});

test("webhooks and callbacks are operations of their own, which no request reaches", async () => {
  const events = {
    "{$request.body#/url}": {
      post: get("sendEvent", { callbacks: { again: { $ref: "#/components/callbacks/events" } } }),
    },
    "x-note": "no expression",
  };
  const contract = await loadContract({
    ...base,
    paths: {
      "/subscribe": {
        post: get("subscribe", { callbacks: { events: { $ref: "#/components/callbacks/events" } } }),
      },
    },
    webhooks: { ping: { post: get("ping") } },
    components: { callbacks: { events } },
  });
  expect([...contract.operations.keys()]).toEqual(["subscribe"]);
  expect(contract.webhooks.get("ping")?.get("post")).toMatchObject({
    id: "ping",
    pointer: "/webhooks/ping/post",
  });
  const [callback, ...others] = contract.operations.get("subscribe")?.callbacks ?? [];
  expect(others).toEqual([]);
  expect(callback).toMatchObject({ name: "events", expression: "{$request.body#/url}" });
  const sent = callback?.operations.get("post");
  expect(sent?.id).toBe("sendEvent");
  // A callback may lead to itself.
  expect(sent?.callbacks[0]?.operations.get("post")?.id).toBe("sendEvent");
  expect(contract.match("POST", "/ping").kind).toBe("pathNotFound");
});

test("operation ids and security schemes of webhooks and callbacks are checked like the others", async () => {
  const sent = (id?: string) => ({ post: get(id, { security: [{ unknown: [] }] }) });
  const expression = (id?: string) => ({ "{$request.body#/url}": sent(id) });
  const load = loadContract({
    ...base,
    paths: {
      "/a": { post: get("a", { callbacks: { one: expression("a"), two: expression() } }) },
      "/b": { post: get("b", { callbacks: { one: expression("c"), two: expression() } }) },
    },
    webhooks: { ping: sent("b"), pong: sent("c") },
  });
  const { problems } = (await load.catch((error: unknown) => error)) as ContractError;
  const [ids, schemes] = ["duplicate-operation-id", "unknown-security-scheme"].map((rule) =>
    problems.filter((problem) => problem.rule === rule).map(({ pointer }) => pointer),
  );
  expect(ids?.sort()).toEqual([
    "/paths/~1a/post/callbacks/one/{$request.body#~1url}/post/operationId",
    "/paths/~1b/post/callbacks/one/{$request.body#~1url}/post/operationId",
    "/webhooks/ping/post/operationId",
  ]);
  expect(schemes).toHaveLength(6);
});

test("OpenAPI 3.2: query and additionalOperations are methods like the others", async () => {
  const contract = await loadContract({
    ...base,
    openapi: "3.2.0",
    paths: { "/a": { query: get("ask"), additionalOperations: { COPY: get("copy") } } },
  });
  const methods = ["QUERY", "COPY", "GET"].map((method) => contract.match(method, "/a"));
  expect(methods).toMatchObject([
    { operation: { id: "ask", method: "query" } },
    { operation: { id: "copy", method: "copy" } },
    { kind: "methodNotAllowed", allow: ["QUERY", "COPY", "OPTIONS"] },
  ]);
});

test("OpenAPI 3.2: of methods that differ only in case the first is served, the others are problems of the router", async () => {
  const contract = await loadContract({
    ...base,
    openapi: "3.2.0",
    paths: {
      "/a": {
        post: get("add"),
        additionalOperations: {
          post: get("lower"),
          COPY: get("copy"),
          Copy: get("mixed"),
          move: get("move"),
        },
      },
    },
  });
  expect([...contract.operations.keys()]).toEqual(["add", "copy", "move"]);
  const apart = "The router ignores the case of methods, so";
  expect(requestProblems(contract)).toMatchObject([
    {
      pointer: "/paths/~1a/additionalOperations/post",
      message: `${apart} POST and post are the same method to it.`,
    },
    {
      pointer: "/paths/~1a/additionalOperations/Copy",
      message: `${apart} COPY and Copy are the same method to it.`,
    },
  ]);
});

test("responses under an extension are read like those of an operation, headers by content too", async () => {
  const headers = {
    "x-facts": { required: true, content: { "application/json": { schema: { type: "integer" } } } },
  };
  const contract = await loadContract({
    ...base,
    paths: {},
    "x-fallbacks": { "404": { $ref: "#/components/responses/NotFound" } },
    components: { responses: { NotFound: { description: "none", headers } } },
  });
  const responses = contract.responsesAt("/x-fallbacks");
  expect([...responses.keys()]).toEqual(["404"]);
  const operation = { contract, id: "none", method: "get", responses, parameters: [], extensions: {} };
  const differences = diffResponse(operation as unknown as Operation, {
    status: 404,
    headers: { "x-facts": '"a"' },
    body: "",
  });
  expect(differences).toMatchObject([{ kind: "invalid-header", responsePointer: "/headers/x-facts" }]);
  expect(contract.responsesAt("/x-none").size).toBe(0);
});

test.each([
  ["a query in a path", { "/r?x=1": { get: ok } }, "/paths/~1r?x=1"],
  ["a fragment in a path", { "/r#x": { get: ok } }, "/paths/~1r#x"],
  [
    "a parameter that a path has twice",
    { "/{a}/{a}": { get: { ...ok, parameters: [{ name: "a", in: "path", required: true, schema: {} }] } } },
    "/paths/~1{a}~1{a}",
  ],
  [
    "a header parameter under two spellings",
    {
      "/r": {
        get: { ...ok, parameters: ["X-A", "x-a"].map((name) => ({ name, in: "header", schema: {} })) },
      },
    },
    "/paths/~1r/get/parameters/1",
  ],
])("%s is rejected", async (_, paths, pointer) => {
  await expect(loadContract({ ...base, paths })).rejects.toMatchObject({ problems: [{ pointer }] });
});
