import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Contender } from "./Contender.ts";

/** The password of the one account of the server under test. */
export const PASSWORD = "a password of the comparison";

/** The server to which all ratios refer. */
export const baseline: Contender = {
  name: "node:http, bare",
  script: "servers/bare.ts",
  note: "No router, no checks: the same object as JSON.",
};

const FORM_PARTS = { name: "Rex", n: "5", ok: "true", tags: "a" };
const multipart = Object.entries(FORM_PARTS)
  .map(([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
  .join("");

/** The contract router with inputs of other kinds. */
const inputs: readonly Contender[] = [
  {
    name: "express-contract, JSON body",
    script: "servers/contractInputs.ts",
    request: {
      method: "POST",
      path: "/json",
      contentType: "application/json",
      body: JSON.stringify({ name: "Rex", n: 5, ok: true, tags: ["a"] }),
    },
    note: "An object of four properties, validated.",
  },
  {
    name: "express-contract, form",
    script: "servers/contractInputs.ts",
    request: {
      method: "POST",
      path: "/form",
      contentType: "application/x-www-form-urlencoded",
      body: String(new URLSearchParams(FORM_PARTS)),
    },
    note: "The same object as `application/x-www-form-urlencoded`.",
  },
  {
    name: "express-contract, multipart form",
    script: "servers/contractInputs.ts",
    request: {
      method: "POST",
      path: "/form",
      contentType: "multipart/form-data; boundary=x",
      body: `${multipart}--x--\r\n`,
    },
    note: "The same object as `multipart/form-data`.",
  },
  {
    name: "express-contract, styled parameters",
    script: "servers/contractInputs.ts",
    request: { method: "GET", path: "/styled/.1.2?ids=3,4&filter[state]=open&filter[size]=7&q=two+words" },
    note: "A path in style `label`, a list, a `deepObject` and a text.",
  },
];

/** All others, in the order of the table. */
export const contenders: readonly Contender[] = [
  {
    name: "Gatehouse",
    script: "../apps/server/src/main.ts",
    portVariable: "GATEHOUSE_PORT",
    signsIn: true,
    env: {
      GATEHOUSE_TLS: "off",
      GATEHOUSE_DATA_DIR: mkdtempSync(join(tmpdir(), "gatehouse-bench-")),
      GATEHOUSE_ADMIN_PASSWORD: PASSWORD,
    },
    note: "The whole server as it is shipped, plain HTTP: SQLite store, hashed tokens, audit, metrics, guard in `report` at 1 %.",
  },
  {
    name: "express-contract, 3 operations",
    script: "servers/contractRouter.ts",
    signsIn: true,
    env: { OPERATIONS: "3" },
    note: "The contract router on Express with our sessions on SQLite, guard in `report` at 1 %.",
  },
  {
    name: "express-contract, 1,000 operations",
    script: "servers/contractRouter.ts",
    signsIn: true,
    env: { OPERATIONS: "1000" },
    note: "The same service in a document of 1,000 operations.",
  },
  ...inputs,
  {
    name: "express + express-openapi-validator",
    script: "servers/expressEov.ts",
    note: "As its documentation shows: requests, security and responses checked. Sessions in a Map.",
  },
  {
    name: "express + openapi-backend",
    script: "servers/openapiBackend.ts",
    note: "As its documentation shows: requests, security and responses checked. Sessions in a Map.",
  },
  {
    name: "fastify with schema",
    script: "servers/fastify.ts",
    note: "Header schema, responses serialised by schema and not validated. Sessions in a Map.",
  },
  {
    name: "fastify + @fastify/session",
    script: "servers/fastifySession.ts",
    signsIn: true,
    note: "Session plugin with its memory store; nothing is checked.",
  },
  {
    name: "express + express-session",
    script: "servers/expressSession.ts",
    signsIn: true,
    note: "Session middleware with its memory store; nothing is checked.",
  },
];
