import { loadContract } from "@gatehouse/contract";
import express from "express";
import request from "supertest";
import { expect, test } from "vitest";
import { createOpenRouter } from "./fixtures/createOpenRouter.ts";
import { createPetStore } from "./fixtures/createPetStore.ts";

async function createApp(overrides: Parameters<typeof createPetStore>[0] = {}) {
  const store = await createPetStore(overrides);
  const app = express().disable("x-powered-by").use(store.router);
  return { app, ...store };
}

test("passes typed parameters, defaults included, to the operation", async () => {
  const { app, seen } = await createApp();
  const response = await request(app).get("/v1/pets?tag=a&tag=b");
  expect(response.status).toBe(200);
  expect(response.headers).toMatchObject({ "x-total": "1", "x-request-id": "r-1" });
  expect(response.headers).not.toHaveProperty("etag");
  expect(seen[0]?.request).toMatchObject({ parameters: { query: { limit: 20, tag: ["a", "b"] } } });
});

test("reads path, header and cookie parameters under their documented names", async () => {
  const { app, seen } = await createApp();
  await request(app).get("/v1/pets/7").set("x-trace", "abc").set("cookie", "visit=3").expect(200);
  expect(seen[0]?.request).toMatchObject({
    parameters: { path: { petId: 7 }, header: { "X-Trace": "abc" } },
  });
});

test("fills defaults into bodies", async () => {
  const { app, seen } = await createApp();
  const response = await request(app).post("/v1/pets").set("x-store-key", "good").send({ name: "Tom" });
  expect(response.status).toBe(201);
  expect(response.body).toEqual({ id: 2, name: "Tom", tag: "none" });
  expect(seen[0]?.request).toMatchObject({ credentials: { storeKey: { store: "good" } } });
});

const rejections = [
  { name: "an unknown path", method: "get", path: "/v1/cats", status: 404, code: "UNKNOWN_PATH" },
  {
    name: "a broken percent-encoding",
    method: "get",
    path: "/v1/pets/%zz",
    status: 400,
    code: "MALFORMED_PATH",
  },
  { name: "a wrong method", method: "patch", path: "/v1/pets/1", status: 405, code: "METHOD_NOT_ALLOWED" },
  { name: "TRACE", method: "trace", path: "/v1/pets/1", status: 405, code: "METHOD_NOT_ALLOWED" },
  { name: "a wrong path parameter", method: "get", path: "/v1/pets/x", status: 400, code: "INVALID_REQUEST" },
  {
    name: "an unknown query parameter",
    method: "get",
    path: "/v1/pets?x=1",
    status: 400,
    code: "INVALID_REQUEST",
  },
  { name: "missing credentials", method: "delete", path: "/v1/pets/1", status: 401, code: "UNAUTHENTICATED" },
  { name: "an error of a handler", method: "get", path: "/v1/pets/500", status: 500, code: "INTERNAL" },
] as const;

for (const { name, method, path, status, code } of rejections) {
  test(`responds to ${name} with ${status} ${code}`, async () => {
    const { app } = await createApp();
    const response = await request(app)[method](path);
    expect(response.status).toBe(status);
    expect(response.body).toMatchObject({ code });
    expect(response.headers["x-request-id"]).toBe("r-1");
  });
}

test("names pointer, keyword and location of a missing property", async () => {
  const failures: unknown[] = [];
  const { app } = await createApp({
    errorResponse: ({ error }) => {
      failures.push(error);
      return { status: error.status };
    },
  });
  await request(app).post("/v1/pets").set("x-store-key", "good").send({ name: "" }).expect(400);
  expect(failures[0]).toMatchObject({
    code: "INVALID_REQUEST",
    violations: [
      {
        in: "body",
        pointer: "/name",
        keyword: "minLength",
        documentPointer: "/components/schemas/NewPet/properties/name/minLength",
        location: { file: "petStore.yaml", line: 100 },
      },
    ],
  });
});

const LINES = { schema: { type: "string" }, itemSchema: { type: "object" } };

test.each([
  ["a body", { requestBody: { content: { "multipart/mixed": LINES } } }],
  [
    "a shared media type",
    { requestBody: { content: { "application/*": { $ref: "#/components/mediaTypes/Lines" } } } },
  ],
  ["a parameter", { parameters: [{ name: "q", in: "query", content: { "application/jsonl": LINES } }] }],
])(
  "a schema for the items of %s is reported with its location when the router is made",
  async (_, request) => {
    const operation = { operationId: "send", responses: { default: { description: "Done." } }, ...request };
    const contract = await loadContract({
      openapi: "3.2.0",
      info: { title: "t", version: "1" },
      paths: { "/": { post: operation } },
      components: { mediaTypes: { Lines: LINES } },
    });
    expect(() => createOpenRouter(contract, { send: () => ({ status: 204 }) })).toThrow(
      /:\d+:\d+ "itemSchema" is not applied here\. Describe the whole text with "schema"/,
    );
  },
);

test("a schema for the items of a response does not fail the construction of the router", async () => {
  const responses = { 200: { description: "d", content: { "text/event-stream": LINES } } };
  const contract = await loadContract({
    openapi: "3.2.0",
    info: { title: "t", version: "1" },
    paths: { "/": { get: { operationId: "read", responses } } },
  });
  expect(() => createOpenRouter(contract, { read: () => ({ status: 200 }) })).not.toThrow();
});
