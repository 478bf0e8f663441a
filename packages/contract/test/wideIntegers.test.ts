import { expect, test } from "vitest";
import { documentOf, type Plain } from "../../../scripts/fixtures/documents.ts";
import { onlyOperation } from "../../../scripts/fixtures/onlyOperation.ts";
import { createRequestReader, parseJsonText } from "../src/index.ts";

const json = "application/json";
const wide = { type: "integer", format: "int64" };
const list = { type: "array", items: wide, uniqueItems: true };
const LIMIT = 2 ** 53;

/** By the clause of JSON Schema 2020-12 the schema, the JSON text, and the value or the keyword of the violation. */
const CASES: readonly (readonly [string, Plain, string, unknown])[] = [
  ["6.2.2 (maximum)", { ...wide, maximum: LIMIT }, "9007199254740993", "maximum"],
  ["6.2.5 (exclusiveMinimum)", { ...wide, exclusiveMinimum: LIMIT }, "9007199254740993", 9007199254740993n],
  ["6.2.1 (multipleOf)", { ...wide, multipleOf: 2 }, "9007199254740993", "multipleOf"],
  ["6.2.1 (multipleOf)", { ...wide, multipleOf: 3 }, "9007199254740993", 9007199254740993n],
  ["6.1.2 (enum)", { ...wide, enum: [LIMIT] }, "9007199254740993", "enum"],
  ["6.1.2 (enum)", { ...wide, enum: [LIMIT] }, "9007199254740992", 9007199254740992n],
  ["6.1.2 (enum)", { type: "array", items: wide, enum: [[LIMIT]] }, "[9007199254740993]", "enum"],
  [
    "6.1.2 (enum)",
    { type: "object", properties: { a: { type: "array", items: wide } }, enum: [{ a: [1] }] },
    '{"a":[2]}',
    "enum",
  ],
  [
    "6.1.3 (const)",
    { type: "array", items: wide, const: [LIMIT, 1] },
    "[9007199254740992, 1]",
    [2n ** 53n, 1n],
  ],
  ["6.1.3 (const)", { type: "array", items: wide, const: [LIMIT, 1] }, "[9007199254740993, 1]", "const"],
  [
    "6.4.3 (uniqueItems)",
    list,
    "[9007199254740993, 9007199254740992]",
    [9007199254740993n, 9007199254740992n],
  ],
  ["6.4.3 (uniqueItems)", list, "[9007199254740993, 9007199254740993]", "uniqueItems"],
  ["7.2.1 (format)", wide, "9223372036854775807", 9223372036854775807n],
  ["7.2.1 (format)", wide, "-9223372036854775808", -9223372036854775808n],
  ["7.2.1 (format)", wide, "9223372036854775808", "exactNumber"],
];

test.for(CASES)(
  "by JSON Schema 2020-12, %s: an integer that is read as a bigint is validated as one: %o %s",
  async ([, schema, text, want]) => {
    const parameters = [{ name: "p", in: "query", content: { [json]: { schema } } }];
    const requestBody = { content: { [json]: { schema } } };
    const operation = await onlyOperation(
      documentOf({ 200: { description: "d" } }, { operation: { parameters, requestBody } }),
    );
    const { value, inexact } = parseJsonText(text);
    const reading = createRequestReader(operation, { integers: "bigint" }).read({
      rawPathParameters: {},
      rawQuery: `p=${encodeURIComponent(text)}`,
      headers: {},
      mediaKey: json,
      body: value,
      inexact,
    });
    if (reading.accepted) expect([reading.values.query.p, reading.values.body]).toEqual([want, want]);
    else expect(reading.violations.map(({ keyword }) => keyword)).toEqual([want, want]);
    expect(() => JSON.stringify(reading.accepted || reading.violations)).not.toThrow();
  },
);

test("the violation of an enum has the received value, with numbers that JSON can carry", async () => {
  const schema = { type: "object", properties: { a: wide }, enum: [{ a: 1 }] };
  const requestBody = { content: { [json]: { schema } } };
  const operation = await onlyOperation(
    documentOf({ 200: { description: "d" } }, { operation: { requestBody } }),
  );
  const reading = createRequestReader(operation, { integers: "bigint" }).read({
    rawPathParameters: {},
    rawQuery: "",
    headers: {},
    mediaKey: json,
    body: { a: 2 },
  });
  expect(reading).toMatchObject({ accepted: false, violations: [{ keyword: "enum", actual: { a: 2 } }] });
});
