import { type JsonValue, loadContract } from "@gatehouse/contract";
import { expect, test } from "vitest";
import { canCarry } from "../../src/check/requests/canCarry.ts";
import { type ParameterPart, partsOf } from "../../src/check/requests/partsOf.ts";
import { writeParameter } from "../../src/check/requests/writeParameter.ts";

async function partOf(parameter: object): Promise<ParameterPart> {
  const contract = await loadContract({
    openapi: "3.1.0",
    info: { title: "t", version: "1" },
    paths: {
      "/{color}": {
        parameters: [{ name: "color", in: "path", required: true, schema: {} }],
        get: {
          operationId: "get",
          parameters: [{ name: "color", schema: {}, ...parameter }],
          responses: { 200: { description: "d" } },
        },
      },
    },
  });
  const operation = contract.operations.get("get");
  const part =
    operation &&
    partsOf(operation).parameters.find(
      ({ parameter: { in: location } }) => location === ("in" in parameter ? parameter.in : ""),
    );
  if (part === undefined) throw new Error("The parameter is not there.");
  return part;
}

const list = ["blue", "black", "brown"];
const object = { R: 100, G: 200, B: 150 };

// OpenAPI 3.1.1, 4.8.12.6 (style examples); the empty texts are left out, since no request carries them.
test.for<[style: string, explode: boolean, location: string, value: JsonValue, want: string]>([
  ["matrix", false, "path", "blue", ";color=blue"],
  ["matrix", false, "path", list, ";color=blue,black,brown"],
  ["matrix", false, "path", object, ";color=R,100,G,200,B,150"],
  ["matrix", true, "path", list, ";color=blue;color=black;color=brown"],
  ["matrix", true, "path", object, ";R=100;G=200;B=150"],
  ["label", false, "path", "blue", ".blue"],
  ["label", false, "path", list, ".blue,black,brown"],
  ["label", false, "path", object, ".R,100,G,200,B,150"],
  ["label", true, "path", list, ".blue.black.brown"],
  ["label", true, "path", object, ".R=100.G=200.B=150"],
  ["simple", false, "path", "blue", "blue"],
  ["simple", false, "path", list, "blue,black,brown"],
  ["simple", false, "path", object, "R,100,G,200,B,150"],
  ["simple", true, "path", object, "R=100,G=200,B=150"],
  ["simple", false, "header", list, "blue,black,brown"],
  ["simple", true, "header", object, "R=100,G=200,B=150"],
  ["form", false, "query", "blue", "color=blue"],
  ["form", false, "query", list, "color=blue,black,brown"],
  ["form", false, "query", object, "color=R,100,G,200,B,150"],
  ["form", true, "query", list, "color=blue&color=black&color=brown"],
  ["form", true, "query", object, "R=100&G=200&B=150"],
  ["spaceDelimited", false, "query", list, "color=blue%20black%20brown"],
  ["pipeDelimited", false, "query", list, "color=blue%7Cblack%7Cbrown"],
  ["deepObject", true, "query", object, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"],
  ["form", false, "cookie", list, "color=blue,black,brown"],
])("style %s, explode %s, in the %s writes %o", async ([style, explode, location, value, want]) => {
  const part = await partOf({ in: location, style, explode, required: location === "path" });
  const { text, pairs } = writeParameter(part.parameter, value);
  expect(text === "" ? pairs.map(([name, child]) => `${name}=${child}`).join("&") : text).toBe(want);
  expect(canCarry(part, value)).toBe(true);
});

test.each<[what: string, location: string, value: JsonValue]>([
  ["an empty path", "path", ""],
  ["a path that names another one", "path", ".."],
  ["a slash in a path", "path", "a/b"],
  ["an empty list", "query", []],
  ["null", "query", null],
  ["nested lists", "query", [[1]]],
  ["spaces at the end of a header", "header", "a "],
  ["a line end in a header", "header", "a\r\nb"],
  ["a separator inside of an item", "header", ["a,b"]],
  ["a semicolon in a cookie", "cookie", "a;b"],
])("%s cannot be sent", async (_, location, value) => {
  const part = await partOf({ in: location, required: location === "path" });
  expect(canCarry(part, value)).toBe(false);
});

test("a parameter that is written by media type is JSON", async () => {
  const part = await partOf({
    in: "query",
    schema: undefined,
    content: { "application/json": { schema: {} } },
  });
  expect(writeParameter(part.parameter, { a: "é" }).pairs).toEqual([
    ["color", "%7B%22a%22%3A%22%5Cu00e9%22%7D"],
  ]);
});
