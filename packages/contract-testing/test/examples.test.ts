import { loadContract } from "@gatehouse/contract";
import { expect, test } from "vitest";
import { compareExample, exampleExchanges } from "../src/index.ts";

test.for([
  ["the same", { a: [1, { b: null }] }, { a: [1, { b: null }] }, [], []],
  ["properties in another order", { a: 1, b: 2 }, { b: 2, a: 1 }, [], []],
  ["another value", { a: 1 }, { a: 2 }, [], ["/body/a"]],
  ["a missing property", { a: 1 }, {}, [], ["/body/a"]],
  ["a property too many", {}, { a: 1 }, [], ["/body/a"]],
  ["a longer list", [1], [1, 2], [], ["/body/1"]],
  ["another type", { a: "1" }, { a: 1 }, [], ["/body/a"]],
  ["no body", { a: 1 }, undefined, [], ["/body"]],
  ["a wildcard", { time: 1, id: "a" }, { time: 2, id: "b" }, ["/body/time"], ["/body/id"]],
  ["a wildcard of another type", { time: 1 }, { time: "2" }, ["/body/time"], ["/body/time"]],
  ["a wildcard that is missing", { time: 1 }, {}, ["/body/time"], ["/body/time"]],
  [
    "a wildcard in a list",
    [
      { id: 1, n: 1 },
      { id: 2, n: 2 },
    ],
    [
      { id: 8, n: 1 },
      { id: 9, n: 3 },
    ],
    ["/body/*/id"],
    ["/body/1/n"],
  ],
  ["a wildcard for a whole part", { data: { a: 1 } }, { data: { b: 2 } }, ["/body/data"], []],
] as const)("examples are compared by value: %s", ([, expected, actual, wildcards, want]) => {
  expect(compareExample(expected, actual, { wildcards }).map(({ pointer }) => pointer)).toEqual(want);
});

const examples = (names: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(names).map(([name, value]) => [name, { value }]));

function response(names: Readonly<Record<string, unknown>>) {
  return { description: "d", content: { "application/json": { examples: examples(names) } } };
}

function documentWith(operation: object, more: object = {}) {
  const paths = { "/pets/{id}": { post: { operationId: "op", ...operation } } };
  return { openapi: "3.1.0", info: { title: "t", version: "1" }, servers: [{ url: "/v1" }], paths, ...more };
}

const id = { name: "id", in: "path", required: true, schema: { type: "string", example: "p 1" } };

test("request and response examples of one name make an exchange", async () => {
  const contract = await loadContract(
    documentWith(
      {
        parameters: [id, { name: "q", in: "query", schema: {}, examples: examples({ good: ["a", "b"] }) }],
        requestBody: {
          content: { "application/json": { examples: examples({ good: { n: 1 }, bad: { n: -1 } }) } },
        },
        responses: {
          "200": response({ good: { ok: true } }),
          "400": response({ bad: { ok: false }, ugly: {} }),
        },
        "x-contract-wildcards": ["/body/id"],
      },
      { "x-contract-wildcards": ["/body/time"] },
    ),
  );
  const { exchanges, unpaired } = exampleExchanges(contract);
  const [good, bad] = exchanges;
  expect(good).toMatchObject({
    name: "good",
    operation: { id: "op" },
    request: {
      method: "POST",
      target: "/v1/pets/p%201?q=a&q=b",
      headers: [["content-type", "application/json"]],
    },
    response: { status: "200", mediaType: "application/json", body: { ok: true } },
    wildcards: ["/body/time", "/body/id"],
  });
  expect(new TextDecoder().decode(good?.request.body)).toBe('{"n":1}');
  expect(bad).toMatchObject({
    name: "bad",
    request: { target: "/v1/pets/p%201" },
    response: { status: "400" },
  });
  expect(unpaired).toMatchObject([{ name: "ugly", status: "400" }]);
});

test("an operation without a body is paired with its successful examples only", async () => {
  const contract = await loadContract(
    documentWith({
      parameters: [id],
      responses: { "200": response({ some: 1 }), "404": response({ gone: 2 }) },
    }),
  );
  const { exchanges, unpaired } = exampleExchanges(contract);
  expect(exchanges.map(({ name }) => name)).toEqual(["some"]);
  expect(unpaired.map(({ name }) => name)).toEqual(["gone"]);
});

test("a parameter's named examples are paired with the responses of the same names", async () => {
  const parameters = [{ ...id, examples: examples({ here: "1", gone: "0" }) }];
  const responses = { "200": response({ here: 1, other: 3 }), "404": response({ gone: 2 }) };
  const { exchanges, unpaired } = exampleExchanges(
    await loadContract(documentWith({ parameters, responses })),
  );
  expect(exchanges.map(({ name, request }) => `${name} ${request.target}`)).toEqual([
    "here /v1/pets/1",
    "gone /v1/pets/0",
  ]);
  expect(unpaired.map(({ name }) => name)).toEqual(["other"]);
});

test("a required parameter without any example leaves its operation's examples unpaired", async () => {
  const parameters = [{ ...id, schema: { type: "string" } }];
  const { unpaired } = exampleExchanges(
    await loadContract(documentWith({ parameters, responses: { "200": response({ some: 1 }) } })),
  );
  expect(unpaired.map(({ name }) => name)).toEqual(["some"]);
});
