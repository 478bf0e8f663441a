import type { Contract } from "@gatehouse/contract";
import express, { type Express, type NextFunction, type Request, type Response, Router } from "express";
import request from "supertest";
import { expect, test } from "vitest";
import { unauthenticated } from "../src/index.ts";
import { createOpenRouter, loadOpen } from "./fixtures/createOpenRouter.ts";
import { startServer } from "./fixtures/startServer.ts";

const body = { description: "Done.", content: { "application/json": {} } };

function loadThings(servers?: readonly object[]): Promise<Contract> {
  const get = { operationId: "getThing", responses: { 200: body } };
  return loadOpen({ paths: { "/things": { get } }, ...(servers === undefined ? {} : { servers }) });
}

async function createThings(servers?: readonly object[], options = {}) {
  const contract = await loadThings(servers);
  return createOpenRouter(contract, { getThing: async () => ({ status: 200, body: "thing" }) }, options);
}

const mounts: readonly {
  name: string;
  servers?: readonly object[];
  mount: readonly string[];
  served: readonly string[];
  unknown: readonly string[];
}[] = [
  { name: "no prefix", mount: [], served: ["/things"], unknown: ["/", "/api/things"] },
  {
    name: "a prefix",
    mount: ["/prefix"],
    served: ["/prefix/things"],
    unknown: ["/things", "/prefix/prefix/things"],
  },
  {
    name: "a prefix and a server path",
    servers: [{ url: "/v1" }],
    mount: ["/prefix"],
    served: ["/prefix/v1/things"],
    unknown: ["/prefix/things", "/v1/things"],
  },
  {
    name: "a prefix that is the server path",
    servers: [{ url: "https://pets.example/v1" }],
    mount: ["/v1"],
    served: ["/v1/things"],
    unknown: ["/things", "/v1/v1/things"],
  },
  {
    name: "a prefix that begins the server path",
    servers: [{ url: "/api/v1" }],
    mount: ["/api"],
    served: ["/api/v1/things"],
    unknown: ["/v1/things", "/api/things"],
  },
  {
    name: "nested prefixes of which the inner one is the server path",
    servers: [{ url: "/api" }],
    mount: ["/tenant", "/api"],
    served: ["/tenant/api/things", "/tenant/api/things?"],
    unknown: ["/api/things", "/tenant/things"],
  },
  {
    name: "several servers",
    servers: [{ url: "/" }, { url: "/v1" }],
    mount: ["/v1"],
    served: ["/v1/things"],
    unknown: ["/things"],
  },
  {
    name: "a prefix with a parameter",
    mount: ["/:tenant"],
    served: ["/acme/things"],
    unknown: ["/things/acme"],
  },
];

for (const { name, servers, mount, served, unknown } of mounts) {
  test(`a router that is mounted with ${name} serves the document there and nowhere else`, async () => {
    const { router } = await createThings(servers);
    const app = mount.reduceRight<Express | Router>(
      (inner, path) => Router().use(path, inner as Router),
      Router().use(router),
    );
    const send = (path: string) => request(express().use(app as Router)).get(path);
    for (const path of served) expect([path, (await send(path)).status]).toEqual([path, 200]);
    for (const path of unknown) expect([path, (await send(path)).status]).toEqual([path, 404]);
  });
}

const nested = [
  { mount: [], served: ["/top/all", "/path/some", "/own/some", "/other/some"] },
  { mount: ["/prefix"], served: ["/prefix/top/all", "/prefix/path/some", "/prefix/own/some"] },
  { mount: ["/own"], served: ["/own/some", "/own/top/all", "/own/path/some"] },
  { mount: ["/path"], served: ["/path/some", "/path/own/some"] },
];

test.each(nested)(
  "servers of paths and operations are honoured below the prefix $mount",
  async ({ mount, served }) => {
    const at = (url: string) => ({ servers: [{ url }] });
    const contract = await loadOpen({
      ...at("/top"),
      paths: {
        "/all": { get: { operationId: "all", responses: { 200: body } } },
        "/some": {
          ...at("/path"),
          get: { operationId: "get", responses: { 200: body } },
          put: {
            operationId: "put",
            responses: { 200: body },
            servers: [{ url: "/own" }, { url: "/other" }],
          },
        },
      },
    });
    const handle = async ({ operationId }: { readonly operationId: string }) => ({
      status: 200,
      body: operationId,
    });
    const { router } = createOpenRouter(contract, { all: handle, get: handle, put: handle });
    const app = mount.reduceRight<Router>(
      (inner, prefix) => Router().use(prefix, inner),
      Router().use(router),
    );
    for (const path of served) {
      const method = /o(wn|ther)\/some$/.test(path) ? "put" : "get";
      const response = await request(express().use(app))[method](path);
      expect([path, response.status, response.body]).toEqual([
        path,
        200,
        path.endsWith("all") ? "all" : method,
      ]);
    }
    const wrong = await request(express().use(app)).put(`${mount.join("")}/top/some`);
    expect(wrong.status).toBe(404);
  },
);

test("a mounted router finds an absolute target as well", async () => {
  const { router } = await createThings();
  await using server = await startServer(express().use("/prefix", router));
  const response = await server.sendRaw(
    "GET http://pets.example/prefix/things HTTP/1.1\r\nhost: pets.example\r\nconnection: close\r\n\r\n",
  );
  expect(response).toMatch(/^HTTP\/1.1 200 /);
});

