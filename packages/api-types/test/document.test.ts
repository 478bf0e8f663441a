import {
  childPointer,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  loadContract,
} from "@gatehouse/contract";
import { expect, test } from "vitest";

const contract = await loadContract(new URL("../../../spec/openapi.yaml", import.meta.url));

/** What every answer carries, rejections and faults too. */
const HEADERS_OF_ALL = [
  "cache-control",
  "content-security-policy",
  "strict-transport-security",
  "x-content-type-options",
  "x-transaction-id",
];
/** Examples hold values, not descriptions of values. */
const LEFT_OUT = ["example", "examples"];

interface Place {
  readonly pointer: string;
  readonly node: JsonObject;
}

/** Every object of the document, with the place it stands at. */
function* places(value: JsonValue, pointer = ""): Generator<Place> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* places(item, `${pointer}/${index}`);
  } else if (isJsonObject(value)) {
    yield { pointer, node: value };
    const entries = Object.entries(value).filter(([name]) => !LEFT_OUT.includes(name));
    for (const [name, member] of entries) yield* places(member, childPointer(pointer, name));
  }
}

const all = [...places(contract.document)];
const responses = [...contract.operations].flatMap(([operationId, { responses: documented }]) =>
  [...documented.values()].map((response) => ({ operationId, response })),
);

/** Pointers of the schemas of one type that say nothing of the kind asked for. */
function unlimited(type: string, limits: readonly string[]): readonly string[] {
  const isOpen = ({ node }: Place): boolean =>
    [node.type].flat().includes(type) && !limits.some((limit) => limit in node);
  return all.filter(isOpen).map(({ pointer }) => pointer);
}

test.each([
  { type: "string", limits: ["maxLength", "enum", "const"] },
  { type: "integer", limits: ["maximum", "enum", "const"] },
  { type: "number", limits: ["maximum", "enum", "const"] },
  { type: "array", limits: ["maxItems"] },
])("every $type of the document is limited", ({ type, limits }) => {
  expect(unlimited(type, limits)).toEqual([]);
});

test("every property is described", () => {
  const silent = all.flatMap(({ pointer, node }) =>
    Object.entries(isJsonObject(node.properties) ? node.properties : {})
      .filter(([, schema]) => isJsonObject(schema) && !("description" in schema) && !("$ref" in schema))
      .map(([name]) => `${pointer}/properties/${name}`),
  );
  expect(silent).toEqual([]);
});

test("every request body and every answer with a body has a named example", () => {
  const contents = all.filter(({ pointer }) => /\/content\/[^/]+$/.test(pointer));
  const bare = contents.filter(({ node }) => !isJsonObject(node.examples));
  expect(contents.length).toBeGreaterThan(20);
  expect(bare.map(({ pointer }) => pointer)).toEqual([]);
});

test("every answer documents the headers that all answers carry", () => {
  const lacking = responses.flatMap(({ operationId, response }) =>
    HEADERS_OF_ALL.filter((name) => !response.headers.has(name)).map(
      (name) => `${operationId} ${response.status} ${name}`,
    ),
  );
  expect(responses.length).toBeGreaterThan(50);
  expect(lacking).toEqual([]);
});

/** Headers that belong to a status, whatever the operation (RFC 9110, sections 10.2.3 and 11.6.1; RFC 6585). */
const HEADER_OF_STATUS: ReadonlyMap<string, string> = new Map([
  ["401", "www-authenticate"],
  ["429", "retry-after"],
  ["503", "retry-after"],
]);

test("every 401 documents its challenge, every 429 and 503 how long to wait", () => {
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

test("a success is strict: the envelope is complete and says so by constants", () => {
  const successes = responses.filter(({ response }) => response.status === "200");
  for (const { operationId, response } of successes) {
    const { required, properties } = resolved(response.content.get("application/json")?.schema);
    const envelope = ["success", "completed", "time", "version"];
    expect(required, operationId).toEqual(expect.arrayContaining(envelope));
    expect(properties, operationId).toMatchObject({ success: { const: true }, completed: { const: true } });
  }
  expect(successes).toHaveLength(contract.operations.size);
});
