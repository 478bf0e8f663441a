import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { animalsDocument } from "./animalsDocument.ts";
import type { FixtureRequest, FixtureResponse } from "./FixtureServer.ts";
import { queryOf } from "./readText.ts";

/** What the server takes for valid. */
export const animalCredentials = {
  session: "s-0192f3",
  token: "t-88ab17",
  device: "d-55c1",
  oauth: "Bearer o-7d2e90",
};

type Schemas = Record<string, unknown>;

/** The schemas that the server validates requests with: its own copy, in which a fault can change a keyword. */
const SCHEMA_FAULTS: Readonly<Record<string, readonly [pointer: string, value: unknown]>> = {
  "the number of lives is not limited": ["/Cat/properties/lives/maximum", undefined],
  "a fraction of a life is accepted": ["/Cat/properties/lives/type", "number"],
  "unknown properties of a cat pass": ["/Cat/unevaluatedProperties", undefined],
  "a part of a dog is not required": ["/Dog/allOf/1/required", undefined],
  "a chip may be anything": ["/Dog/allOf/1/properties/chip/format", undefined],
  "the age is not limited": ["/Being/properties/age/exclusiveMaximum", undefined],
  "the age may be below zero": ["/Being/properties/age/minimum", -10],
  "the age must not be null": ["/Being/properties/age/type", "integer"],
  "a song may be of any length": ["/Bird/properties/song/minItems", 0],
  "the positions in a song do not count": ["/Bird/properties/song/prefixItems/1", {}],
  "a name may be anything": ["/Name/pattern", undefined],
  "the version is not compared": ["/Plan/properties/version", {}],
  "a contact is not needed": ["/Plan/required", ["version"]],
  "neither kind of contact is needed": ["/Plan/properties/contact/anyOf", undefined],
  "a start needs no end": ["/Plan/dependentRequired", undefined],
  "labels may have any name": ["/Plan/properties/labels/additionalProperties", undefined],
  "labels may have any value": ["/Plan/properties/labels/patternProperties/^x-[a-z]+$", {}],
  "there may be many labels": ["/Plan/properties/labels/maxProperties", undefined],
  "weights may have any name": ["/Plan/properties/weights/propertyNames", undefined],
  "a weight may be nothing": ["/Plan/properties/weights/additionalProperties/exclusiveMinimum", undefined],
  "labels of a tree are long": ["/Tree/properties/label/maxLength", undefined],
  "a tree takes anything": ["/Tree/additionalProperties", undefined],
  "a tree has many children": ["/Tree/properties/children/maxItems", undefined],
  "tags need not be main": ["/Plan/properties/tags/contains", undefined],
  "any code is accepted": ["/Plan/properties/code/not", undefined],
  "any mode is accepted": ["/Plan/properties/mode/enum", undefined],
  "null is no mode": ["/Plan/properties/mode/enum", ["auto", 3]],
  "a limit needs no number": ["/Plan/properties/limits/then", undefined],
  "plans take unknown properties": ["/Plan/unevaluatedProperties", undefined],
  "trees have no children": ["/Tree/properties/children", false],
  "only e-mail is a contact": ["/Plan/properties/contact/anyOf/1", false],
};

/** Responds as the document of the animals says, except for the faults. */
export function handleAnimals(faults: ReadonlySet<string>): (request: FixtureRequest) => FixtureResponse {
  const check = compileSchemas(faults);
  return (request) => {
    const response = route(request, faults, check);
    return request.method === "HEAD" ? { ...response, body: undefined } : response;
  };
}

type Check = (schema: string, value: unknown) => boolean;

// One for all servers, and one copy of the schemas for all faults that change none of them.
const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);

function compileSchemas(faults: ReadonlySet<string>): Check {
  const changed = [...faults].filter((fault) => SCHEMA_FAULTS[fault] !== undefined);
  const id = `own:${encodeURIComponent(changed.join())}`;
  if (ajv.schemas[id] === undefined) ajv.addSchema({ $id: id, components: { schemas: copyWith(changed) } });
  // Compiled when a request needs it: most servers get requests to one operation.
  return (schema, value) => ajv.getSchema(`${id}#/components/schemas/${schema}`)?.(value) === true;
}

