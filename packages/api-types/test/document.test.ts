import {
  childPointer,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  loadContract,
} from "@gatehouse/contract";
import { expect, test } from "vitest";

const contract = await loadContract(new URL("../../../spec/openapi.yaml", import.meta.url));

/** The headers of every response, including error responses. */
const HEADERS_OF_ALL = [
  "cache-control",
  "content-security-policy",
  "strict-transport-security",
  "x-content-type-options",
  "x-transaction-id",
];
/** Examples contain values, not schemas. */
const LEFT_OUT = ["example", "examples"];

interface LocatedNode {
  readonly pointer: string;
  readonly node: JsonObject;
}

/** Every object of the document, with its pointer. */
function* nodes(value: JsonValue, pointer = ""): Generator<LocatedNode> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* nodes(item, `${pointer}/${index}`);
  } else if (isJsonObject(value)) {
    yield { pointer, node: value };
    const entries = Object.entries(value).filter(([name]) => !LEFT_OUT.includes(name));
    for (const [name, member] of entries) yield* nodes(member, childPointer(pointer, name));
  }
}

const all = [...nodes(contract.document)];
const responses = [...contract.operations].flatMap(([operationId, { responses: documented }]) =>
  [...documented.values()].map((response) => ({ operationId, response })),
);

/** The pointers of the schemas of one type without any of these limits. */
function unlimited(type: string, limits: readonly string[]): readonly string[] {
  const isOpen = ({ node }: LocatedNode): boolean =>
    [node.type].flat().includes(type) && !limits.some((limit) => limit in node);
  return all.filter(isOpen).map(({ pointer }) => pointer);
}

test.each([
  { type: "string", limits: ["maxLength", "enum", "const"] },
  { type: "integer", limits: ["maximum", "enum", "const"] },
  { type: "number", limits: ["maximum", "enum", "const"] },
  { type: "array", limits: ["maxItems"] },
])("every $type of the document has a limit", ({ type, limits }) => {
  expect(unlimited(type, limits)).toEqual([]);
});

test("every property has a description", () => {
  const silent = all.flatMap(({ pointer, node }) =>
    Object.entries(isJsonObject(node.properties) ? node.properties : {})
      .filter(([, schema]) => isJsonObject(schema) && !("description" in schema) && !("$ref" in schema))
      .map(([name]) => `${pointer}/properties/${name}`),
  );
  expect(silent).toEqual([]);
});

test("every request body and every response body has a named example", () => {
  const contents = all.filter(({ pointer }) => /\/content\/[^/]+$/.test(pointer));
  const bare = contents.filter(({ node }) => !isJsonObject(node.examples));
  expect(contents.length).toBeGreaterThan(20);
  expect(bare.map(({ pointer }) => pointer)).toEqual([]);
});

test("every response documents the common headers", () => {
  const lacking = responses.flatMap(({ operationId, response }) =>
    HEADERS_OF_ALL.filter((name) => !response.headers.has(name)).map(
      (name) => `${operationId} ${response.status} ${name}`,
    ),
  );
  expect(responses.length).toBeGreaterThan(50);
  expect(lacking).toEqual([]);
});

/** Headers that each response with the status needs (RFC 9110, sections 10.2.3 and 11.6.1; RFC 6585). */
const HEADER_OF_STATUS: ReadonlyMap<string, string> = new Map([
  ["401", "www-authenticate"],
  ["429", "retry-after"],
  ["503", "retry-after"],
]);

test("every 401 documents WWW-Authenticate, every 429 and 503 Retry-After", () => {
  const lacking = responses.filter(({ response: { status, headers } }) => {
    const header = HEADER_OF_STATUS.get(status);
    return header !== undefined && !headers.has(header);
  });
  expect(lacking.map(({ operationId, response }) => `${operationId} ${response.status}`)).toEqual([]);
});

function resolved(schema: JsonValue | undefined): JsonObject {
  const { $ref } = schema as JsonObject;
  return (typeof $ref === "string" ? contract.resolve($ref.replace("#", "")).value : schema) as JsonObject;
}

test("the envelope of a success is complete, with constants for success and completed", () => {
  const successes = responses.filter(({ response }) => response.status === "200");
  for (const { operationId, response } of successes) {
    const { required, properties } = resolved(response.content.get("application/json")?.schema);
    const envelope = ["success", "completed", "time", "version"];
    expect(required, operationId).toEqual(expect.arrayContaining(envelope));
    expect(properties, operationId).toMatchObject({ success: { const: true }, completed: { const: true } });
  }
  expect(successes).toHaveLength(contract.operations.size);
});
