const rejected = response("Rejected", "Problem");
const lockedOut = response("Locked out", "Problem");

/** OpenAPI 3.1 with compositions, discriminators, recursion and a key in every location. */
export const animalsDocument = {
  openapi: "3.1.1",
  info: { title: "Animals", version: "2.0" },
  servers: [{ url: "/v2" }],
  security: [{ session: [] }, { token: [], device: [] }, { oauth: ["write"] }],
  paths: {
    "/animals": {
      post: {
        operationId: "addAnimal",
        requestBody: {
          required: true,
          content: { "application/json": { schema: { $ref: "#/components/schemas/Animal" } } },
        },
        responses: { 201: response("Added", "Animal"), 400: rejected, 401: lockedOut, 415: rejected },
      },
    },
    "/animals/{name}": {
      parameters: [
        {
          name: "name",
          in: "path",
          required: true,
          schema: { $ref: "#/components/schemas/Name" },
          example: "tom",
        },
      ],
      get: {
        operationId: "showAnimal",
        security: [],
        responses: { 200: response("Found", "Animal"), 400: rejected, 404: rejected },
      },
    },
    "/plans": {
      put: {
        operationId: "storePlan",
        security: [{}, { session: [] }],
        requestBody: {
          required: true,
          content: { "application/json": { schema: { $ref: "#/components/schemas/Plan" } } },
        },
        responses: { 200: response("Stored", "Plan"), 400: rejected, 415: rejected },
      },
    },
    "/notes": {
      post: {
        operationId: "leaveNote",
        security: [],
        requestBody: {
          required: true,
          content: { "text/plain": { schema: { type: "string", minLength: 1, maxLength: 30 } } },
        },
        responses: {
          200: {
            description: "Read back",
            content: { "text/plain": { schema: { type: "string", maxLength: 30 } } },
          },
          400: rejected,
          415: rejected,
        },
      },
    },
  },
  components: {
    securitySchemes: {
      session: { type: "apiKey", in: "cookie", name: "sid" },
      token: { type: "apiKey", in: "query", name: "token" },
      device: { type: "apiKey", in: "header", name: "X-Device" },
      oauth: {
        type: "oauth2",
        flows: { clientCredentials: { tokenUrl: "https://id.example/token", scopes: { write: "Write" } } },
      },
    },
    schemas: {
      Problem: { type: "object", required: ["message"], properties: { message: { type: "string" } } },
      Name: { type: "string", pattern: "^[a-z]{2,12}$" },
      Animal: {
        oneOf: [
          { $ref: "#/components/schemas/Cat" },
          { $ref: "#/components/schemas/Dog" },
          { $ref: "#/components/schemas/Bird" },
        ],
        discriminator: {
          propertyName: "kind",
          mapping: {
            cat: "#/components/schemas/Cat",
            dog: "#/components/schemas/Dog",
            bird: "#/components/schemas/Bird",
          },
        },
      },
      Being: {
        type: "object",
        required: ["kind", "name"],
        properties: {
          kind: { type: "string" },
          name: { $ref: "#/components/schemas/Name" },
          age: { type: ["integer", "null"], minimum: 0, exclusiveMaximum: 200 },
        },
      },
      Cat: {
        allOf: [{ $ref: "#/components/schemas/Being" }],
        required: ["lives"],
        properties: { kind: { const: "cat" }, lives: { type: "integer", minimum: 1, maximum: 9 } },
        unevaluatedProperties: false,
      },
      Dog: {
        allOf: [
          { $ref: "#/components/schemas/Being" },
          {
            type: "object",
            required: ["barks"],
            properties: { barks: { type: "boolean" }, chip: { type: "string", format: "uuid" } },
          },
        ],
        properties: { kind: { const: "dog" } },
      },
      Bird: {
        allOf: [{ $ref: "#/components/schemas/Being" }],
        properties: {
          kind: { const: "bird" },
          song: {
            type: "array",
            prefixItems: [{ type: "string" }, { type: "integer", minimum: 1 }],
            items: false,
            minItems: 2,
          },
        },
      },
      Tree: {
        type: "object",
        required: ["label"],
        additionalProperties: false,
        properties: {
          label: { type: "string", maxLength: 10 },
          children: { type: "array", maxItems: 3, items: { $ref: "#/components/schemas/Tree" } },
        },
      },
      Plan: {
        type: "object",
        required: ["version", "contact"],
        unevaluatedProperties: false,
        dependentRequired: { start: ["end"] },
        properties: {
          version: { const: 2 },
          contact: {
            anyOf: [
              {
                type: "object",
                required: ["email"],
                properties: { email: { type: "string", format: "email" } },
              },
              {
                type: "object",
                required: ["phone"],
                properties: { phone: { type: "string", pattern: "^\\+\\d{5,12}$" } },
              },
            ],
          },
          start: { type: "string", format: "date" },
          end: { type: "string", format: "date" },
          labels: {
            type: "object",
            patternProperties: { "^x-[a-z]+$": { type: "integer" } },
            additionalProperties: false,
            maxProperties: 3,
          },
          weights: {
            type: "object",
            propertyNames: { pattern: "^[a-z]{1,4}$" },
            additionalProperties: { type: "number", exclusiveMinimum: 0 },
          },
          tree: { $ref: "#/components/schemas/Tree" },
          tags: {
            type: "array",
            contains: { const: "main" },
            items: { type: "string", maxLength: 6 },
            maxItems: 5,
          },
          code: { type: "string", not: { enum: ["admin", "root"] }, minLength: 1, maxLength: 8 },
          mode: { enum: ["auto", 3, null] },
          limits: {
            type: "object",
            properties: { isLimited: { type: "boolean" }, most: { type: "integer" } },
            additionalProperties: false,
            if: { properties: { isLimited: { const: true } }, required: ["isLimited"] },
            // biome-ignore lint/suspicious/noThenProperty: this is the keyword of JSON Schema, the document is never awaited.
            then: { required: ["most"] },
          },
        },
      },
    },
  },
};

function response(description: string, schema: string) {
  return {
    description,
    content: { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } },
  };
}
