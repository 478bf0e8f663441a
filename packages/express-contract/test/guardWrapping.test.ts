import { Readable } from "node:stream";
import compression from "compression";
import express, { type RequestHandler, Router } from "express";
import request from "supertest";
import { expect, test } from "vitest";
import { createResponseGuard, type Finding, type GuardMode } from "../src/index.ts";
import { createOpenRouter, loadOpen, type OpenHandler } from "./fixtures/createOpenRouter.ts";

const item = { type: "object", required: ["name"], properties: { name: { type: "string" } } };
const schema = { type: "array", items: item };
const content = { "application/json": { schema } };
const things = Array.from({ length: 200 }, (_, index) => ({ name: `thing ${index}` }));

/** A middleware that puts itself around what a response is written with, as many do. */
const wrapping: RequestHandler = (_req, res, next) => {
  const { writeHead, write, end } = res;
  const headers = () => {
    if (!res.headersSent) res.setHeader("x-wrapped", "1");
  };
  res.writeHead = (...args: unknown[]) => {
    headers();
    return Reflect.apply(writeHead, res, args);
  };
  res.write = (...args: unknown[]) => Reflect.apply(write, res, args);
  res.end = (...args: unknown[]) => {
    headers();
    return Reflect.apply(end, res, args);
  };
  next();
};

const wrappers: readonly { name: string; wrapper: () => RequestHandler }[] = [
  { name: "compression() with gzip", wrapper: () => compression({ threshold: 0 }) },
  { name: "compression() below its threshold", wrapper: () => compression({ threshold: 1_000_000 }) },
  { name: "a wrapper of writeHead, write and end", wrapper: () => wrapping },
];

const orders = [
  "guard, wrapper, router",
  "wrapper, guard, router",
  "wrapper, router with its guard",
] as const;

interface Setup {
  readonly wrapper: RequestHandler;
  readonly order: (typeof orders)[number];
  readonly mode: GuardMode;
  readonly body: unknown;
}

async function createApp({ wrapper, order, mode, body }: Setup) {
  const headers = { "x-wrapped": { schema: { type: "string" } } };
  const responses = {
    200: { description: "Things.", headers, content },
    500: { description: "Broken.", content: { "application/json": {} }, headers },
  };
  const contract = await loadOpen({ paths: { "/things": { get: { operationId: "list", responses } } } });
  const findings: Finding[] = [];
  const guard = createResponseGuard({ contract, mode, onFinding: (found) => findings.push(found) });
  const handler: OpenHandler = async () => ({ status: 200, body });
  const isOwn = order === "wrapper, router with its guard";
  const { router } = createOpenRouter(contract, { list: handler }, { responseGuard: guard });
  const app = express().disable("x-powered-by");
  if (order === "guard, wrapper, router") app.use(guard.middleware, wrapper);
  else if (isOwn) app.use(wrapper);
  else app.use(wrapper, guard.middleware);
  return { app: app.use(router), guard, findings };
}

async function checked() {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

for (const { name, wrapper } of wrappers) {
  for (const order of orders) {
    for (const mode of ["enforce", "report"] as const) {
      test(`${mode} with ${name} in the order ${order}: conforming responses pass, violations are found`, async () => {
        const right = await createApp({ wrapper: wrapper(), order, mode, body: things });
        const response = await request(right.app).get("/things");
        await checked();
        expect([response.status, response.body, right.findings]).toEqual([200, things, []]);
        expect(right.guard.statistics().checked).toBe(1);
        const isCoded = response.headers["content-encoding"] === "gzip";
        expect(isCoded).toBe(name.endsWith("gzip"));

        const wrong = await createApp({ wrapper: wrapper(), order, mode, body: [{ name: 1 }] });
        const second = await request(wrong.app).get("/things");
        await checked();
        expect(second.status).toBe(mode === "enforce" ? 500 : 200);
        expect(wrong.findings).toMatchObject([{ difference: { responsePointer: "/body/0/name" } }]);
      });
    }
  }
}

for (const order of orders) {
  test(`a stream passes compression() in the order ${order}, chunk by chunk`, async () => {
    const text = JSON.stringify(things);
    const body = () => Readable.from([text.slice(0, 1000), text.slice(1000)]);
    const { app, findings } = await createApp({
      wrapper: compression({ threshold: 0 }),
      order,
      mode: "enforce",
      body: body(),
    });
    const response = await request(app).get("/things");
    expect([response.status, response.body, findings]).toEqual([200, things, []]);
    expect(response.headers["content-encoding"]).toBe("gzip");
  });
}

test("a body that is not of its content coding is a violation", async () => {
  const gzipped: RequestHandler = (_req, res, next) => {
    res.set({ "content-encoding": "gzip", vary: "accept-encoding" });
    next();
  };
  const { app, findings } = await createApp({
    wrapper: gzipped,
    order: "wrapper, guard, router",
    mode: "enforce",
    body: things,
  });
  expect((await request(app).get("/things")).status).toBe(500);
  expect(findings).toMatchObject([
    { difference: { kind: "malformed-body", expected: "a body in the content coding gzip" } },
  ]);
});

test("a guard in front learns the operation of a router that is mounted under a prefix", async () => {
  const contract = await loadOpen({
    paths: {
      "/things": { get: { operationId: "list", responses: { 200: { description: "Things.", content } } } },
    },
  });
  const findings: Finding[] = [];
  const guard = createResponseGuard({ contract, mode: "report", onFinding: (found) => findings.push(found) });
  const { router } = createOpenRouter(
    contract,
    { list: async () => ({ status: 200, body: [{}] }) },
    { responseGuard: guard },
  );
  const app = express()
    .disable("x-powered-by")
    .use(guard.middleware)
    .use("/outer", Router().use("/inner", router));
  await request(app).get("/outer/inner/things").expect(200);
  await checked();
  expect(findings).toMatchObject([{ difference: { operationId: "list", kind: "missing-property" } }]);
  expect(guard.statistics().checked).toBe(1);
});

test("a body longer than the guard's limit passes when its head conforms", async () => {
  const contract = await loadOpen({
    paths: {
      "/things": { get: { operationId: "list", responses: { 200: { description: "Things.", content } } } },
    },
  });
  const findings: Finding[] = [];
  const guard = createResponseGuard({
    contract,
    mode: "enforce",
    bodyLimitBytes: 1000,
    onFinding: (found) => findings.push(found),
  });
  const app = express().disable("x-powered-by").disable("etag").use(guard.middleware);
  app.get("/things", (_req, res) => {
    res.type("json").write(JSON.stringify(things).slice(0, 900));
    res.write(JSON.stringify(things).slice(900, 1800));
    res.end(JSON.stringify(things).slice(1800));
  });
  const response = await request(app).get("/things");
  expect([response.status, response.body, findings]).toEqual([200, things, []]);
});
