import { expect, test } from "vitest";
import { collectDocumentFiles } from "./openRevision.ts";

const collect = async (files: Record<string, string>) =>
  [...(await collectDocumentFiles("api/openapi.yaml", (file) => files[file])).keys()].sort();

test("a document comes with all files that it refers to, directly or not, also in circles", async () => {
  const files = {
    "api/openapi.yaml": "$ref: paths/pets.yaml#/get",
    "api/paths/pets.yaml": "$ref: '../schemas/Pet%20A.json'",
    "api/schemas/Pet A.json": '{ "$ref": "../openapi.yaml" }',
    "api/other.yaml": "alone: true",
  };
  expect(await collect(files)).toEqual(["api/openapi.yaml", "api/paths/pets.yaml", "api/schemas/Pet A.json"]);
});

test("files of tools that a description mentions are not part of the document", async () => {
  const files = {
    "api/openapi.yaml": "description: see package.json and tsconfig.build.json",
    "api/package.json": "{}",
    "api/tsconfig.build.json": "{}",
  };
  expect(await collect(files)).toEqual(["api/openapi.yaml"]);
});

test("a missing document has no files", async () => {
  expect(await collect({})).toEqual([]);
});
