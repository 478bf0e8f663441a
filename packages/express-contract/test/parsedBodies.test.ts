import express, { type RequestHandler } from "express";
import multer from "multer";
import request from "supertest";
import { expect, test } from "vitest";
import { createOpenRouter, loadOpen, type OpenRequest } from "./fixtures/createOpenRouter.ts";

const item = { type: "object", required: ["n"], properties: { n: { type: "integer" } } };
const done = { 200: { description: "Done." } };
const post = (operationId: string, content: object) => ({
  post: { operationId, requestBody: { required: true, content }, responses: done },
});

async function createApp(...parsers: RequestHandler[]) {
  const seen: OpenRequest[] = [];
  const contract = await loadOpen({
    paths: {
      "/json": post("json", { "application/json": { schema: item } }),
      "/any": post("any", { "application/json": {} }),
      "/text": post("text", { "text/plain": { schema: { type: "string" } } }),
      "/bytes": post("bytes", { "application/octet-stream": {} }),
      "/form": post("form", { "application/x-www-form-urlencoded": { schema: item } }),
    },
  });
  const handle = async (received: OpenRequest) => {
    seen.push(received);
    return { status: 200 };
  };
  const operations = Object.fromEntries([...contract.operations.keys()].map((id) => [id, handle]));
  const { router, failures, errors } = createOpenRouter(contract, operations, { bodyLimitBytes: 1024 });
  const app = express().use(...parsers, router);
  app.use(router.handleError);
  return { app, seen, failures, errors };
}

const bodies = [
  { path: "/json", type: "application/json", sent: '{"n":1}', want: { n: 1 } },
  { path: "/any", type: "application/json", sent: '"text"', want: "text" },
  { path: "/any", type: "application/json", sent: "null", want: null },
  { path: "/text", type: "text/plain", sent: "Grüße", want: "Grüße" },
  { path: "/form", type: "application/x-www-form-urlencoded", sent: "n=1", want: { n: 1 } },
  { path: "/bytes", type: "application/octet-stream", sent: "\x00\x01", want: Buffer.from([0, 1]) },
];

const parsers: readonly { name: string; parser: RequestHandler; types: readonly string[] }[] = [
  { name: "no parser", parser: (_req, _res, next) => next(), types: [] },
  { name: "express.json()", parser: express.json({ strict: false }), types: [] },
  { name: "express.urlencoded()", parser: express.urlencoded({ extended: true }), types: [] },
  { name: "express.text()", parser: express.text({ type: "*/*" }), types: ["application/octet-stream"] },
  { name: "express.raw()", parser: express.raw({ type: "*/*" }), types: [] },
  {
    name: "a middleware that sets an empty req.body and reads nothing",
    parser: (req, _res, next) => {
      req.body = {};
      next();
    },
    types: [],
  },
];

for (const { name, parser, types } of parsers) {
  for (const { path, type, sent, want } of bodies.filter((body) => !types.includes(body.type))) {
    test(`behind ${name}, ${type} ${JSON.stringify(sent)} reaches the handler`, async () => {
      const { app, seen } = await createApp(parser);
      const response = await request(app).post(path).set("content-type", type).send(sent);
      expect([response.status, seen[0]?.body]).toEqual([200, want]);
    });
  }
}

const rejected: readonly {
  name: string;
  parser: RequestHandler;
  sent: string;
  status: number;
  code: string;
}[] = [
  {
    name: "a value that the schema rejects",
    parser: express.json(),
    sent: '{"n":"a"}',
    status: 400,
    code: "INVALID_REQUEST",
  },
  { name: "broken JSON", parser: express.json(), sent: "{", status: 400, code: "MALFORMED_BODY" },
  {
    name: "a __proto__ key",
    parser: express.json(),
    sent: '{"n":1,"__proto__":{}}',
    status: 400,
    code: "MALFORMED_BODY",
  },
  {
    name: "a deep nesting",
    parser: express.json(),
    sent: `{"n":${"[".repeat(80)}${"]".repeat(80)}}`,
    status: 400,
    code: "MALFORMED_BODY",
  },
  {
    name: "a body above the parser's limit",
    parser: express.json({ limit: 10 }),
    sent: '{"n":1234567}',
    status: 413,
    code: "BODY_TOO_LARGE",
  },
  {
    name: "a body above the router's limit",
    parser: express.json(),
    sent: `{"n":1${" ".repeat(1024)}}`,
    status: 413,
    code: "BODY_TOO_LARGE",
  },
  {
    name: "text above the router's limit",
    parser: express.text({ type: "*/*" }),
    sent: `{"n":1${" ".repeat(1024)}}`,
    status: 413,
    code: "BODY_TOO_LARGE",
  },
];

