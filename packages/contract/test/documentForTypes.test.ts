import { expect, test } from "vitest";
import { documentForTypes, type JsonObject, loadContract, resolvePointer } from "../src/index.ts";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object) => ({ content: { "application/json": { schema } } });
const id = { type: "integer", readOnly: true };
const password = { type: "string", writeOnly: true };
const noRequest = { description: "Read-only: no request has it.", anyOf: [false] };
const noResponse = { description: "Write-only: no response has it.", anyOf: [false] };

interface Schemas {
  readonly body?: object;
  readonly response?: object;
  readonly schemas: Readonly<Record<string, object>>;
}

async function schemasFor({ body, response, schemas }: Schemas) {
  const post = {
    ...(body && { requestBody: json(body) }),
    responses: { 200: { description: "", ...(response && json(response)) } },
  };
  const document = { openapi: "3.1.1", info: { title: "", version: "1" }, paths: { "/": { post } } };
  const contract = await loadContract({ ...document, components: { schemas } });
  const before = structuredClone(contract.document);
  const rewritten = documentForTypes(contract);
  expect(contract.document).toEqual(before);
  return {
    schemas: resolvePointer(rewritten, "/components/schemas") as JsonObject,
    body: resolvePointer(rewritten, "/paths/~1/post/requestBody/content/application~1json/schema"),
    response: resolvePointer(rewritten, "/paths/~1/post/responses/200/content/application~1json/schema"),
  };
}

const user = { type: "object", required: ["id", "password"], properties: { id, password } };

test("a schema that both directions use is called Name.request in requests", async () => {
  const { schemas, body, response } = await schemasFor({
    body: ref("User"),
    response: ref("User"),
    schemas: { User: user },
  });
  expect([body, response]).toEqual([ref("User.request"), ref("User")]);
  expect(schemas).toEqual({
    User: { type: "object", required: ["id"], properties: { id, password: noResponse } },
    "User.request": { type: "object", required: ["password"], properties: { id: noRequest, password } },
  });
});

test("a schema that only requests use keeps its name, and one that no operation uses is a response", async () => {
  const { schemas, body } = await schemasFor({ body: ref("User"), schemas: { User: user, Other: user } });
  expect(body).toEqual(ref("User"));
  expect(schemas.User).toMatchObject({ required: ["password"], properties: { id: noRequest } });
  expect(schemas.Other).toMatchObject({ required: ["id"], properties: { password: noResponse } });
  expect(Object.keys(schemas)).toEqual(["User", "Other"]);
});

test("a schema that is the same in both directions is written once", async () => {
  const plain = { type: "object", properties: { user: { type: "string" } } };
  const list = { type: "array", items: ref("Plain") };
  const { schemas, body, response } = await schemasFor({
    body: list,
    response: ref("Plain"),
    schemas: { Plain: plain, User: user },
  });
  expect([body, response, schemas.Plain]).toEqual([list, ref("Plain"), plain]);
});

test("a schema that contains itself refers to its own view", async () => {
  const node = { type: "object", properties: { id, next: ref("Node") } };
  const { schemas } = await schemasFor({ body: ref("Node"), response: ref("Node"), schemas: { Node: node } });
  expect(resolvePointer(schemas, "/Node.request/properties/next")).toEqual(ref("Node.request"));
  expect(resolvePointer(schemas, "/Node/properties/next")).toEqual(ref("Node"));
});

test("a property that one part of an allOf hides is hidden in the others, which keep their names elsewhere", async () => {
  const { schemas, response } = await schemasFor({
    body: ref("Stamped"),
    response: ref("Plain"),
    schemas: {
      Plain: { type: "object", required: ["stamp"], properties: { stamp: { type: "string" } } },
      Stamped: { allOf: [ref("Plain"), { properties: { stamp: { readOnly: true } } }] },
    },
  });
  expect(response).toEqual(ref("Plain"));
  expect(schemas).toEqual({
    Plain: { type: "object", required: ["stamp"], properties: { stamp: { type: "string" } } },
    "Plain.request": { type: "object", required: [], properties: { stamp: noRequest } },
    Stamped: { allOf: [ref("Plain.request"), { properties: { stamp: noRequest } }] },
  });
});

