import { expect, test } from "vitest";
import { loadContract } from "../src/index.ts";
import { schemaValidators } from "../src/schema/SchemaValidators.ts";
import {
  decodeFormText,
  decodeHeaderText,
  decodePercent,
  type RawTexts,
  splitFormPairs,
} from "../src/style/RawTexts.ts";
import { readStyled, type StyledReading } from "../src/style/readStyled.ts";
import { spreadCookies } from "../src/style/splitStyled.ts";

const SCHEMAS = {
  text: { type: "string" },
  number: { type: "integer" },
  texts: { type: "array", items: { type: "string" } },
  numbers: { type: "array", items: { type: "integer" } },
  someNumbers: { type: "array", minItems: 1, items: { type: "integer" } },
  tuple: { type: "array", prefixItems: [{ type: "string" }, { type: "integer" }], items: false },
  colour: { type: "object", properties: { R: { type: "integer" }, G: { type: "integer" } }, required: ["R"] },
  map: { type: "object", additionalProperties: { type: "integer" } },
  ratios: { type: "object", properties: { R: { type: "number" }, G: { type: "number" } } },
  nested: {
    type: "object",
    properties: {
      tags: { type: "array", items: { type: "string" } },
      in: { $ref: "#/components/schemas/colour" },
    },
  },
  points: { type: "array", items: { $ref: "#/components/schemas/colour" } },
  either: { oneOf: [{ type: "integer" }, { type: "string", pattern: "^[a-z]+$" }] },
  textOrNumber: { anyOf: [{ type: "string" }, { type: "integer" }] },
  numberOrText: { anyOf: [{ type: "integer" }, { type: "string" }] },
  textOrTexts: { oneOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] },
  tagged: {
    oneOf: [
      { type: "object", properties: { k: { const: "a" }, v: { type: "integer" } }, required: ["k"] },
      { type: "object", properties: { k: { const: "b" }, v: { type: "string" } }, required: ["k"] },
    ],
  },
  maybe: { type: ["integer", "null"] },
  flag: { type: "boolean" },
  digit: { enum: [1, 2] },
} as const;

const contract = await loadContract({
  openapi: "3.1.1",
  info: { title: "t", version: "1" },
  paths: {},
  components: { schemas: SCHEMAS },
});
const validators = schemaValidators(contract, "request");

/** The texts of a query, or the only text of another part of a request. */
function textsOf(raw: string, from: string, explode: boolean): RawTexts {
  if (from === "query") return splitFormPairs(raw).texts;
  const texts = new Map([["c", [raw]]]);
  return from === "cookie" ? spreadCookies(texts, { name: "c", explode }) : texts;
}

const DECODERS = {
  query: decodeFormText,
  header: decodeHeaderText,
  path: decodePercent,
  cookie: decodePercent,
};

interface Text {
  readonly raw: string;
  readonly from?: keyof typeof DECODERS;
}

/** `style` or `style*` where it is exploded, as RFC 6570 writes it. */
function read(style: string, schema: keyof typeof SCHEMAS, { raw, from = "query" }: Text): StyledReading {
  const explode = style.endsWith("*");
  return readStyled(validators, `/components/schemas/${schema}`, {
    name: "c",
    style: style.replace("*", ""),
    explode,
    texts: textsOf(raw, from, explode),
    decode: DECODERS[from],
    takes: (name) => name !== "other",
  });
}

function meaningOf(reading: StyledReading): unknown {
  if (reading === undefined) return "absent";
  if ("expected" in reading) return `expected ${reading.expected}`;
  return reading.fits ? reading.value : "does not fit";
}