async function createProtected(errorHeaders?: object) {
  const contract = await loadOpen({
    paths: {
      "/secret": {
        get: { operationId: "secret", security: [{ token: [] }, { key: [] }], responses: { 200: body } },
      },
    },
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer" },
        key: { type: "apiKey", in: "header", name: "X-Key" },
      },
    },
  });
  const { router } = createOpenRouter(
    contract,
    { secret: async () => ({ status: 200, body: 1 }) },
    {
      security: { token: () => unauthenticated(), key: () => unauthenticated() } as never,
      ...(errorHeaders !== undefined && {
        errorResponse: ({ error }) => ({ status: error.status, headers: { ...errorHeaders }, body: "" }),
      }),
    },
  );
  return express().use(router);
}

test("405 has Allow and 401 the challenges, without code of the application", async () => {
  const app = await createProtected();
  const [unknown, missing] = [await request(app).post("/secret"), await request(app).get("/secret")];
  expect([unknown.status, unknown.headers.allow]).toEqual([405, "GET, HEAD, OPTIONS"]);
  expect([missing.status, missing.headers["www-authenticate"]]).toEqual([
    401,
    'Bearer realm="api", ApiKey header="X-Key"',
  ]);
});

test("headers of the application win over those that the router adds, in any case of their names", async () => {
  const app = await createProtected({ Allow: "GET", "WWW-Authenticate": undefined });
  const [unknown, missing] = [await request(app).post("/secret"), await request(app).get("/secret")];
  expect([unknown.headers.allow, missing.headers["www-authenticate"]]).toEqual(["GET", undefined]);
});

test("a header that middleware has set wins over one that the router adds", async () => {
  const app = express()
    .use((_req, res, next) => {
      res.setHeader("WWW-Authenticate", "Custom");
      next();
    })
    .use(await createProtected());
  expect((await request(app).get("/secret")).headers["www-authenticate"]).toBe("Custom");
});

test("Accept reaches the handler, parsed", async () => {
  const contract = await loadThings();
  const { router } = createOpenRouter(contract, {
    getThing: async ({ accept }) => ({
      status: 200,
      body: accept.preferred(["application/json", "text/csv", "application/pdf"]) ?? "none",
    }),
  });
  const app = express().use(router);
  const given = [
    ["text/csv, application/json;q=0.5", "text/csv"],
    ["text/*;q=0.3, */*;q=0.1", "text/csv"],
    ["*/*", "application/json"],
    ["application/json;q=0, */*", "text/csv"],
    ["image/png", "none"],
    ['application/json;profile="a,b", application/pdf;q=0.9', "application/pdf"],
  ] as const;
  for (const [accept, want] of given) {
    expect([accept, (await request(app).get("/things").set("accept", accept)).body]).toEqual([accept, want]);
  }
});

test("with trust proxy, the context gets the forwarded values of Express", async () => {
  const contract = await loadThings();
  const { router } = createOpenRouter(
    contract,
    { getThing: async (_request, context) => ({ status: 200, body: context }) },
    { createContext: ({ ip, protocol, hostname }) => ({ ip, protocol, hostname }) },
  );
  const app = express().set("trust proxy", "loopback").use(router);
  const response = await request(app).get("/things").set({
    "x-forwarded-for": "203.0.113.7",
    "x-forwarded-proto": "https",
    "x-forwarded-host": "pets.example",
  });
  expect(response.body).toEqual({ ip: "203.0.113.7", protocol: "https", hostname: "pets.example" });
});

const thrown: readonly { name: string; error: unknown; status: number; code: string; message?: string }[] = [
  { name: "an error", error: new Error("secret"), status: 500, code: "INTERNAL" },
  { name: "a text", error: "secret", status: 500, code: "INTERNAL" },
  {
    name: "an http-error with expose",
    error: Object.assign(new Error("Too many requests."), { status: 429, expose: true }),
    status: 429,
    code: "MIDDLEWARE_REJECTION",
    message: "Too many requests.",
  },
  {
    name: "an http-error without expose",
    error: Object.assign(new Error("secret"), { status: 403 }),
    status: 403,
    code: "MIDDLEWARE_REJECTION",
    message: "The request was rejected before it was read.",
  },
  {
    name: "a 5xx of a middleware",
    error: Object.assign(new Error("secret"), { status: 503 }),
    status: 500,
    code: "INTERNAL",
  },
];

for (const { name, error, status, code, message } of thrown) {
  test(`next(${name}) becomes ${status} ${code} in the envelope of the contract`, async () => {
    const { router } = await createThings();
    const app = express();
    app.use((_req: Request, _res: Response, next: NextFunction) => next(error));
    app.use(router, router.handleError);
    const response = await request(app).get("/things");
    expect([response.status, response.body.code]).toEqual([status, code]);
    expect(response.text).not.toContain("secret");
    if (message !== undefined) expect(response.body.message).toBe(message);
  });
}

test("a broken parameter of another route of Express becomes MALFORMED_PATH", async () => {
  const { router } = await createThings(undefined, { unknownPath: "next" });
  const app = express().use(router);
  app.get("/pages/:name", (_req, res) => void res.send("page"));
  app.use(router.rejectUnknownPath, router.handleError);
  const response = await request(app).get("/pages/%zz");
  expect([response.status, response.body.code]).toEqual([400, "MALFORMED_PATH"]);
});

test.each([
  { name: "rejects", handler: () => Promise.reject(new Error("broken")) },
  {
    name: "throws synchronously",
    handler: () => {
      throw new Error("broken");
    },
  },
  { name: "returns nothing", handler: async () => undefined as never },
])("a handler that $name is a 500 in the envelope", async ({ handler }) => {
  const { router } = createOpenRouter(await loadThings(), { getThing: handler });
  const response = await request(express().use(router)).get("/things");
  expect([response.status, response.body.code]).toEqual([500, "INTERNAL"]);
});
