import { formatLocation } from "@gatehouse/contract";
import { expect, test } from "vitest";
import { patternProblem } from "../src/load/patternProblem.ts";
import { rejectionOf } from "./support/rejectionOf.ts";

/** Why a document with a component is rejected. */
async function problemsOf(schema: string, version = "3.1.1"): Promise<readonly string[]> {
  const indented = schema.trim().replaceAll(/^/gm, "      ");
  const text = `openapi: ${version}
info: { title: t, version: "1" }
paths: {}
components:
  schemas:
    A:
${indented}
`;
  const { problems } = await rejectionOf({ "api.yaml": text });
  return problems.map(({ location, message, advice }) => `${formatLocation(location)} ${message} ${advice}`);
}

test("a schema that refers to itself for the same value is rejected with its location", async () => {
  expect(await problemsOf('allOf:\n  - $ref: "#/components/schemas/A"\n  - type: object')).toEqual([
    expect.stringMatching(
      /^api\.yaml:6:5 This schema refers to itself for the same value.*part of the value/,
    ),
  ]);
});

test("a schema may refer to itself for a part of the value, but not for the same value", async () => {
  const problems = await problemsOf(
    'properties:\n  a: { $ref: "#/components/schemas/A" }\nnot: { $ref: "#/components/schemas/A" }',
  );
  expect(problems).toHaveLength(1);
});

test("a default that its own schema rejects is rejected with its location and reason", async () => {
  expect(
    await problemsOf("type: object\nproperties:\n  a:\n    type: integer\n    maximum: 3\n    default: 5"),
  ).toEqual([
    "api.yaml:12:11 The default 5 does not conform to its own schema, which expects 3 or less. Write a default that the schema allows, or remove it.",
  ]);
});

test("a default may lack properties that only one direction requires", async () => {
  const problems = await problemsOf(
    "default: { name: a }\nrequired: [id, name]\nproperties:\n  id: { type: string, readOnly: true }\n  name: { type: string, default: 1 }",
  );
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain("The default 1 ");
});

test("all schemas with problems are reported at once", async () => {
  const problems = await problemsOf(
    "properties:\n  a: { type: string, default: 1 }\n  b: { pattern: '(' }\n  c: { default: 1, pattern: '(' }",
  );
  expect(problems).toHaveLength(3);
});

test.each([
  ["https://json-schema.org/draft/2019-09/schema", "only JSON Schema 2020-12 is read"],
  ["http://json-schema.org/draft-07/schema#", "only JSON Schema 2020-12 is read"],
])("a schema in the dialect %s is rejected", async (dialect, message) => {
  expect(await problemsOf(`$schema: "${dialect}"\ntype: string`)).toEqual([expect.stringContaining(message)]);
});

test.each([
  ["^[\\w-.]+$", "\\w-.", "^[\\w\\-.]+$"],
  ["[a-\\d]", "a-\\d", "[a\\-\\d]"],
  ["^\\@\\_$", "\\@", "^@_$"],
  ["^a{$", "{", "^a\\{$"],
  ["a]", "]", "a\\]"],
  ["\\Aab\\Z", "\\A", "^ab$"],
  ["(?P<year>\\d+)", "(?P<", "(?<year>\\d+)"],
  ["a++", "++", "a+"],
  ["[\\_a]", "\\_", "[_a]"],
  ["(", undefined, undefined],
  ["[z-a]", undefined, undefined],
])("the pattern %s is reported with its wrong part %s, and %s is right", (pattern, part, corrected) => {
  expect(patternProblem(pattern)).toMatchObject({ part, corrected });
});

test.each(["^[\\w.-]+$", "\\p{L}{2,3}", "[^\\]\\-/]", "(?<a>x)\\k<a>", "\\u{1F600}|\\x41", "a{2}", "\\/"])(
  "the pattern %s is accepted",
  (pattern) => {
    expect(patternProblem(pattern)).toBeUndefined();
  },
);

test("the message about a pattern names the wrong part and the remedy", async () => {
  expect(await problemsOf("pattern: '^[\\w-.]+$'")).toEqual([
    'api.yaml:7:7 The pattern "^[\\\\w-.]+$" is not a regular expression of ECMA-262: Invalid character class. "\\w-." is wrong in it. Write ^[\\w\\-.]+$; patterns are regular expressions of ECMA-262 with the flag u.',
  ]);
});

test("the names of patternProperties are patterns", async () => {
  expect(await problemsOf("patternProperties:\n  '(': {}")).toHaveLength(1);
});