test("a discriminator chooses renamed alternatives by the names that the document gives them", async () => {
  const pet = {
    oneOf: [ref("Cat"), ref("Dog")],
    discriminator: { propertyName: "kind", mapping: { tom: "#/components/schemas/Cat" } },
  };
  const { schemas } = await schemasFor({
    body: ref("Pet"),
    response: ref("Pet"),
    schemas: {
      Pet: pet,
      Cat: { type: "object", properties: { id, kind: { type: "string" } } },
      Dog: { type: "object", properties: { id, kind: { type: "string" } } },
    },
  });
  expect(resolvePointer(schemas, "/Pet.request/discriminator/mapping")).toEqual({
    tom: "#/components/schemas/Cat.request",
    Dog: "#/components/schemas/Dog.request",
  });
});

test("fields that the specification ignores are left out", async () => {
  const parameter = (name: string) => ({ name, in: "header", schema: { type: "string" } });
  const contract = await loadContract({
    openapi: "3.0.3",
    info: { title: "", version: "1" },
    paths: {
      "/": {
        parameters: [parameter("Accept")],
        get: {
          parameters: [parameter("x-mood"), { $ref: "#/components/parameters/Token" }],
          responses: {
            200: {
              description: "",
              headers: { "Content-Type": { schema: {} }, "X-Total": { schema: {} } },
              content: { "Application/JSON": {} },
            },
          },
        },
      },
    },
    components: { parameters: { Token: parameter("Authorization") } },
  });
  const rewritten = documentForTypes(contract);
  expect(resolvePointer(rewritten, "/paths/~1/parameters")).toEqual([]);
  expect(resolvePointer(rewritten, "/paths/~1/get")).toEqual({
    operationId: "GET /",
    parameters: [parameter("x-mood")],
    responses: {
      200: { description: "", headers: { "X-Total": { schema: {} } }, content: { "application/json": {} } },
    },
  });
});

test("an operationId equal to the generated name of another operation is a problem", async () => {
  const responses = { 204: { description: "" } };
  const paths = { "/a": { put: { operationId: "GET /b", responses } }, "/b": { get: { responses } } };
  const loading = loadContract({ openapi: "3.1.1", info: { title: "", version: "1" }, paths });
  await expect(loading).rejects.toMatchObject({
    problems: [
      {
        rule: "duplicate-operation-id",
        pointer: "/paths/~1b/get",
        message: expect.stringContaining('Without an operationId this operation is called "GET /b"'),
        advice: "Give this operation an operationId, or the other one another.",
      },
    ],
  });
});

test.each(["a#b", "a%2Fb", "#"])(
  "an operation that types cannot name is rejected: %s",
  async (operationId) => {
    const responses = { 204: { description: "" } };
    const paths = { "/a": { get: { operationId, responses } } };
    const contract = await loadContract({ openapi: "3.1.1", info: { title: "", version: "1" }, paths });
    expect([...contract.operations.keys()]).toEqual([operationId]);
    expect(() => documentForTypes(contract)).toThrow(`The types cannot name the operation "${operationId}"`);
  },
);

test("a required query parameter is optional in the types if its empty text means that it is absent", async () => {
  const parameters = [
    { name: "count", schema: { type: "integer" } },
    { name: "limit", schema: { type: "integer", default: 10 } },
    { name: "text", schema: { type: "string" } },
  ].map((one) => ({ ...one, in: "query", required: true, allowEmptyValue: true }));
  const contract = await loadContract({
    openapi: "3.1.1",
    info: { title: "", version: "1" },
    paths: { "/": { get: { operationId: "list", parameters, responses: { "200": { description: "" } } } } },
  });
  const rewritten = resolvePointer(documentForTypes(contract), "/paths/~1/get/parameters");
  expect(rewritten).toMatchObject([
    { name: "count", required: false },
    { name: "limit", required: true },
    { name: "text", required: true },
  ]);
});
