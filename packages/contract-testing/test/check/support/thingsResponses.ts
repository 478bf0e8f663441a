import type { FixtureResponse } from "./FixtureServer.ts";

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

/** Faults in responses, by operation. */
const RESPONSE_FAULTS: Readonly<Record<string, (response: FixtureResponse) => FixtureResponse>> = {
  "a documented status is not kept": (response) => ({ ...response, status: response.status + 3 }),
  "a required header is missing": ({ headers, ...response }) => {
    const { "x-version": _, ...others } = headers;
    return { ...response, headers: others };
  },
  "a header is of the wrong type": withHeaders({ "x-version": "three" }),
  "a header is out of range": withHeaders({ "x-version": "0" }),
  "a header is not documented": withHeaders({ "x-debug": "yes" }),
  "the media type is wrong": withHeaders({ "content-type": "text/html" }),
  "the media type is missing": ({ headers, ...response }) => {
    const { "content-type": _, ...others } = headers;
    return { ...response, headers: others };
  },
  "the body is missing": (response) => ({ ...response, body: "" }),
  "the body is not well-formed": (response) => ({ ...response, body: `${response.body?.slice(0, -2)}` }),
  "the body is JSON inside of JSON": (response) => ({ ...response, body: JSON.stringify(response.body) }),
  "the server fails with an undocumented page": () => ({
    status: 500,
    headers: { "content-type": "text/html" },
    body: "<h1>oops</h1>",
  }),
  "the connection is dropped": (response) => ({ ...response, isDropped: true }),
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
  return (response: FixtureResponse): FixtureResponse => ({
    ...response,
    headers: { ...response.headers, ...headers },
  });
}

function withThing(properties: Readonly<Record<string, unknown>>) {
  return (response: FixtureResponse): FixtureResponse => {
    const value: unknown = JSON.parse(response.body ?? "");
    const change = (one: object) => ({ ...one, ...properties });
    const changed = Array.isArray(value) ? value.map(change) : change(value as object);
    return { ...response, body: JSON.stringify(changed) };
  };
}

interface OperationFaults {
  readonly faults: ReadonlySet<string>;
  readonly operationId: string;
}

/** A successful response with the given faults. */
export function found(
  status: number,
  value: unknown,
  { faults, operationId }: OperationFaults,
): FixtureResponse {
  const conforming: FixtureResponse = {
    status,
    headers: { ...VERSION, ...JSON_TYPE },
    body: JSON.stringify(value),
  };
  const changes = [...faults].flatMap((fault) => {
    const [name = "", where] = fault.split(" @ ");
    return where === operationId ? (RESPONSE_FAULTS[name] ?? []) : [];
  });
  return changes.reduce((response, change) => change(response), conforming);
}

/** A rejection. */
export function problem(
  status: number,
  message: string,
  faults: ReadonlySet<string> = new Set(),
): FixtureResponse {
  const value = faults.has("the body of a rejection is wrong") ? { error: message } : { message };
  return { status, headers: { ...VERSION, ...JSON_TYPE }, body: JSON.stringify(value) };
}
