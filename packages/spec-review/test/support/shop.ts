/** Values by JSON pointer; undefined removes what stands there. */
export type Patch = Readonly<Record<string, unknown>>;

const pet = { $ref: "#/components/schemas/Pet" };
const ok = { "200": { description: "a pet", content: { "application/json": { schema: pet } } } };

const DOCUMENT = {
  openapi: "3.1.0",
  info: { title: "Shop", version: "1.0.0" },
  servers: [{ url: "https://shop.example/v1" }],
  paths: {
    "/pets": {
      get: {
        operationId: "listPets",
        summary: "Lists pets",
        parameters: [
          { name: "limit", in: "query", schema: { type: "integer", maximum: 100 } },
          { name: "tag", in: "query", schema: { type: "string" } },
        ],
        responses: ok,
      },
      post: {
        operationId: "addPet",
        requestBody: {
          required: true,
          content: { "application/json": { schema: { $ref: "#/components/schemas/NewPet" } } },
        },
        responses: ok,
      },
    },
    "/pets/{id}": {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
      get: { operationId: "getPet", responses: ok },
      delete: { operationId: "deletePet", responses: { "204": { description: "gone" } } },
    },
  },
  components: {
    schemas: {
      NewPet: {
        type: "object",
        required: ["name"],
        properties: {
          name: { type: "string", maxLength: 50 },
          status: { enum: ["available", "sold", "lost"] },
        },
      },
      Pet: {
        type: "object",
        required: ["id", "name"],
        properties: {
          id: { type: "integer" },
          name: { type: "string" },
          status: { enum: ["available", "sold"] },
        },
      },
    },
  },
};

/** A small document that shares a structure between operations, with what a test changes about it. */
export function shop(patch: Patch = {}): object {
  return patched(DOCUMENT, patch);
}

/** A copy of a document with what a test changes about it. */
export function patched(original: object, patch: Patch): object {
  const document: object = structuredClone(original);
  for (const [pointer, value] of Object.entries(patch)) put(document, tokensOf(pointer), value);
  return document;
}

/** Changes of all weights: breaking for requests and responses, risky and safe ones. */
export function changedShop(patch: Patch = {}): object {
  return shop({
    "/info/version": "1.1.0",
    "/paths/~1pets/get/parameters/0/schema/maximum": 50,
    "/paths/~1pets/get/parameters/1": undefined,
    "/paths/~1pets~1{id}/delete/deprecated": true,
    "/paths/~1shops": { get: { operationId: "listShops", responses: { "204": { description: "none" } } } },
    "/components/schemas/NewPet/properties/name/maxLength": 20,
    "/components/schemas/Pet/properties/status/enum/2": "new",
    "/components/schemas/Pet/properties/color": { type: "string" },
    ...patch,
  });
}

function tokensOf(pointer: string): string[] {
  const tokens = pointer.split("/").slice(1);
  return tokens.map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function put(target: object, [token = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length > 0) put(Reflect.get(target, token), rest, value);
  else if (value !== undefined) Reflect.set(target, token, value);
  else if (Array.isArray(target)) target.splice(Number(token), 1);
  else Reflect.deleteProperty(target, token);
}