// The cells of the table in OpenAPI 3.1.1, 4.8.12.4, with texts as RFC 6570 expands them.
test.for([
  ["matrix", "text", ";c", "path", ""],
  ["matrix", "text", ";c=blue", "path", "blue"],
  ["matrix", "number", ";c=5", "path", 5],
  ["matrix", "texts", ";c=blue,black,brown", "path", ["blue", "black", "brown"]],
  ["matrix", "texts", ";c", "path", []],
  ["matrix", "colour", ";c=R,100,G,200", "path", { R: 100, G: 200 }],
  ["matrix*", "text", ";c=blue", "path", "blue"],
  ["matrix*", "texts", ";c=blue;c=black", "path", ["blue", "black"]],
  ["matrix*", "texts", ";c=blue", "path", ["blue"]],
  ["matrix*", "colour", ";R=100;G=200", "path", { R: 100, G: 200 }],
  ["matrix", "text", "blue", "path", 'expected text that begins with ";c"'],
  ["matrix", "text", ";d=blue", "path", 'expected values with ";c=" before each'],
  ["matrix", "text", ";c=a%3Bc=b", "path", "a;c=b"],
  ["label", "text", ".", "path", ""],
  ["label", "text", ".blue", "path", "blue"],
  ["label", "text", ".1.5", "path", "1.5"],
  ["label", "texts", ".blue,black,brown", "path", ["blue", "black", "brown"]],
  ["label", "colour", ".R,100,G,200", "path", { R: 100, G: 200 }],
  ["label*", "text", ".blue", "path", "blue"],
  ["label*", "texts", ".blue.black.brown", "path", ["blue", "black", "brown"]],
  ["label*", "texts", ".", "path", []],
  ["label*", "colour", ".R=100.G=200", "path", { R: 100, G: 200 }],
  ["label*", "ratios", ".R=1.5.G=2.25", "path", { R: 1.5, G: 2.25 }],
  ["label", "text", "blue", "path", 'expected text that begins with "."'],
  ["simple", "text", "blue", "path", "blue"],
  ["simple", "texts", "blue,black,brown", "path", ["blue", "black", "brown"]],
  ["simple", "texts", "a%2Cb,c", "path", ["a,b", "c"]],
  ["simple", "texts", "", "header", []],
  ["simple", "numbers", "1, 2 ,\t3", "header", [1, 2, 3]],
  ["simple", "colour", "R,100,G,200", "header", { R: 100, G: 200 }],
  ["simple*", "colour", "R=100, G=200", "header", { R: 100, G: 200 }],
  ["simple*", "colour", "R=100,G", "header", 'expected names and values with "=" between them'],
  ["simple", "colour", "R,100,G", "header", "expected names and values by turns"],
  ["simple", "colour", "R,100,R,200", "header", "expected an object with each property once"],
  ["simple", "text", "100%", "header", "100%"],
  ["simple", "text", "a+b", "path", "a+b"],
  ["form", "text", "c=", "query", ""],
  ["form", "text", "c", "query", ""],
  ["form", "text", "c=blue", "query", "blue"],
  ["form", "texts", "c=blue,black,brown", "query", ["blue", "black", "brown"]],
  ["form", "texts", "c=", "query", []],
  ["form", "texts", "c=a%2Cb,c", "query", ["a,b", "c"]],
  ["form", "texts", "c=a&c=b", "query", "expected sent once"],
  ["form", "colour", "c=R,100,G,200", "query", { R: 100, G: 200 }],
  ["form*", "text", "c=blue", "query", "blue"],
  ["form*", "text", "c=a&c=b", "query", "expected sent once"],
  ["form*", "texts", "c=blue&c=black", "query", ["blue", "black"]],
  ["form*", "texts", "c=blue", "query", ["blue"]],
  ["form*", "texts", "c=a,b", "query", ["a,b"]],
  ["form*", "texts", "c=&c=b", "query", ["", "b"]],
  ["form*", "colour", "R=100&G=200&other=1", "query", { R: 100, G: 200 }],
  ["form*", "map", "a=1&b=2&other=1", "query", { a: 1, b: 2 }],
  ["form*", "colour", "other=1", "query", "absent"],
  ["form*", "nested", "tags=a&tags=b", "query", { tags: ["a", "b"] }],
  ["spaceDelimited", "texts", "c=blue%20black%20brown", "query", ["blue", "black", "brown"]],
  ["spaceDelimited", "texts", "c=blue+black", "query", ["blue", "black"]],
  ["spaceDelimited", "colour", "c=R%20100%20G%20200", "query", { R: 100, G: 200 }],
  ["spaceDelimited*", "texts", "c=blue&c=black", "query", ["blue", "black"]],
  ["pipeDelimited", "texts", "c=blue%7Cblack%7cbrown", "query", ["blue", "black", "brown"]],
  ["pipeDelimited", "texts", "c=blue|black", "query", ["blue", "black"]],
  ["pipeDelimited", "colour", "c=R%7C100%7CG%7C200", "query", { R: 100, G: 200 }],
  ["pipeDelimited*", "texts", "c=blue", "query", ["blue"]],
  ["deepObject*", "colour", "c%5BR%5D=100&c[G]=200&other=3", "query", { R: 100, G: 200 }],
  ["deepObject", "colour", "c[R]=100", "query", { R: 100 }],
  ["deepObject*", "colour", "other=1", "query", "absent"],
  ["deepObject*", "nested", "c[tags]=a", "query", { tags: ["a"] }],
  ["deepObject*", "nested", "c[tags]=a&c[tags]=b&c[in][R]=1", "query", { tags: ["a", "b"], in: { R: 1 } }],
  [
    "deepObject*",
    "nested",
    "c[in]=a&c[in][R]=1",
    "query",
    "expected an object whose properties either have brackets or have none",
  ],
  ["deepObject*", "map", "c[]=1", "query", "absent"],
  ["deepObject*", "map", "c[__proto__]=1", "query", 'expected an object without the property "__proto__"'],
  ["form", "numbers", "1,2", "cookie", [1, 2]],
  ["form*", "numbers", "1,2", "cookie", [1, 2]],
  ["form*", "numbers", "1&c=2", "cookie", [1, 2]],
  ["form*", "numbers", "1", "cookie", [1]],
] as const)("%s reads %s from %s in the %s", ([style, schema, raw, from, want]) => {
  expect(meaningOf(read(style, schema, { raw, from }))).toEqual(want);
});

