import { type DifferenceKind, loadContract } from "@gatehouse/contract";
import express, { type Express, type RequestHandler } from "express";
import request from "supertest";
import { expect, test } from "vitest";
import { createResponseGuard, type Finding, type ResponseGuardOptions } from "../src/index.ts";
import type { Lie } from "./fixtures/Lie.ts";
import { lyingOrders } from "./fixtures/lyingOrders.ts";
import { lyingPetStore } from "./fixtures/lyingPetStore.ts";

type Parser = Parameters<ReturnType<ReturnType<typeof request>["get"]>["parse"]>[0];

async function createGuardedApp(
  document: string,
  tell: RequestHandler,
  options: Partial<ResponseGuardOptions> = {},
) {
  const findings: Finding[] = [];
  const contract = await loadContract(document);
  const guard = createResponseGuard({
    contract,
    mode: "enforce",
    onFinding: (finding) => findings.push(finding),
    ...options,
  });
  const app = express()
    .disable("x-powered-by")
    .disable("etag")
    .set("env", "production")
    .use(guard.middleware, tell);
  return { app, guard, findings };
}

function send(app: Express, { method, path }: Pick<Lie, "method" | "path">) {
  const asText: Parser = (res, done) => {
    const parts: string[] = [];
    res.setEncoding("utf8");
    res.on("data", (chunk: string) => parts.push(chunk));
    res.on("end", () => done(null, parts.join("")));
  };
  return request(app)
    [method](path)
    .redirects(0)
    .ok(() => true)
    .buffer(true)
    .parse(asText);
}

function kindsOf(findings: readonly Finding[]): DifferenceKind[] {
  return findings.map(({ difference }) => difference.kind).sort();
}

for (const [title, server] of Object.entries({ "the pet store": lyingPetStore, orders: lyingOrders })) {
  for (const truth of server.truths) {
    test(`${title}: ${truth.name} passes untouched`, async () => {
      const { app, findings } = await createGuardedApp(server.document, truth.tell);
      const response = await send(app, truth);
      expect(findings).toEqual([]);
      expect(response.status).not.toBe(500);
    });
  }

  for (const lie of server.lies) {
    test(`${title}: ${lie.name} is found and never reaches the caller`, async () => {
      const { app, findings } = await createGuardedApp(server.document, lie.tell);
      const response = await send(app, lie);
      expect(kindsOf(findings)).toEqual([...lie.kinds].sort());
      expect(response.status).toBe(500);
      expect(response.headers["content-length"]).toBe("0");
    });

    test(`${title}: ${lie.name} is reported and reaches the caller as it is`, async () => {
      const plain = express().disable("x-powered-by").disable("etag").set("env", "production").use(lie.tell);
      const { app, findings } = await createGuardedApp(server.document, lie.tell, { mode: "report" });
      const [told, meant] = [await send(app, lie), await send(plain, lie)];
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
      expect(kindsOf(findings)).toEqual([...lie.kinds].sort());
      expect([told.status, told.body, told.headers["content-type"]]).toEqual([
        meant.status,
        meant.body,
        meant.headers["content-type"],
      ]);
    });
  }

  test(`${title}: there are at least 25 lies`, () => {
    expect(server.lies.length).toBeGreaterThanOrEqual(25);
  });
}
