import type { FixtureAnswer } from "./FixtureServer.ts";
import type { ThingLies } from "./ThingLies.ts";

const VERSION = { "x-version": "3" };
const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };

/** A thing as the document describes it. */
export function thing(id: number): Record<string, unknown> {
  return {
    id,
    name: "Hammer",
    kind: "tool",
    price: 12.5,
    created: "2024-05-01T10:00:00Z",
    note: null,
    tags: ["new"],
  };
}

/** Lies about what is answered, by operation. */
const ANSWER_LIES: Readonly<Record<string, (answer: FixtureAnswer) => FixtureAnswer>> = {
  "a documented status is not kept": (answer) => ({ ...answer, status: answer.status + 3 }),
  "a required header is missing": ({ headers, ...answer }) => {
    const { "x-version": _, ...others } = headers;
    return { ...answer, headers: others };
  },
  "a header is of the wrong type": withHeaders({ "x-version": "three" }),
  "a header is out of range": withHeaders({ "x-version": "0" }),
  "a header is not documented": withHeaders({ "x-debug": "yes" }),
  "the media type is wrong": withHeaders({ "content-type": "text/html" }),
  "the media type is missing": ({ headers, ...answer }) => {
    const { "content-type": _, ...others } = headers;
    return { ...answer, headers: others };
  },
  "the body is missing": (answer) => ({ ...answer, body: "" }),
  "the body is not well-formed": (answer) => ({ ...answer, body: `${answer.body?.slice(0, -2)}` }),
  "the body is JSON inside of JSON": (answer) => ({ ...answer, body: JSON.stringify(answer.body) }),
  "the server fails with an undocumented page": () => ({
    status: 500,
    headers: { "content-type": "text/html" },
    body: "<h1>oops</h1>",
  }),
  "the connection is dropped": (answer) => ({ ...answer, isDropped: true }),
  "a property is missing": withThing({ name: undefined }),
  "a property is of the wrong type": withThing({ price: "12.5" }),
  "a property is not one of the listed values": withThing({ kind: "Tool" }),
  "a property is out of range": withThing({ price: -1 }),
  "a property is no multiple": withThing({ price: 0.3 }),
  "a property is too long": withThing({ name: "Hammer and nails and more" }),
  "a property does not match its pattern": withThing({ name: "7 nails" }),
  "a property is not of its format": withThing({ created: "yesterday" }),
  "a property is null": withThing({ name: null }),
  "a property is not listed": withThing({ colour: "red" }),
  "a property has another name": withThing({ kind: undefined, kindd: "tool" }),
  "a secret property comes back": withThing({ secret: "open sesame" }),
  "items are repeated": withThing({ tags: ["new", "new"] }),
  "there are too many items": withThing({ tags: ["a", "b", "c", "d"] }),
  "a nested property is wrong": withThing({ size: { width: 0 } }),
  "a nested property is not listed": withThing({ size: { width: 1, depth: 2 } }),
};

function withHeaders(headers: Readonly<Record<string, string>>) {
  return (answer: FixtureAnswer): FixtureAnswer => ({
    ...answer,
    headers: { ...answer.headers, ...headers },
  });
}

function withThing(properties: Readonly<Record<string, unknown>>) {
  return (answer: FixtureAnswer): FixtureAnswer => {
    const value: unknown = JSON.parse(answer.body ?? "");
    const change = (one: object) => ({ ...one, ...properties });
    const changed = Array.isArray(value) ? value.map(change) : change(value as object);
    return { ...answer, body: JSON.stringify(changed) };
  };
}

interface Scene {
  readonly lies: ThingLies;
  readonly operationId: string;
}

/** A successful answer, changed as the lies say. */
export function found(status: number, value: unknown, { lies, operationId }: Scene): FixtureAnswer {
  const truth: FixtureAnswer = {
    status,
    headers: { ...VERSION, ...JSON_TYPE },
    body: JSON.stringify(value),
  };
  const told = [...lies].flatMap((lie) => {
    const [name = "", where] = lie.split(" @ ");
    return where === operationId ? (ANSWER_LIES[name] ?? []) : [];
  });
  return told.reduce((answer, tell) => tell(answer), truth);
}

/** A rejection. */
export function problem(status: number, message: string, lies: ThingLies = new Set()): FixtureAnswer {
  const value = lies.has("the body of a refusal is wrong") ? { error: message } : { message };
  return { status, headers: { ...VERSION, ...JSON_TYPE }, body: JSON.stringify(value) };
}
