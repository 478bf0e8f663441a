import express from "express";
import { expect, test } from "vitest";
import { createPetStore } from "./fixtures/createPetStore.ts";
import { startServer } from "./fixtures/startServer.ts";

type Overrides = Parameters<typeof createPetStore>[0];

async function startPetStore(overrides: Overrides = {}) {
  const store = await createPetStore(overrides);
  const app = express().disable("x-powered-by").use(store.router);
  app.get("/page", (_req, res) => void res.send("page"));
  app.get("/broken", () => {
    throw new Error("broken");
  });
  app.use(store.router.rejectUnknownPath, store.router.handleError);
  const server = await startServer(app);
  return { ...store, ...server };
}

test("HEAD has the headers of GET and no body", async () => {
  await using store = await startPetStore();
  const [head, get] = await Promise.all(
    ["HEAD", "GET"].map((method) => fetch(`${store.origin}/v1/pets`, { method })),
  );
  expect([head?.status, head?.headers.get("content-length"), await head?.text()]).toEqual([
    200,
    get?.headers.get("content-length"),
    "",
  ]);
  await get?.text();
});

test("OPTIONS lists the methods of a path", async () => {
  await using store = await startPetStore();
  const response = await fetch(`${store.origin}/v1/pets/1`, { method: "OPTIONS" });
  expect([response.status, response.headers.get("allow")]).toEqual([204, "GET, HEAD, PUT, DELETE, OPTIONS"]);
  expect(response.headers.get("x-request-id")).toBe("r-1");
});

test("a rejection for the method carries Allow", async () => {
  await using store = await startPetStore();
  const response = await fetch(`${store.origin}/v1/pets`, { method: "DELETE" });
  expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD, POST, OPTIONS"]);
  await response.text();
});

const repeated = [
  { header: "host", lines: "host: a\r\nhost: b\r\n" },
  { header: "authorization", lines: "host: a\r\nauthorization: Bearer a\r\nAuthorization: Bearer b\r\n" },
  { header: "x-store-key", lines: "host: a\r\nx-store-key: good\r\nX-Store-Key: good\r\n" },
  {
    header: "content-type",
    lines: "host: a\r\ncontent-type: text/plain\r\ncontent-type: application/json\r\n",
  },
];

for (const { header, lines } of repeated) {
  test(`rejects a request that repeats ${header}`, async () => {
    await using store = await startPetStore();
    const response = await store.sendRaw(`GET /v1/pets HTTP/1.1\r\n${lines}connection: close\r\n\r\n`);
    expect(response).toMatch(/^HTTP\/1.1 400 /);
    expect(response).toContain(`REPEATED_HEADER`);
  });
}

test("passes unknown paths on where it is set to, and responds to those that no handler takes", async () => {
  await using store = await startPetStore({ unknownPath: "next" });
  const page = await fetch(`${store.origin}/page`);
  expect(await page.text()).toBe("page");
  const nothing = await fetch(`${store.origin}/nothing`);
  expect([nothing.status, await nothing.json()]).toMatchObject([404, { code: "UNKNOWN_PATH" }]);
});

test("sends errors of other handlers in the same envelope, without their messages", async () => {
  await using store = await startPetStore({ unknownPath: "next" });
  const response = await fetch(`${store.origin}/broken`);
  const text = await response.text();
  expect([response.status, JSON.parse(text)]).toMatchObject([500, { code: "INTERNAL" }]);
  expect(text).not.toContain("broken");
});

test("works below a path of Express, which strips it", async () => {
  const store = await createPetStore();
  await using server = await startServer(express().use("/v1", store.router));
  expect((await fetch(`${server.origin}/v1/pets`)).status).toBe(200);
});

const lastResorts: readonly { name: string; overrides: NonNullable<Overrides> }[] = [
  {
    name: "createContext",
    overrides: {
      createContext: () => {
        throw new Error("no context");
      },
    },
  },
  {
    name: "errorResponse",
    overrides: {
      errorResponse: () => {
        throw new Error("no envelope");
      },
    },
  },
  { name: "a header that cannot be sent", overrides: { provideHeaders: () => ({ "x-request-id": "a\nb" }) } },
];

for (const { name, overrides } of lastResorts) {
  test(`sends 500 without details when ${name} fails, and reports the error`, async () => {
    await using store = await startPetStore(overrides);
    const response = await fetch(`${store.origin}/v1/nothing`);
    expect([response.status, await response.text()]).toEqual([500, ""]);
    expect(store.errors).toHaveLength(1);
  });
}

test("a response that cannot be written as its media type is an internal error", async () => {
  const { contract } = await createPetStore();
  await using store = await startPetStore({
    contract,
    operations: Object.fromEntries(
      [...contract.operations.keys()].map((id) => [
        id,
        async () => ({ status: 200, contentType: "text/csv", body: [] }),
      ]),
    ) as never,
  });
  const response = await fetch(`${store.origin}/v1/pets`);
  expect([response.status, await response.json()]).toMatchObject([500, { code: "INTERNAL" }]);
});

test("does not start when document and application do not match", async () => {
  const operations = {
    listPets: async () => ({ status: 200 }),
    sellPet: async () => ({ status: 200 }),
  } as never;
  await expect(createPetStore({ operations, security: {} as never })).rejects.toMatchObject({
    code: "CONTRACT_BINDING",
    problems: expect.arrayContaining([
      'The operation "addPet" has no handler.',
      'A handler is given for the operation "sellPet", which the document does not have.',
      'The security scheme "keeper" has no handler.',
    ]),
  });
});

test.each([
  ["http://pets.example/v1/pets", "HTTP/1.1 200"],
  ["https://pets.example:8443/v1/pets?limit=2", "HTTP/1.1 200"],
  ["http://pets.example", "HTTP/1.1 404"],
  ["http://pets.example/v1/pets?limit=many", "HTTP/1.1 400"],
])("an absolute target is taken for its path and query: %s", async (target, want) => {
  await using store = await startPetStore();
  const response = await store.sendRaw(
    `GET ${target} HTTP/1.1\r\nhost: pets.example\r\nconnection: close\r\n\r\n`,
  );
  expect(response).toContain(want);
});
