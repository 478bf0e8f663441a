import { once } from "node:events";
import { createServer } from "node:http";
import express from "express";
import { expect, test } from "vitest";
import { messageClassesOf } from "../src/index.ts";

async function ask(method: string, classes: (app: express.Express) => object) {
  const app = express().disable("x-powered-by").use(express.text());
  const prototypes: boolean[] = [];
  app.use(
    "/sub",
    express().get("/x", (req, res) => void res.json({ path: req.path, app: req.baseUrl })),
  );
  app.use((req, res) => void res.status(201).set("x-a", "1").send(`${req.path} ${req.query.a} ${req.body}`));
  const server = createServer(classes(app), (req, res) => {
    prototypes.push(
      Object.getPrototypeOf(req) === app.request && Object.getPrototypeOf(res) === app.response,
    );
    app(req, res);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const init = {
    method,
    headers: { "content-type": "text/plain" },
    ...(method === "POST" ? { body: "hello" } : {}),
  };
  const responses = await Promise.all(
    ["/a?a=1", "/sub/x"].map(async (path) => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
      return [
        response.status,
        response.headers.get("content-type"),
        response.headers.get("x-a"),
        await response.text(),
      ];
    }),
  );
  server.close();
  return { responses, prototypes };
}

for (const method of ["GET", "POST", "HEAD"]) {
  test(`an application responds to ${method} as before, and its messages have its prototypes from the start`, async () => {
    const [plain, made] = [await ask(method, () => ({})), await ask(method, messageClassesOf)];
    expect(made.responses).toEqual(plain.responses);
    expect(plain.prototypes).toEqual([false, false]);
    expect(made.prototypes).toEqual([true, true]);
  });
}