test.for([
  ["number", "c=0x10", "does not fit"],
  ["number", "c=%205", "does not fit"],
  ["number", "c=%0A5", "does not fit"],
  ["number", "c=+5", "does not fit"],
  ["number", "c=05", "does not fit"],
  ["number", "c=5.", "does not fit"],
  ["number", "c=Infinity", "does not fit"],
  ["number", "c=NaN", "does not fit"],
  ["number", "c=", "does not fit"],
  ["number", "c=5.0", 5],
  ["number", "c=1e2", 100],
  ["number", "c=-0", -0],
  ["flag", "c=true", true],
  ["flag", "c=True", "does not fit"],
  ["flag", "c=1", "does not fit"],
  ["digit", "c=2", 2],
  ["digit", "c=3", "does not fit"],
  ["maybe", "c=7", 7],
  ["maybe", "c=null", null],
  ["maybe", "c=", null],
  ["either", "c=5", 5],
  ["either", "c=abc", "abc"],
  ["either", "c=A", "does not fit"],
  ["textOrNumber", "c=5", "5"],
  ["numberOrText", "c=5", 5],
  ["numberOrText", "c=x", "x"],
  ["textOrTexts", "c=a", "a"],
  ["textOrTexts", "c=a&c=b", ["a", "b"]],
  ["tuple", "c=5&c=6", ["5", 6]],
  ["someNumbers", "c=", "does not fit"],
  ["points", `c=${encodeURIComponent('{"R":1}')}`, [{ R: 1 }]],
  ["tagged", "k=a&v=5", { k: "a", v: 5 }],
  ["tagged", "k=b&v=5", { k: "b", v: "5" }],
  ["text", "c=%zz", "expected well-formed percent-encoding of UTF-8"],
] as const)("a query parameter of %s is read from %s", ([schema, raw, want]) => {
  expect(meaningOf(read("form*", schema, { raw }))).toEqual(want);
});

test.for(["a=%zz", "%ff=1", "a=%FF", "a=%E2%82", "a=%"])("the query %s is malformed", (query) => {
  expect(splitFormPairs(query).isMalformed).toBe(true);
});

test("the time to read a text of many points or commas is linear in its length", () => {
  const long = `.${"a.".repeat(100_000)}`;
  expect(meaningOf(read("label*", "texts", { raw: long, from: "path" }))).toHaveLength(100_001);
  expect(meaningOf(read("label*", "colour", { raw: long, from: "path" }))).toMatch(/^expected/);
});
