import { expect, test } from "vitest";
import { loadDocument } from "./loadDocument.ts";

test("a document with problems is returned together with its problems", async () => {
  const source = { openapi: "3.1.1", info: { title: "Pets" }, paths: {} };
  const { document, problems, openapi } = await loadDocument(source);
  expect(document.paths).toEqual({});
  expect(openapi).toBe("3.1.1");
  expect(problems.map(({ rule }) => rule)).toEqual(["missing-field"]);
});

test("rejects a version that it cannot read", async () => {
  await expect(loadDocument({ swagger: "2.0" })).rejects.toMatchObject({ code: "CONTRACT_INVALID" });
});
