import { tmpdir } from "node:os";
import { join } from "node:path";
import express, { type RequestHandler } from "express";
import multer from "multer";
import { expect, test } from "vitest";
import type { RequestFailure, UploadedFile } from "../src/index.ts";
import { formOf, json, png, sendForm, startForms } from "./fixtures/startForms.ts";

const memory = multer({ storage: multer.memoryStorage() }).any();
const disk = multer({ dest: join(tmpdir(), `gatehouse-multer-${process.pid}`) }).any();
const parsers: readonly { name: string; before: readonly RequestHandler[] }[] = [
  { name: "no parser", before: [] },
  { name: "express.raw()", before: [express.raw({ type: () => true, limit: "1mb" })] },
  {
    name: "express.json() and express.urlencoded()",
    before: [express.json(), express.urlencoded({ extended: true })],
  },
  { name: "multer in memory", before: [memory] },
  { name: "multer on disk", before: [disk] },
];

for (const { name, before } of parsers) {
  test(`behind ${name}, a multipart form reaches the handler by its schema`, async () => {
    await using server = await startForms({
      before,
      handle: async ({ files }) =>
        Promise.all(
          (files as UploadedFile[]).map(async (file) => [file.fieldName, (await file.bytes()).length]),
        ),
    });
    const form = formOf([
      ["n", "5"],
      ["ok", "true"],
      ["tags", "a"],
      ["address", json({ zip: 7 }), "blob"],
      ["photo", png(10), "me.png"],
      ["papers", png(1), "one.png"],
    ]);
    const response = await sendForm(server.origin, form);
    expect(response).toEqual({
      status: 200,
      body: [
        ["photo", 10],
        ["papers", 1],
      ],
    });
    expect(server.seen[0]?.body).toEqual({
      n: 5,
      ok: true,
      tags: ["a"],
      address: { zip: 7 },
      photo: "",
      papers: [""],
    });
    expect(server.seen[0]?.files).toMatchObject([
      { fieldName: "photo", originalName: "me.png", mediaType: "image/png", sizeBytes: 10 },
      { fieldName: "papers", originalName: "one.png" },
    ]);
  });

  test(`behind ${name}, a form in a URL's encoding reaches the handler by its schema`, async () => {
    await using server = await startForms({ before });
    const response = await sendForm(server.origin, new URLSearchParams("n=5&ok=true&tags=a&address[zip]=7"));
    expect(response.status).toBe(200);
    expect(server.seen[0]?.body).toEqual({ n: 5, ok: true, tags: ["a"], address: { zip: 7 } });
    expect(server.seen[0]?.files).toBeUndefined();
  });
}

test("names, media types and violations of a form are those of the document", async () => {
  await using server = await startForms();
  const response = await sendForm(
    server.origin,
    formOf([
      ["n", "many"],
      ["extra", "1"],
      ["address", json({})],
    ]),
  );
  expect(response.status).toBe(400);
  const failure = server.failures[0] as Extract<RequestFailure, { code: "INVALID_REQUEST" }>;
  expect(failure.violations.map(({ pointer, keyword }) => [pointer, keyword]).sort()).toEqual([
    ["/address/zip", "required"],
    ["/extra", "additionalProperties"],
    ["/n", "type"],
  ]);
});

test("what cannot be read of a form is a violation with its location", async () => {
  await using server = await startForms();
  const broken = new Blob(["{"], { type: "application/json" });
  const response = await sendForm(server.origin, formOf([["address", broken, "blob"]]));
  expect([response.status, response.body.message]).toEqual([400, "body/address must be well-formed JSON"]);
});

test("forms by position, as of OpenAPI 3.2, are refused when the router is made", async () => {
  const media = { schema: {}, prefixEncoding: [{ contentType: "image/png" }] };
  const { unreadableForms } = await import("../src/router/createRoutes.ts");
  const contract = {
    resolve: () => ({ value: media, pointer: "" }),
  };
  const location = { file: "openapi.yaml", line: 7, column: 3 };
  const content = new Map([
    ["multipart/form-data", { mediaRange: "multipart/form-data", pointer: "/x", location }],
  ]);
  expect(unreadableForms({ contract, requestBody: { content } } as never)).toEqual([
    'openapi.yaml:7:3 "prefixEncoding" is not read in form data. Describe the parts by name, with "schema" and "encoding".',
  ]);
});
