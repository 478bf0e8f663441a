import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { documentOf, okWith } from "../../../scripts/fixtures/documents.ts";
import { loadContract, schemaValidators } from "../src/index.ts";
import { mayGenerateCode } from "../src/schema/generateMembersCheck.ts";

const SCHEMA = "/paths/~1pets/get/responses/200/content/application~1json/schema";

/** Names and constants that would end a text, a line or a condition if they were copied into code as they are. */
const AWKWARD = [
  '"',
  "\\",
  "`$`",
  "a\nb",
  "\u2028",
  "\ud800",
  "*/ return true; /*",
  '"]; return true; //',
  "accepts0",
  "$&",
  "",
];

/** A schema with values that conform, and values that do not. */
interface Case {
  readonly name: string;
  readonly schema: object;
  readonly fits: readonly unknown[];
  readonly breaks: readonly unknown[];
}

const CASES: readonly Case[] = [
  ...AWKWARD.map((name) => ({
    name: `the name ${JSON.stringify(name)}`,
    schema: { type: "object", required: [name], properties: { [name]: { type: "integer", minimum: 1 } } },
    fits: [{ [name]: 1 }, { [name]: 1, other: 0 }],
    breaks: [{}, { [name]: 0 }, { [name]: "1" }, { [name]: null }],
  })),
  ...AWKWARD.map((value) => ({
    name: `the constants ${JSON.stringify(value)}`,
    schema: {
      type: "object",
      properties: { one: { type: "string", const: value }, many: { type: "string", enum: ["x", value] } },
    },
    fits: [{ one: value, many: value }, { many: "x" }],
    breaks: [{ one: `${value}a` }, { many: `${value}a` }],
  })),
  {
    name: "names that objects inherit",
    schema: {
      type: "object",
      required: ["constructor"],
      properties: { constructor: { type: "string" }, toString: { type: "integer" }, a: { type: "integer" } },
    },
    fits: [{ constructor: "x" }, { constructor: "x", a: 1, toString: 2 }],
    breaks: [{}, { constructor: "x", a: "1" }, { constructor: "x", toString: "1" }],
  },
  {
    name: "texts near the limits of their length, in characters of two units",
    schema: { type: "object", properties: { text: { type: "string", minLength: 2, maxLength: 3 } } },
    fits: [{ text: "ab" }, { text: "abc" }, { text: "😀😀" }, { text: "😀😀😀" }],
    breaks: [{ text: "a" }, { text: "😀" }, { text: "abcd" }, { text: "😀😀😀😀" }],
  },
  {
    name: "whole numbers at the limits of their format",
    schema: {
      type: "object",
      properties: {
        int32: { type: "integer", format: "int32" },
        int64: { type: "integer", format: "int64" },
      },
    },
    fits: [{ int32: 2 ** 31 - 1 }, { int32: -(2 ** 31) }, { int64: 2n ** 63n - 1n }, { int64: 2 ** 62 }],
    breaks: [{ int32: 2 ** 31 }, { int32: 1.5 }, { int64: 2n ** 63n }, { int64: 2 ** 63 }, { int64: "1" }],
  },
  {
    name: "items after a prefix, between limits of the list",
    schema: {
      type: "array",
      minItems: 2,
      maxItems: 3,
      prefixItems: [{ type: "string" }],
      items: { type: "string", format: "uuid" },
    },
    fits: [["a", "0198B3f1-6c1e-4c0a-9a53-5d1f7e0c2b11"]],
    breaks: [
      ["a"],
      ["a", "b"],
      ["a", "0198b3f1-6c1e-4c0a-9a53-5d1f7e0c2b1g"],
      ["a", "0198b3f1-6c1e-4c0a-9a53_5d1f7e0c2b11"],
    ],
  },
  {
    name: "constants that the keywords beside them exclude",
    schema: { type: "object", properties: { a: { type: "string", enum: ["ab", "abc", 1], maxLength: 2 } } },
    fits: [{ a: "ab" }],
    breaks: [{ a: "abc" }, { a: 1 }],
  },
  {
    name: "numbers that a double cannot represent",
    schema: {
      type: "object",
      properties: {
        a: { type: "number", enum: [JSON.parse("1e400"), 1] },
        b: { type: "number", const: 2 ** 53 },
      },
    },
    fits: [{ a: 1 }, { b: 2 ** 53 }, { b: 2n ** 53n }],
    breaks: [{ a: null }, { a: 2 }, { b: 2n ** 53n + 1n }],
  },
  {
    name: "more properties than a function is generated for",
    schema: {
      type: "object",
      properties: Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`p${i}`, { type: "integer" }])),
    },
    fits: [{ p0: 1, p299: 2 }],
    breaks: [{ p0: 1, p299: "2" }],
  },
];

test.each(CASES)("generated code and closures decide the same: $name", async ({ schema, fits, breaks }) => {
  const document = documentOf(okWith(schema));
  for (const codeGeneration of [true, false]) {
    const check = schemaValidators(await loadContract(document, { codeGeneration }), "response").compile(
      SCHEMA,
    );
    expect({ codeGeneration, rejected: fits.filter((value) => !check(value)) }).toEqual({
      codeGeneration,
      rejected: [],
    });
    expect({ codeGeneration, accepted: breaks.filter((value) => check(value)) }).toEqual({
      codeGeneration,
      accepted: [],
    });
  }
});

test("a process without code generation validates with closures", async () => {
  expect(mayGenerateCode()).toBe(true);
  const entry = (path: string) => new URL(path, import.meta.url).href;
  const script = `
    import { loadContract, schemaValidators } from ${JSON.stringify(entry("../src/index.ts"))};
    import { mayGenerateCode } from ${JSON.stringify(entry("../src/schema/generateMembersCheck.ts"))};
    const document = ${JSON.stringify(documentOf(okWith({ type: "object", required: ["a"], properties: { a: { type: "string" } } })))};
    const check = schemaValidators(await loadContract(document), "response").compile(${JSON.stringify(SCHEMA)});
    process.stdout.write(JSON.stringify([mayGenerateCode(), check({ a: "x" }), check({ a: 1 }), check({})]));
  `;
  const flags = ["--disallow-code-generation-from-strings", "--conditions=@gatehouse/source"];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...flags, "--input-type=module", "--eval", script],
    { cwd: fileURLToPath(new URL("..", import.meta.url)) },
  );
  expect(JSON.parse(stdout)).toEqual([false, true, false, false]);
});
