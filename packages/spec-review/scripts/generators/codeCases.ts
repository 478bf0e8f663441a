import { type Patch, patched } from "../../test/support/shop.ts";

/** A change, and the name under which the table lists it. */
export interface CodeCase {
  readonly name: string;
  readonly patch: Patch;
  /** Why the review says otherwise than the generators, where it does. */
  readonly reason?: string;
}

const json = (schema: object) => ({ description: "ok", content: { "application/json": { schema } } });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = { type: "string" };
const status = { type: "string", enum: ["available", "sold"] };
const kind = (name: string, more: object) => ({
  type: "object",
  required: ["kind", ...Object.keys(more)],
  properties: { kind: { type: "string", enum: [name] }, ...more },
});
const health = { type: "object", title: "Health", required: ["up"], properties: { up: { type: "boolean" } } };

/** The old document. */
export const CODE_BASE: object = {
  openapi: "3.0.3",
  info: { title: "Shop", version: "1.0.0" },
  servers: [{ url: "https://shop.example/v1" }],
  security: [{ apiKey: [] }],
  paths: {
    "/pets": {
      get: {
        operationId: "listPets",
        tags: ["pets"],
        parameters: [
          { name: "tag", in: "query", schema: text },
          { name: "limit", in: "query", schema: { type: "integer" } },
        ],
        responses: { "200": json({ type: "array", items: ref("Pet") }) },
      },
      post: {
        operationId: "addPet",
        tags: ["pets"],
        requestBody: { required: true, content: { "application/json": { schema: ref("NewPet") } } },
        responses: { "201": json(ref("Pet")) },
      },
    },
    "/pets/{id}": {
      get: {
        operationId: "getPet",
        tags: ["pets"],
        parameters: [{ name: "id", in: "path", required: true, schema: text }],
        responses: { "200": json(ref("Pet")) },
      },
    },
    "/status": { get: { tags: ["status"], responses: { "200": json(health) } } },
  },
  components: {
    securitySchemes: { apiKey: { type: "apiKey", in: "header", name: "X-Key" } },
    schemas: {
      NewPet: {
        type: "object",
        required: ["name"],
        properties: { name: text, note: text, status: ref("Status"), color: text },
      },
      Pet: {
        type: "object",
        required: ["id", "name", "born"],
        properties: {
          ...{ id: { type: "integer" }, name: text, born: text, nick: text, status: ref("Status") },
          owner: { oneOf: [ref("Person"), ref("Firm")] },
        },
      },
      Status: status,
      Person: kind("person", { age: { type: "integer" } }),
      Firm: kind("firm", { seat: text }),
      Spare: { type: "object", properties: { size: { type: "integer" } } },
    },
  },
};

const list = "/paths/~1pets/get";
const add = "/paths/~1pets/post";
const one = "/paths/~1pets~1{id}/get";
const schemas = "/components/schemas";
const pet = `${schemas}/Pet`;
const newPet = `${schemas}/NewPet`;

