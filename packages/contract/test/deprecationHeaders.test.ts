import { expect, test } from "vitest";
import { documentOf } from "../../../scripts/fixtures/documents.ts";
import { onlyOperation } from "../../../scripts/fixtures/onlyOperation.ts";
import { deprecationHeaders, diffResponse } from "../src/index.ts";

function operationWith(facts: object, response: object = { description: "d" }) {
  return onlyOperation(documentOf({ "204": response }, { operation: { ...facts } }));
}

async function headersOf(facts: object) {
  return deprecationHeaders(await operationWith(facts));
}

test.for([
  { name: "a day, which ends with it", sunset: "2018-12-31", header: "Mon, 31 Dec 2018 23:59:59 GMT" },
  { name: "a moment in UTC", sunset: "2027-01-31T10:20:30Z", header: "Sun, 31 Jan 2027 10:20:30 GMT" },
  {
    name: "a moment elsewhere",
    sunset: "2027-01-31t00:30:00+01:00",
    header: "Sat, 30 Jan 2027 23:30:00 GMT",
  },
  { name: "no day", sunset: "next year", header: undefined },
  { name: "a day that no month has", sunset: "2027-13-01", header: undefined },
  { name: "a time without a zone", sunset: "2027-01-31T10:20:30", header: undefined },
  { name: "a number", sunset: 2027, header: undefined },
])("the sunset of $name is an HTTP date", async ({ sunset, header }) => {
  expect((await headersOf({ deprecated: true, "x-sunset": sunset }))?.sunset).toBe(header);
});

test("the day of deprecation is a date of structured fields", async () => {
  // The example of RFC 9745, 2.1: Friday, June 30, 2023 at 23:59:59 UTC.
  const headers = await headersOf({ deprecated: true, "x-deprecated-since": "2023-06-30T23:59:59Z" });
  expect(headers).toEqual({ deprecation: "@1688169599" });
  expect(await headersOf({ deprecated: true, "x-deprecated-since": "1970-01-02" })).toEqual({
    deprecation: "@86400",
  });
});

test("an operation that is deprecated without a date is announced as deprecated", async () => {
  expect(await headersOf({ deprecated: true })).toEqual({ deprecation: "@0" });
});

test("an operation that is not deprecated announces nothing, even with dates", async () => {
  expect(await headersOf({ "x-sunset": "2027-12-31", "x-deprecated-since": "2026-01-01" })).toBeUndefined();
});

async function differencesOf(facts: object, headers: Record<string, string>, response?: object) {
  const operation = await operationWith(facts, response);
  const differences = diffResponse(operation, { status: 204, headers, body: undefined });
  return differences.map(({ kind, responsePointer, expected }) => `${kind} ${responsePointer}: ${expected}`);
}

const announced = { deprecated: true, "x-sunset": "2027-12-31", "x-deprecated-since": "2026-01-01" };

test("a response of a deprecated operation may carry its headers without naming them", async () => {
  const headers = deprecationHeaders(await operationWith(announced));
  expect(await differencesOf(announced, { ...headers })).toEqual([]);
  expect(await differencesOf(announced, {})).toEqual([]);
});

test("a date that differs from the document is a difference", async () => {
  const wrong = { deprecation: "@1", sunset: "Sat, 01 Jan 2028 00:00:00 GMT" };
  expect(await differencesOf(announced, wrong)).toEqual([
    'invalid-header /headers/deprecation: "@1767225600"',
    'invalid-header /headers/sunset: "Fri, 31 Dec 2027 23:59:59 GMT"',
  ]);
});

test("without a date in the document, any date is accepted", async () => {
  const headers = { deprecation: "@1688169599", sunset: "Sat, 01 Jan 2028 00:00:00 GMT" };
  expect(await differencesOf({ deprecated: true }, headers)).toEqual([]);
});

test("the headers are undocumented where the operation is not deprecated", async () => {
  expect(await differencesOf({}, { deprecation: "@0", sunset: "x" })).toEqual([
    'undocumented-header /headers/deprecation: no header "deprecation"',
    'undocumented-header /headers/sunset: no header "sunset"',
  ]);
});

test("a response that declares the header is validated against its own declaration", async () => {
  const response = { description: "d", headers: { Sunset: { schema: { type: "string", maxLength: 3 } } } };
  expect(await differencesOf(announced, { sunset: "soon" }, response)).toEqual([
    "invalid-header /headers/sunset: at most 3 characters",
  ]);
});
