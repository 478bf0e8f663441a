import type { JsonObject } from "@gatehouse/contract";

/** How large a document is made, and whether it is the changed one. */
export interface DocumentSize {
  readonly operations: number;
  /** Every tenth resource differs from the unchanged document. */
  readonly changed: boolean;
}

/** Four operations for each resource: list, create, read, replace. */
const OPERATIONS_PER_RESOURCE = 4;

/** Makes a document of many operations over linked schemas, as generators write them. */
export function largeDocument({ operations, changed }: DocumentSize): JsonObject {
  const resources = Array.from({ length: operations / OPERATIONS_PER_RESOURCE }, (_, index) => index);
  const isChanged = (index: number) => changed && index % 10 === 0;
  return {
    openapi: "3.1.1",
    info: { title: "Large", version: changed ? "2.0.0" : "1.0.0" },
    servers: [{ url: "https://api.example.com" }],
    security: [{ key: [] }],
    paths: Object.fromEntries(resources.flatMap((index) => pathsOf(index, isChanged(index)))),
    components: {
      securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } },
      parameters: {
        Limit: { name: "limit", in: "query", schema: { type: "integer", minimum: 1, maximum: 100 } },
      },
      responses: { Problem: { description: "No.", content: json({ $ref: "#/components/schemas/Problem" }) } },
      schemas: {
        Problem: {
          type: "object",
          required: ["code"],
          properties: { code: { type: "string" }, detail: text(2000) },
        },
        ...Object.fromEntries(
          resources.flatMap((index) =>
            schemasOf(index, { isChanged: isChanged(index), last: resources.length }),
          ),
        ),
      },
    },
  };
}

function pathsOf(index: number, isChanged: boolean): [string, JsonObject][] {
  const [name, schema] = [`resource${index}`, { $ref: `#/components/schemas/Resource${index}` }];
  const problem = { default: { $ref: "#/components/responses/Problem" } };
  const id = { name: "id", in: "path", required: true, schema: { type: "string", format: "uuid" } };
  const page = {
    type: "object",
    required: ["items"],
    properties: { items: { type: "array", items: schema } },
  };
  const sort = {
    name: "sort",
    in: "query",
    schema: { type: "string", enum: isChanged ? ["name"] : ["name", "date"] },
  };
  const ok = (body: JsonObject) => ({ "200": { description: "Here.", content: json(body) }, ...problem });
  const take = { required: true, content: json({ $ref: `#/components/schemas/Draft${index}` }) };
  return [
    [
      `/${name}`,
      {
        get: {
          operationId: `list${index}`,
          parameters: [{ $ref: "#/components/parameters/Limit" }, sort],
          responses: ok(page),
        },
        post: { operationId: `create${index}`, requestBody: take, responses: ok(schema) },
      },
    ],
    [
      `/${name}/{id}`,
      {
        parameters: [id],
        get: { operationId: `read${index}`, responses: ok(schema) },
        put: { operationId: `replace${index}`, requestBody: take, responses: ok(schema) },
      },
    ],
  ];
}

interface ResourceShape {
  readonly isChanged: boolean;
  readonly last: number;
}

function schemasOf(index: number, { isChanged, last }: ResourceShape): [string, JsonObject][] {
  const draft = {
    type: "object",
    required: isChanged ? ["name", "size"] : ["name"],
    properties: {
      name: text(isChanged ? 100 : 200),
      size: { type: "integer", minimum: 0, maximum: 1000 },
      tags: {
        type: "array",
        items: { type: "string", pattern: "^[a-z]+$" },
        uniqueItems: true,
        maxItems: 20,
      },
      state: { type: "string", enum: isChanged ? ["open", "closed", "lost"] : ["open", "closed"] },
      payment: {
        oneOf: [
          {
            type: "object",
            required: ["kind", "card"],
            properties: { kind: { const: "card" }, card: text(20) },
          },
          {
            type: "object",
            required: ["kind", "iban"],
            properties: { kind: { const: "bank" }, iban: text(34) },
          },
        ],
      },
    },
  };
  const own = {
    type: "object",
    required: ["id"],
    properties: {
      id: { type: "string", format: "uuid" },
      createdAt: { type: "string", format: "date-time" },
      parent: { $ref: `#/components/schemas/Resource${Math.floor(index / 2)}` },
      next: { anyOf: [{ $ref: `#/components/schemas/Resource${(index + 1) % last}` }, { type: "null" }] },
    },
  };
  return [
    [`Draft${index}`, draft],
    [`Resource${index}`, { allOf: [{ $ref: `#/components/schemas/Draft${index}` }, own] }],
  ];
}

function json(schema: JsonObject): JsonObject {
  return { "application/json": { schema } };
}

function text(maxLength: number): JsonObject {
  return { type: "string", minLength: 1, maxLength };
}