/** The changes that are tried with every generator. */
export const CODE_CASES: readonly CodeCase[] = [
  { name: "operationId changed", patch: { [`${one}/operationId`]: "readPet" } },
  { name: "operationId added", patch: { "/paths/~1status/get/operationId": "readStatus" } },
  { name: "tag changed", patch: { [`${list}/tags`]: ["animals"] } },
  { name: "order of parameters", patch: { [`${list}/parameters`]: parametersSwapped() } },
  {
    name: "optional parameter added",
    patch: { [`${list}/parameters/2`]: { name: "page", in: "query", schema: text } },
  },
  {
    name: "required parameter added",
    patch: { [`${list}/parameters/2`]: { name: "page", in: "query", required: true, schema: text } },
  },
  { name: "parameter removed", patch: { [`${list}/parameters/0`]: undefined } },
  { name: "parameter became optional in type only", patch: { [`${list}/parameters/0/deprecated`]: true } },
  { name: "parameter integer to string", patch: { [`${list}/parameters/1/schema`]: text } },
  { name: "parameter integer to number", patch: { [`${list}/parameters/1/schema/type`]: "number" } },
  { name: "parameter got format date", patch: { [`${list}/parameters/0/schema/format`]: "date" } },
  { name: "parameter limits", patch: { [`${list}/parameters/1/schema/maximum`]: 10 } },
  {
    name: "request media type added",
    patch: { [`${add}/requestBody/content/application~1xml`]: { schema: ref("NewPet") } },
  },
  {
    name: "response media type added",
    patch: { [`${one}/responses/200/content/text~1plain`]: { schema: text } },
  },
  { name: "response status added", patch: { [`${one}/responses/202`]: json(ref("Spare")) } },
  { name: "error status added", patch: { [`${one}/responses/404`]: json(ref("Spare")) } },
  { name: "request body became optional", patch: { [`${add}/requestBody/required`]: false } },
  {
    name: "request member required",
    patch: { [`${newPet}/required/1`]: "size", [`${newPet}/properties/size`]: text },
  },
  { name: "request member became required", patch: { [`${newPet}/required/1`]: "color" } },
  { name: "request member added", patch: { [`${newPet}/properties/size`]: text } },
  { name: "request member removed", patch: { [`${newPet}/properties/note`]: undefined } },
  { name: "response member added", patch: { [`${pet}/properties/size`]: text } },
  {
    name: "required response member added",
    patch: { [`${pet}/properties/size`]: text, [`${pet}/required/3`]: "size" },
  },
  { name: "response member removed", patch: { [`${pet}/properties/nick`]: undefined } },
  { name: "response member became optional", patch: { [`${pet}/required/2`]: undefined } },
  { name: "response member became nullable", patch: { [`${pet}/properties/born/nullable`]: true } },
  { name: "response member got format date-time", patch: { [`${pet}/properties/born/format`]: "date-time" } },
  { name: "response member string to integer", patch: { [`${pet}/properties/born/type`]: "integer" } },
  { name: "response member integer to number", patch: { [`${pet}/properties/id/type`]: "number" } },
  { name: "response member length", patch: { [`${pet}/properties/name/maxLength`]: 10 } },
  { name: "response member read-only", patch: { [`${pet}/properties/nick/readOnly`]: true } },
  { name: "default of a request member", patch: { [`${newPet}/properties/note/default`]: "none" } },
  { name: "enum value added", patch: { [`${schemas}/Status/enum/2`]: "lost" } },
  { name: "enum value removed", patch: { [`${schemas}/Status/enum/1`]: undefined } },
  { name: "x-enum-varnames", patch: { [`${schemas}/Status/x-enum-varnames`]: ["FREE", "GONE"] } },
  {
    name: "alternative added to a response",
    patch: {
      [`${schemas}/Club`]: kind("club", { size: { type: "integer" } }),
      [`${pet}/properties/owner/oneOf/2`]: ref("Club"),
    },
  },
  { name: "component renamed", patch: renamedPerson() },
  { name: "unused component removed", patch: { [`${schemas}/Spare`]: undefined } },
  {
    name: "component written out",
    patch: {
      [`${pet}/properties/status`]: status,
      [`${newPet}/properties/status`]: status,
      [`${schemas}/Status`]: undefined,
    },
  },
  {
    name: "component extracted",
    patch: {
      [`${schemas}/HealthReport`]: health,
      "/paths/~1status/get/responses/200": json(ref("HealthReport")),
    },
  },
  {
    name: "title of a schema in place",
    patch: { "/paths/~1status/get/responses/200/content/application~1json/schema/title": "Vitals" },
  },
  {
    name: "security scheme renamed",
    reason:
      'other libraries of openapi-generator name the scheme in a text (`getAuthentication("apiKey")`), which no compiler checks',
    patch: {
      "/security": [{ key: [] }],
      "/components/securitySchemes": { key: { type: "apiKey", in: "header", name: "X-Key" } },
    },
  },
  { name: "operation moved", patch: movedPet() },
  { name: "path parameter renamed", patch: renamedParameter() },
  { name: "operation removed", patch: { [one]: undefined } },
  {
    name: "operation added",
    patch: { "/paths/~1status/post": { responses: { "204": { description: "none" } } } },
  },
];

/** The new document of a case. */
export function headOf({ patch }: CodeCase): object {
  return patched(CODE_BASE, patch);
}

function parametersSwapped() {
  return [
    { name: "limit", in: "query", schema: { type: "integer" } },
    { name: "tag", in: "query", schema: text },
  ];
}

function renamedPerson(): Patch {
  return {
    [`${schemas}/Human`]: { type: "object", properties: { size: { type: "integer" } } },
    [`${schemas}/Spare`]: undefined,
  };
}

function petOperation(name: string) {
  return {
    operationId: "getPet",
    tags: ["pets"],
    parameters: [{ name, in: "path", required: true, schema: text }],
    responses: { "200": json(ref("Pet")) },
  };
}

function movedPet(): Patch {
  return { "/paths/~1pets~1{id}": undefined, "/paths/~1animals~1{id}": { get: petOperation("id") } };
}

function renamedParameter(): Patch {
  return { "/paths/~1pets~1{id}": undefined, "/paths/~1pets~1{petId}": { get: petOperation("petId") } };
}
