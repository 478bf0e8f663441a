const problem = { content: { "application/json": { schema: { $ref: "#/components/schemas/Problem" } } } };
const version = { "X-Version": { $ref: "#/components/headers/Version" } };
const rejected = { description: "Rejected", headers: version, ...problem };
const challenge = { required: true, schema: { type: "string", pattern: "^(Basic|Bearer) realm=" } };
const lockedOut = {
  description: "Locked out",
  headers: { ...version, "WWW-Authenticate": challenge },
  ...problem,
};

/** OpenAPI 3.0 with every parameter style, three security schemes, a link and a form. */
export const thingsDocument = {
  openapi: "3.0.3",
  info: { title: "Things", version: "1.0" },
  servers: [{ url: "https://things.example/api" }],
  paths: {
    "/search": {
      get: {
        operationId: "search",
        parameters: [
          query("limit", { type: "integer", minimum: 1, maximum: 50 }, { required: true }),
          query("flag", { type: "boolean" }),
          query("ids", { type: "array", maxItems: 3, items: { type: "integer", minimum: 1, maximum: 100 } }),
          query(
            "tags",
            { type: "array", items: { type: "string", enum: ["red", "green"] } },
            { explode: false },
          ),
          query(
            "words",
            { type: "array", minItems: 2, maxItems: 4, items: { type: "string", pattern: "^[a-z]+$" } },
            { style: "spaceDelimited", explode: false },
          ),
          query(
            "codes",
            { type: "array", uniqueItems: true, items: { type: "integer" } },
            { style: "pipeDelimited", explode: false },
          ),
          query(
            "filter",
            {
              type: "object",
              additionalProperties: false,
              properties: { min: { type: "integer", minimum: 0 }, max: { type: "integer", maximum: 10 } },
            },
            { style: "deepObject", explode: true },
          ),
          query("point", pairSchema("x", "y"), { explode: false }),
          {
            name: "where",
            in: "query",
            content: {
              "application/json": {
                schema: { type: "object", required: ["a"], properties: { a: { type: "boolean" } } },
              },
            },
          },
          header("X-Mode", { type: "string", enum: ["fast", "slow"] }, { required: true }),
          header("X-Range", { type: "array", minItems: 2, maxItems: 2, items: { type: "integer" } }),
          header("X-Pair", pairSchema("a", "b"), { explode: true }),
          {
            name: "token",
            in: "cookie",
            required: true,
            schema: { type: "string", pattern: "^[0-9a-f]{8}$" },
          },
        ],
        responses: { 200: found("#/components/schemas/Things"), 400: rejected },
      },
    },
    "/shapes/{id}/{list}/{label}/{labels}/{matrix}/{matrices}": {
      get: {
        operationId: "readShape",
        parameters: [
          path("id", { type: "integer", minimum: 1, maximum: 999 }),
          path("list", { type: "array", minItems: 1, maxItems: 3, items: { type: "integer" } }),
          path("label", { type: "string", pattern: "^[a-z]{1,5}$" }, { style: "label" }),
          path(
            "labels",
            { type: "array", minItems: 1, items: { type: "integer" } },
            { style: "label", explode: true },
          ),
          path("matrix", { type: "integer", minimum: 0 }, { style: "matrix" }),
          path("matrices", pairSchema("x", "y"), { style: "matrix", explode: true }),
        ],
        responses: { 200: found("#/components/schemas/Thing"), 400: rejected },
      },
    },
    "/things": {
      post: {
        operationId: "createThing",
        security: [{ key: [], account: [] }, { bearer: [] }],
        requestBody: {
          required: true,
          content: {
            "application/json": { schema: { $ref: "#/components/schemas/Thing" } },
            "application/x-www-form-urlencoded": {
              schema: {
                type: "object",
                additionalProperties: false,
                required: ["name", "price"],
                properties: {
                  name: { type: "string", minLength: 1, maxLength: 20 },
                  price: { type: "integer", minimum: 0 },
                },
              },
            },
          },
        },
        responses: {
          201: {
            ...found("#/components/schemas/Thing"),
            links: { made: { operationId: "readThing", parameters: { id: "$response.body#/id" } } },
          },
          400: rejected,
          401: lockedOut,
          415: rejected,
        },
      },
    },
    "/things/{id}": {
      parameters: [{ ...path("id", { type: "integer", minimum: 1, maximum: 1_000_000 }), example: 1 }],
      get: {
        operationId: "readThing",
        responses: { 200: found("#/components/schemas/Thing"), 400: rejected, 404: rejected },
      },
      delete: {
        operationId: "removeThing",
        security: [{ key: [], account: [] }, { bearer: [] }],
        responses: { 202: { description: "It will go." }, 400: rejected, 401: lockedOut, 404: rejected },
      },
    },
  },
  components: {
    securitySchemes: {
      key: { type: "apiKey", in: "header", name: "X-Key" },
      account: { type: "http", scheme: "basic" },
      bearer: { type: "http", scheme: "bearer" },
    },
    schemas: {
      Things: { type: "array", items: { $ref: "#/components/schemas/Thing" } },
      Thing: {
        type: "object",
        additionalProperties: false,
        required: ["id", "name", "kind", "price", "created"],
        properties: {
          id: { type: "integer", minimum: 1, readOnly: true },
          created: { type: "string", format: "date-time", readOnly: true },
          name: { type: "string", minLength: 1, maxLength: 20, pattern: "^[A-Za-z]" },
          kind: { type: "string", enum: ["book", "tool"] },
          price: { type: "number", minimum: 0, maximum: 1000, exclusiveMaximum: true, multipleOf: 0.5 },
          note: { type: "string", maxLength: 50, nullable: true },
          tags: {
            type: "array",
            maxItems: 3,
            uniqueItems: true,
            items: { type: "string", minLength: 1, maxLength: 8 },
          },
          ref: { type: "string", format: "uuid" },
          secret: { type: "string", minLength: 4, writeOnly: true },
          size: {
            type: "object",
            additionalProperties: false,
            required: ["width"],
            properties: { width: { type: "integer", minimum: 1 }, height: { type: "integer", minimum: 1 } },
          },
        },
      },
      Problem: {
        type: "object",
        additionalProperties: false,
        required: ["message"],
        properties: { message: { type: "string" } },
      },
    },
    headers: { Version: { required: true, schema: { type: "integer", minimum: 1 } } },
  },
};

function query(name: string, schema: object, more: object = {}) {
  return { name, in: "query", schema, ...more };
}

function header(name: string, schema: object, more: object = {}) {
  return { name, in: "header", schema, ...more };
}

function path(name: string, schema: object, more: object = {}) {
  return { name, in: "path", required: true, schema, ...more };
}

function pairSchema(first: string, second: string) {
  return {
    type: "object",
    required: [first, second],
    additionalProperties: false,
    properties: { [first]: { type: "integer" }, [second]: { type: "integer" } },
  };
}

function found(schema: string) {
  return {
    description: "Found",
    headers: version,
    content: { "application/json": { schema: { $ref: schema } } },
  };
}