for (const { name, parser, sent, status, code } of rejected) {
  test(`behind a parser, ${name} is rejected with ${status} ${code}`, async () => {
    const { app, seen } = await createApp(parser);
    const response = await request(app).post("/json").set("content-type", "application/json").send(sent);
    expect([response.status, response.body.code, seen]).toEqual([status, code, []]);
  });
}

for (const headers of [
  { "content-length": "0" },
  { "content-length": "00" },
  { "transfer-encoding": "chunked" },
]) {
  for (const type of ["application/json", undefined]) {
    test(`no bytes of the type ${type} with ${JSON.stringify(headers)} are no body, with a parser and without`, async () => {
      for (const parser of parsers) {
        const { app } = await createApp(parser.parser);
        const sent = request(app)
          .post("/json")
          .set({ ...headers });
        const response = await (type === undefined ? sent : sent.set("content-type", type));
        expect([parser.name, response.status, response.body.code]).toEqual([
          parser.name,
          400,
          "BODY_MISSING",
        ]);
      }
    });
  }
}

test("an unknown charset and content coding that a parser rejects give the response of the router's own rejection", async () => {
  const { app } = await createApp(express.json());
  const send = (headers: object) =>
    request(app)
      .post("/json")
      .set({ ...headers })
      .send('{"n":1}');
  const charset = await send({ "content-type": "application/json; charset=latin1" });
  const coding = await send({ "content-type": "application/json", "content-encoding": "pack200" });
  const own = await request(app).post("/text").set("content-type", "text/plain; charset=latin1").send("a");
  expect([own, charset, coding].map(({ status, body }) => [status, body.code])).toEqual([
    [415, "UNSUPPORTED_MEDIA_TYPE"],
    [415, "UNSUPPORTED_MEDIA_TYPE"],
    [415, "UNSUPPORTED_MEDIA_TYPE"],
  ]);
});

test("a content coding that a parser decodes is accepted", async () => {
  const { gzipSync } = await import("node:zlib");
  const { app, seen } = await createApp(express.json());
  const send = request(app)
    .post("/json")
    .set({ "content-type": "application/json", "content-encoding": "gzip" });
  send.write(gzipSync('{"n":1}'));
  const response = await send;
  expect([response.status, seen[0]?.body]).toEqual([200, { n: 1 }]);
});

test.each([
  {
    name: "the body was read to its end",
    reader: ((req, _res, next) => req.on("end", () => next()).resume()) as RequestHandler,
    says: "req.body is undefined",
  },
  {
    name: "the body was read in part",
    reader: ((req, _res, next) => {
      req.body = {};
      req.once("data", () => {
        req.pause();
        next();
      });
    }) as RequestHandler,
    says: "A part of the body was read before the router",
  },
])("$name and its bytes were lost: the request fails at once, with the remedy", async ({ reader, says }) => {
  const { app, failures } = await createApp(reader);
  const sent = `{"n":1,"x":"${"y".repeat(200_000)}"}`;
  const response = await request(app).post("/json").set("content-type", "application/json").send(sent);
  expect(response.status).toBe(500);
  expect(failures).toMatchObject([{ code: "INTERNAL", cause: { code: "BODY_ALREADY_READ" } }]);
  const message = String(failures[0]?.cause);
  expect(message).toContain(says);
  expect(message).toContain("Mount the contract router before the middleware that reads bodies");
});

test("errors of multer are rejections of the contract", async () => {
  const upload = multer({ storage: multer.memoryStorage(), limits: { fileSize: 3 } });
  const { app } = await createApp(upload.single("photo"));
  const large = await request(app).post("/json").attach("photo", Buffer.from("1234"), "a.png");
  const other = await request(app).post("/json").attach("other", Buffer.from("12"), "a.png");
  expect([large, other].map(({ status, body }) => [status, body.code])).toEqual([
    [413, "MIDDLEWARE_REJECTION"],
    [400, "MALFORMED_BODY"],
  ]);
});
