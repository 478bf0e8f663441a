import { expect, test } from "vitest";
import { documentOf, okWith, type Plain } from "../../../scripts/fixtures/documents.ts";
import { type JsonValue, loadContract, schemaValidators } from "../src/index.ts";
import { explainViolations } from "../src/schema/explainViolations.ts";

const SCHEMA = "/paths/~1pets/get/responses/200/content/application~1json/schema";

type Direction = "request" | "response";
/** The values that conform to a schema in a direction, and those that do not. */
interface Case {
  readonly name: string;
  readonly schema: unknown;
  readonly openapi?: string;
  readonly components?: Plain;
  readonly direction?: Direction;
  readonly fits?: readonly unknown[];
  readonly breaks?: readonly unknown[];
}

async function decide(one: Case): Promise<{ fits: readonly unknown[]; breaks: readonly unknown[] }> {
  const { schema, components, openapi = "3.1.1", direction = "response" } = one;
  const contract = await loadContract(
    documentOf(okWith(schema), components === undefined ? { openapi } : { openapi, components }),
  );
  const validators = schemaValidators(contract, direction);
  const values = [...(one.fits ?? []), ...(one.breaks ?? [])];
  const isRight = (value: unknown, wanted: boolean) => {
    const isValid = validators.isValid(SCHEMA, value);
    // An explanation agrees with the result, and no violation of it is without a reason.
    const violations = explainViolations(validators, SCHEMA, value as JsonValue);
    expect(violations.length === 0).toBe(isValid);
    expect(violations.every(({ expected, keyword }) => expected !== "" && keyword !== "")).toBe(true);
    return isValid === wanted;
  };
  return {
    fits: values.filter((value) => isRight(value, true)),
    breaks: values.filter((value) => isRight(value, false)),
  };
}

function run(cases: readonly Case[]): void {
  test.each(cases)("$name", async (one) => {
    expect(await decide(one)).toEqual({ fits: one.fits ?? [], breaks: one.breaks ?? [] });
  });
}

const named = (more: Plain = {}): Plain => ({
  type: "object",
  properties: { name: { type: "string" }, ...more },
});
const NEVER = { type: "string", not: {} };

run([
  {
    name: "3.0.3: nullable adds null to the type beside it",
    openapi: "3.0.3",
    schema: { type: "string", nullable: true },
    fits: ["a", null],
    breaks: [1],
  },
  {
    name: "3.0.3: nullable without a type has no effect",
    openapi: "3.0.3",
    schema: { nullable: true, allOf: [{ type: "object" }] },
    fits: [{}],
    breaks: [null],
  },
  {
    name: "3.0.3: nullable without other keywords changes nothing",
    openapi: "3.0.3",
    schema: { properties: { n: { nullable: true } } },
    fits: [{}, { n: null }, { n: 1 }],
  },
  {
    name: "3.0.3: an enumeration without null does not allow null",
    openapi: "3.0.3",
    schema: { type: "string", nullable: true, enum: ["a"] },
    fits: ["a"],
    breaks: [null],
  },
  {
    name: "3.0.4: a limit is exclusive where the flag beside it says so",
    openapi: "3.0.4",
    schema: { type: "number", minimum: 1, exclusiveMinimum: true, maximum: 2, exclusiveMaximum: false },
    fits: [1.5, 2],
    breaks: [1, 2.1],
  },
  {
    name: "3.0.4, 4.7.23: keywords beside a reference are ignored",
    openapi: "3.0.4",
    components: { schemas: { A: { type: "array", items: {} } } },
    schema: { $ref: "#/components/schemas/A", maxItems: 1 },
    fits: [[1, 2]],
  },
  {
    name: "3.1: keywords beside a reference apply",
    components: { schemas: { A: { type: "array" } } },
    schema: { $ref: "#/components/schemas/A", maxItems: 1 },
    fits: [[1]],
    breaks: [[1, 2], 1],
  },
  { name: "3.1: nullable is not a keyword", schema: { type: "string", nullable: true }, breaks: [null] },
  {
    name: "3.1: prefixItems describes the first items",
    schema: { type: "array", prefixItems: [{ type: "string" }, { type: "integer" }] },
    fits: [["a", 1, null], ["a"], []],
    breaks: [[1], ["a", "b"]],
  },
  { name: "an empty enumeration allows nothing", schema: { enum: [] }, breaks: [null, 1, {}] },
  { name: "the schema false allows nothing", schema: false, breaks: [null, 1, {}] },
  { name: "a schema that contradicts itself allows nothing", schema: NEVER, breaks: ["a", 1] },
]);