function copyWith(faults: readonly string[]): Schemas {
  const schemas = structuredClone(animalsDocument.components.schemas) as Schemas;
  for (const fault of faults) {
    const change = SCHEMA_FAULTS[fault];
    if (change !== undefined) put(schemas, change[0], change[1]);
  }
  return schemas;
}

function put(schemas: Schemas, pointer: string, value: unknown): void {
  const segments = pointer.slice(1).split("/");
  const last = segments.pop() ?? "";
  const owner = segments.reduce<Schemas>((at, segment) => at[segment] as Schemas, schemas);
  if (value === undefined) delete owner[last];
  else owner[last] = value;
}

function route(request: FixtureRequest, faults: ReadonlySet<string>, check: Check): FixtureResponse {
  const { path, method } = request;
  const name = /^\/v2\/animals\/([^/]+)$/.exec(path)?.[1];
  const handlers: Readonly<Record<string, () => FixtureResponse>> = {
    "POST /v2/animals": () => addAnimal(request, faults, check),
    "PUT /v2/plans": () => storePlan(request, faults, check),
    "POST /v2/notes": () => leaveNote(request, faults),
  };
  if (name !== undefined && (method === "GET" || method === "HEAD")) return showAnimal(name, faults, check);
  const handler = handlers[`${method} ${path}`];
  if (handler !== undefined) return handler();
  const allowed =
    name === undefined ? Object.keys(handlers).filter((key) => key.endsWith(` ${path}`)) : ["GET"];
  if (allowed.length === 0) return problem(404, "nothing here");
  const allow = allowed.map((key) => key.split(" ")[0]).join(", ");
  return { ...problem(405, "no such method"), headers: { "content-type": "application/json", allow } };
}

function addAnimal(request: FixtureRequest, faults: ReadonlySet<string>, check: Check): FixtureResponse {
  if (!isAuthorized(request, faults)) return problem(401, "who are you?");
  const body = readJson(request);
  if (body === WRONG_TYPE) return problem(415, "JSON only");
  if (!check("Animal", body))
    return problem(faults.has("a rejection is a conflict") ? 409 : 400, "no animal");
  return json(201, withFaults(body, faults, "addAnimal"), faults);
}

function storePlan(request: FixtureRequest, faults: ReadonlySet<string>, check: Check): FixtureResponse {
  const body = readJson(request);
  if (body === WRONG_TYPE) return problem(415, "JSON only");
  if (faults.has("strangers may not store plans") && !isAuthorized(request, faults))
    return problem(401, "who are you?");
  if (
    faults.has("a deep tree makes the server fail") &&
    JSON.stringify(body ?? null).includes('"children":[{')
  ) {
    return problem(500, "stack overflow");
  }
  if (!check("Plan", body)) return problem(400, "no plan");
  return json(200, withFaults(body, faults, "storePlan"), faults);
}

function leaveNote({ headers, body }: FixtureRequest, faults: ReadonlySet<string>): FixtureResponse {
  if ((headers["content-type"] ?? "").split(";")[0] !== "text/plain") {
    return faults.has("notes of any media type are read")
      ? text(200, body.slice(0, 30))
      : problem(415, "text only");
  }
  const { length } = [...body];
  const isLong = length > 30 && !faults.has("notes may be of any length");
  if (length === 0 || isLong) return problem(400, "wrong length");
  return text(
    200,
    faults.has("notes come back twice") ? body + body.padEnd(31) : [...body].slice(0, 30).join(""),
  );
}

function showAnimal(name: string, faults: ReadonlySet<string>, check: Check): FixtureResponse {
  if (!check("Name", decodeURIComponent(name))) return problem(400, "no name");
  if (name !== "tom") return problem(404, "no such animal");
  return json(200, withFaults({ kind: "cat", name: "tom", age: 3, lives: 7 }, faults, "showAnimal"), faults);
}

