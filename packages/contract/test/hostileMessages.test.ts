import { expect, test } from "vitest";
import { parseMediaType } from "../src/index.ts";
import { diffBody } from "./support/diffOf.ts";
import { parameter, read, violationsOf } from "./support/readRequest.ts";

/** So many that a reader which begins again at each of them has no end within the time of a test. */
const SPACES = " ".repeat(1_000_000);

test("spaces in the middle of a header are part of its value", async () => {
  const operation = { parameters: [parameter("header X-P", { type: "string" })] };
  const reading = await read({ operation }, { headers: { "x-p": ` a${SPACES}b ` } });
  expect(reading).toMatchObject({ accepted: true, values: { header: { "X-P": `a${SPACES}b` } } });
});

test.each([
  ["behind a semicolon", `a/b;${SPACES}x`, undefined],
  ["before a semicolon", `a/b${SPACES};x=1`, { essence: "a/b", parameters: new Map([["x", "1"]]) }],
  ["behind a parameter", `a/b;x=1${SPACES}y`, undefined],
])("a media type with spaces %s is read", (_, text, want) => {
  expect(parseMediaType(text)).toEqual(want);
});

/** Alternatives that contain the same schema: each level of a value doubles the ways through it. */
const Expression = {
  anyOf: [
    {
      type: "object",
      properties: { left: { $ref: "#/components/schemas/Expression" }, or: { type: "boolean" } },
      required: ["left", "or"],
    },
    {
      type: "object",
      properties: { left: { $ref: "#/components/schemas/Expression" }, and: { type: "boolean" } },
      required: ["left"],
    },
    { type: "integer" },
  ],
};

/** A value of 60 levels around another one. */
const nest = (inner: unknown, level = 60): unknown =>
  level === 0 ? inner : { left: nest(inner, level - 1) };

test.each([
  ["conforms", 5, 0],
  ["does not conform at its innermost part", "x", 61],
])("a deep value of alternatives that contain each other %s", async (_, inner, count) => {
  const schema = { $ref: "#/components/schemas/Expression" };
  const schemas = { Expression };
  const body = nest(inner);
  const operation = { requestBody: { content: { "application/json": { schema } } } };
  const violations = await violationsOf({ operation, schemas }, { mediaKey: "application/json", body });
  expect(violations).toHaveLength(count);
  expect(await diffBody(schema, body, { components: { schemas } })).toHaveLength(count);
});