run([
  {
    name: "multipleOf is decimal arithmetic",
    schema: { multipleOf: 0.01 },
    fits: [19.99, 4.35, 0.07, 0, -1.1, 1e300, "text"],
    breaks: [1.005, 0.001],
  },
  { name: "multipleOf takes the largest numbers", schema: { multipleOf: 0.5 }, fits: [1e308], breaks: [0.3] },
  {
    name: "multipleOf takes the smallest numbers",
    schema: { multipleOf: 1e-8 },
    fits: [12391239123, 1e-8],
    breaks: [1.5e-9],
  },
  {
    name: "an integer may be written with a fraction of zero",
    schema: { type: "integer" },
    fits: [1.0, -0],
    breaks: [1.5],
  },
  {
    name: "a bigint is an integer, with its limits",
    schema: { type: "integer", format: "int64", minimum: 0, multipleOf: 3 },
    fits: [9007199254740993n, 3n],
    breaks: [9223372036854775808n, -3n, 4n],
  },
  {
    name: "a bigint is the same number as in an enumeration",
    schema: { enum: [3, "3"] },
    fits: [3n, 3],
    breaks: [4n],
  },
  {
    name: "own properties alone count",
    schema: { type: "object", properties: { constructor: { type: "string" } }, required: ["toString"] },
    fits: [{ toString: 1 }, JSON.parse('{"toString":1,"constructor":"a","__proto__":1}')],
    breaks: [{}, { constructor: 1, toString: 1 }],
  },
  {
    name: "a property __proto__ is like any other",
    schema: JSON.parse('{"properties":{"__proto__":{"type":"string"}},"additionalProperties":false}'),
    fits: [{}, JSON.parse('{"__proto__":"a"}')],
    breaks: [JSON.parse('{"__proto__":1}'), { constructor: 1 }],
  },
  {
    name: "characters are code points",
    schema: { minLength: 2, maxLength: 2 },
    fits: ["😀😀", "ab"],
    breaks: ["😀", "abc"],
  },
  { name: "patterns read by code points", schema: { pattern: "^.$" }, fits: ["😀"], breaks: ["ab"] },
  {
    name: "items differ by value",
    schema: { uniqueItems: true },
    fits: [[1, "1", true]],
    breaks: [
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    ],
  },
]);

const secrets = {
  schemas: {
    Secret: { type: "string", writeOnly: true },
    Id: { type: "string", readOnly: true },
    Base: { type: "object", properties: { id: { $ref: "#/components/schemas/Id" } } },
  },
};

run(
  (["request", "response"] as const).flatMap((direction): readonly Case[] => {
    const [travels, hidden] = direction === "request" ? ["secret", "id"] : ["id", "secret"];
    return [
      {
        name: `a property of the other direction is neither required nor allowed in a ${direction}`,
        direction,
        components: secrets,
        schema: {
          required: ["id", "secret"],
          properties: {
            id: { $ref: "#/components/schemas/Id" },
            secret: { allOf: [{ $ref: "#/components/schemas/Secret" }] },
          },
        },
        fits: [{ [travels]: "x" }],
        breaks: [{ [travels]: "x", [hidden]: "x" }, {}],
      },
      {
        name: `a part of allOf does not require a property that another part hides in a ${direction}`,
        direction,
        components: secrets,
        schema: { allOf: [{ $ref: "#/components/schemas/Base" }, { required: ["id", "name"] }, named()] },
        fits: direction === "request" ? [{ name: "x" }] : [{ name: "x", id: "1" }],
        breaks: direction === "request" ? [{ name: "x", id: "1" }, {}] : [{ name: "x" }],
      },
    ];
  }),
);

const animals = {
  schemas: {
    C: {
      type: "object",
      properties: { t: { type: "string" }, c: { type: "integer" } },
      additionalProperties: false,
    },
    D: {
      type: "object",
      properties: { t: { type: "string" }, d: { type: "integer" } },
      additionalProperties: false,
    },
  },
};
const union = (more: Plain): Plain => ({
  oneOf: [{ $ref: "#/components/schemas/C" }, { $ref: "#/components/schemas/D" }],
  discriminator: { propertyName: "t", ...more },
});
const family = (mapping: Plain): Plain => ({
  schemas: {
    Pet: {
      type: "object",
      required: ["t"],
      properties: { t: { type: "string" } },
      discriminator: { propertyName: "t", ...mapping },
    },
    Cat: {
      allOf: [
        { $ref: "#/components/schemas/Pet" },
        { required: ["lives"], properties: { lives: { type: "integer" } } },
      ],
    },
    Siam: { allOf: [{ $ref: "#/components/schemas/Cat" }, { required: ["blue"] }] },
  },
});

run([
  {
    name: "3.1.1, 4.8.25: a schema's name stays valid beside a partial mapping",
    components: animals,
    schema: union({ mapping: { cat: "C" } }),
    fits: [{ t: "D", d: 1 }, { t: "cat", c: 1 }, { t: "C" }, { t: "D" }],
    breaks: [{ t: "D", c: 1 }, { t: "cat", d: 1 }, { t: "other" }, { d: 1 }],
  },
  {
    name: "a mapping may give a schema's name to another schema",
    components: animals,
    schema: union({ mapping: { C: "#/components/schemas/D", D: "#/components/schemas/C" } }),
    fits: [{ t: "C", d: 1 }],
    breaks: [{ t: "C", c: 1 }],
  },
  {
    name: "a discriminator deep in a value chooses the schema there",
    components: animals,
    schema: { type: "array", items: { properties: { x: union({}) } } },
    fits: [[{ x: { t: "C", c: 1 } }]],
    breaks: [[{ x: { t: "C", d: 1 } }]],
  },
  {
    name: "alternatives of anyOf are chosen as well, and alternatives without a discriminator are kept",
    components: animals,
    schema: {
      anyOf: [...(union({}).oneOf as Plain[]), { type: "null" }],
      discriminator: { propertyName: "t" },
    },
    fits: [null, { t: "C", c: 1 }],
    breaks: [{ t: "D", c: 1 }, 1],
  },
  {
    name: "a parent's discriminator chooses among the schemas that are built on it",
    components: family({ mapping: { blue: "Siam" } }),
    schema: { $ref: "#/components/schemas/Pet" },
    fits: [{ t: "Cat", lives: 9 }, { t: "blue", lives: 9, blue: 1 }, { t: "unknown" }],
    breaks: [{ t: "Cat" }, { t: "blue", lives: 9 }, { t: "Siam" }, {}],
  },
  {
    name: "a schema that extends a parent with a discriminator is chosen by its name",
    components: family({}),
    schema: { $ref: "#/components/schemas/Cat" },
    fits: [{ t: "Cat", lives: 9 }],
    breaks: [{ t: "Cat" }],
  },
]);
