import { type DifferenceKind, loadContract } from "@gatehouse/contract";
import express, { type Express, type RequestHandler } from "express";
import request from "supertest";
import { expect, test } from "vitest";
import { createResponseGuard, type Finding, type ResponseGuardOptions } from "../src/index.ts";
import type { Violation } from "./fixtures/ViolatingServer.ts";
import { violatingOrders } from "./fixtures/violatingOrders.ts";
import { violatingPetStore } from "./fixtures/violatingPetStore.ts";

type Parser = Parameters<ReturnType<ReturnType<typeof request>["get"]>["parse"]>[0];

async function createGuardedApp(
  document: string,
  respond: RequestHandler,
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
    .use(guard.middleware, respond);
  return { app, guard, findings };
}

function send(app: Express, { method, path }: Pick<Violation, "method" | "path">) {
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

for (const [title, server] of Object.entries({
  "the pet store": violatingPetStore,
  orders: violatingOrders,
})) {
  for (const exchange of server.conforming) {
    test(`${title}: ${exchange.name} passes unchanged`, async () => {
      const { app, findings } = await createGuardedApp(server.document, exchange.respond);
      const response = await send(app, exchange);
      expect(findings).toEqual([]);
      expect(response.status).not.toBe(500);
    });
  }

  for (const violation of server.violations) {
    test(`${title}: ${violation.name} is found and never reaches the caller`, async () => {
      const { app, findings } = await createGuardedApp(server.document, violation.respond);
      const response = await send(app, violation);
      expect(kindsOf(findings)).toEqual([...violation.kinds].sort());
      expect(response.status).toBe(500);
      expect(response.headers["content-length"]).toBe("0");
    });

    test(`${title}: ${violation.name} is reported and reaches the caller as it is`, async () => {
      const plain = express()
        .disable("x-powered-by")
        .disable("etag")
        .set("env", "production")
        .use(violation.respond);
      const { app, findings } = await createGuardedApp(server.document, violation.respond, {
        mode: "report",
      });
      const [guarded, unguarded] = [await send(app, violation), await send(plain, violation)];
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
      expect(kindsOf(findings)).toEqual([...violation.kinds].sort());
      expect([guarded.status, guarded.body, guarded.headers["content-type"]]).toEqual([
        unguarded.status,
        unguarded.body,
        unguarded.headers["content-type"],
      ]);
    });
  }

  test(`${title}: there are at least 25 violations`, () => {
    expect(server.violations.length).toBeGreaterThanOrEqual(25);
  });
}