function isAuthorized({ headers, query }: FixtureRequest, faults: ReadonlySet<string>): boolean {
  const cookie = /(?:^|; )sid=([^;]*)/.exec(headers.cookie ?? "")?.[1];
  const token = queryOf(query).get("token")?.[0];
  const device = headers["x-device"];
  const sid = cookie ?? (faults.has("the session is read from a header too") ? headers.sid : undefined);
  const { session, oauth } = animalCredentials;
  const hasToken = token === animalCredentials.token;
  const hasDevice = device === animalCredentials.device;
  return [
    sid === session,
    sid !== undefined && faults.has("any session is accepted"),
    hasToken && hasDevice,
    hasToken && faults.has("the device does not matter"),
    hasDevice && faults.has("the token does not matter"),
    headers.authorization === oauth && !faults.has("the token of OAuth is not accepted"),
    /^Basic /.test(headers.authorization ?? "") && faults.has("Basic reaches OAuth"),
    headers.authorization?.includes("eyJhbGciOiJub25lIi") === true &&
      faults.has("unsigned tokens are accepted"),
    faults.has("credentials are not checked"),
  ].some(Boolean);
}

/** Faults in the bodies of responses; ` @ ` names the operation. */
const VALUE_FAULTS: Readonly<Record<string, (value: Record<string, unknown>) => unknown>> = {
  "a cat has ten lives": (value) => ({ ...value, lives: 10 }),
  "a cat has no lives": ({ lives: _, ...value }) => value,
  "a cat is called a dog": (value) => ({ ...value, kind: "dog" }),
  "a cat is of an unknown kind": (value) => ({ ...value, kind: "lion" }),
  "a cat has a colour": (value) => ({ ...value, colour: "red" }),
  "an age is text": (value) => ({ ...value, age: "3" }),
  "a name has capitals": (value) => ({ ...value, name: "Tom" }),
  "the response is a list": (value) => [value],
  "the response is null": () => null,
  "the version is another": (value) => ({ ...value, version: 3 }),
  "the contact has neither": (value) => ({ ...value, contact: {} }),
  "a tree is wrong deep down": (value) => ({
    ...value,
    tree: { label: "a", children: [{ label: "b", children: [{ label: 7 }] }] },
  }),
  "the tags are not main": (value) => ({ ...value, tags: ["side"] }),
  "a label is no number": (value) => ({ ...value, labels: { "x-a": "one" } }),
  "a weight is below zero": (value) => ({ ...value, weights: { a: -1 } }),
  "a song is out of tune": (value) => ({ kind: "bird", name: value.name, song: ["la", "la"] }),
  "a plan has no end": ({ end: _, ...value }) => ({ ...value, start: "2024-01-01" }),
};

function withFaults(value: unknown, faults: ReadonlySet<string>, operationId: string): unknown {
  return [...faults].reduce((before, fault) => {
    const [name = "", where] = fault.split(" @ ");
    const change = where === operationId ? VALUE_FAULTS[name] : undefined;
    return change === undefined ? before : change(before as Record<string, unknown>);
  }, value);
}

const WRONG_TYPE = Symbol("wrong type");

function readJson({ headers, body }: FixtureRequest): unknown {
  if (!/^application\/json\b/.test(headers["content-type"] ?? "")) return WRONG_TYPE;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function json(status: number, value: unknown, faults: ReadonlySet<string>): FixtureResponse {
  const type = faults.has("responses are labelled as text") ? "text/plain" : "application/json";
  const body = faults.has("responses are cut off")
    ? JSON.stringify(value).slice(0, -1)
    : JSON.stringify(value);
  return { status, headers: { "content-type": type }, body };
}

function text(status: number, body: string): FixtureResponse {
  return { status, headers: { "content-type": "text/plain; charset=utf-8" }, body };
}

function problem(status: number, message: string): FixtureResponse {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify({ message }) };
}
