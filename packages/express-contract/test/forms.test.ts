import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadContract } from "@gatehouse/contract";
import express, { type RequestHandler } from "express";
import multer from "multer";
import { expect, test } from "vitest";
import { writeFiles } from "../../../scripts/fixtures/writeFiles.ts";
import type { RequestFailure, UploadedFile } from "../src/index.ts";
import { createOpenRouter, loadOpen } from "./fixtures/createOpenRouter.ts";
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

test("an unreadable part of a form is a violation with its location", async () => {
  await using server = await startForms();
  const broken = new Blob(["{"], { type: "application/json" });
  const response = await sendForm(server.origin, formOf([["address", broken, "blob"]]));
  expect([response.status, response.body.message]).toEqual([400, "body/address must be well-formed JSON"]);
});

const UNREADABLE = [
  {
    name: "parts by position",
    media: { prefixEncoding: [{ contentType: "image/png" }] },
    problem: `"prefixEncoding" is not read in form data. Describe the parts by name, with "schema" and "encoding".`,
  },
  {
    name: "an encoding of all parts",
    media: { itemEncoding: { contentType: "image/png" } },
    problem: `"itemEncoding" is not read in form data. Describe the parts by name, with "schema" and "encoding".`,
  },
  {
    name: "a header that parts must have",
    media: {
      encoding: {
        t: { headers: { "X-Kind": { required: true, schema: {} }, "X-More": { schema: {} } } },
      },
    },
    problem: `"headers/X-Kind" is not read in form data. Leave out "required", or make it a field of the form.`,
  },
];

test.each(UNREADABLE)(
  "of forms, $name is reported with its location when the router is made",
  async (one) => {
    const form = { schema: { type: "object", properties: { t: { type: "string" } } }, ...one.media };
    const operation = {
      operationId: "send",
      requestBody: { content: { "multipart/form-data": form } },
      responses: { default: { description: "Done." } },
    };
    const document = {
      openapi: "3.2.0",
      info: { title: "t", version: "1" },
      paths: { "/": { post: operation } },
    };
    const text = JSON.stringify(document, undefined, 2);
    await using files = await writeFiles({ "openapi.json": text });
    const contract = await loadContract(files.path("openapi.json"));
    const line = text.split("\n").findIndex((one) => one.includes("multipart"));
    expect(() => createOpenRouter(contract, {})).toThrow(`openapi.json:${line + 1}:13 ${one.problem}`);
  },
);

test("of forms, headers that each part has may be required", async () => {
  const headers = {
    "Content-Disposition": { required: true, schema: {} },
    "content-type": { required: true, schema: {} },
  };
  const form = {
    schema: { type: "object", properties: { t: { type: "string" } } },
    encoding: { t: { headers } },
  };
  const operation = {
    operationId: "send",
    requestBody: { content: { "multipart/form-data": form } },
    responses: { default: { description: "Done." } },
  };
  const contract = await loadOpen({ paths: { "/": { post: operation } } });
  expect(() => createOpenRouter(contract, { send: () => ({ status: 204 }) })).not.toThrow();
});
