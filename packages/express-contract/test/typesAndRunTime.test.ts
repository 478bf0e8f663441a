import { fileURLToPath } from "node:url";
import { type Contract, documentForTypes, loadContract, securityTypes } from "@gatehouse/contract";
import express from "express";
import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import { expect, test } from "vitest";
import { createResponseGuard } from "../src/index.ts";
import { compileFiles } from "./fixtures/compileFiles.ts";
import { createOpenRouter } from "./fixtures/createOpenRouter.ts";
import { startServer } from "./fixtures/startServer.ts";

const SOURCE = fileURLToPath(new URL("../src/index.ts", import.meta.url));
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object) => ({ content: { "application/json": { schema } } });

/** Properties that travel one way, reached through every kind of composition. */
function document(openapi: string) {
  const operation = (name: string) => ({
    operationId: `put${name}`,
    requestBody: { required: true, ...json(ref(name)) },
    responses: {
      200: { description: "OK", ...json(ref(name)) },
      default: { description: "No", ...json({ type: "object" }) },
    },
  });
  return {
    openapi,
    info: { title: "People", version: "1" },
    paths: { "/people": { put: operation("Person") }, "/teams": { put: operation("Team") } },
    components: {
      schemas: {
        Id: { type: "integer", readOnly: true },
        PlainId: { type: "integer" },
        Secret: { type: "string", writeOnly: true },
        Base: {
          type: "object",
          required: ["id", "password"],
          properties: {
            // Beside a reference a keyword counts since OpenAPI 3.1.
            id: openapi.startsWith("3.0") ? ref("Id") : { ...ref("PlainId"), readOnly: true },
            password: { allOf: [ref("Secret")] },
          },
        },
        Person: {
          allOf: [
            ref("Base"),
            {
              type: "object",
              required: ["name"],
              properties: {
                name: { type: "string" },
                friends: { type: "array", items: ref("Person") },
                byName: { type: "object", additionalProperties: ref("Person") },
                pet: { oneOf: [ref("Cat"), ref("Dog")], discriminator: { propertyName: "kind" } },
              },
            },
          ],
        },
        Cat: {
          type: "object",
          required: ["kind", "born"],
          properties: { kind: { type: "string" }, born: { type: "string", readOnly: true } },
        },
        Dog: {
          type: "object",
          required: ["kind"],
          properties: { kind: { type: "string" }, chip: { type: "string", writeOnly: true } },
        },
        Stamped: { type: "object", properties: { name: { type: "string" }, stamp: { type: "string" } } },
        Team: {
          allOf: [
            ref("Stamped"),
            {
              type: "object",
              required: ["stamp"],
              properties: {
                stamp: { type: "string", readOnly: true },
                members: { type: "array", items: ref("Person") },
              },
            },
          ],
        },
      },
    },
  };
}

interface Case {
  readonly of: "Person" | "Team";
  readonly direction: "request" | "response";
  readonly value: object;
  readonly fits: boolean;
}

const sent = { name: "Ann", password: "x" };
const shown = { name: "Ann", id: 1 };
const both = { name: "Ann", id: 1, password: "x" };
const request = (of: Case["of"], value: object, fits: boolean) =>
  ({ of, direction: "request", value, fits }) as const;
const response = (of: Case["of"], value: object, fits: boolean) =>
  ({ of, direction: "response", value, fits }) as const;

const cases: readonly Case[] = [
  request("Person", sent, true),
  request("Person", both, false),
  request("Person", { name: "Ann" }, false),
  request("Person", { ...sent, friends: [sent] }, true),
  request("Person", { ...sent, friends: [both] }, false),
  request("Person", { ...sent, byName: { ann: { ...sent, friends: [sent] } } }, true),
  request("Person", { ...sent, byName: { ann: both } }, false),
  request("Person", { ...sent, pet: { kind: "Cat" } }, true),
  request("Person", { ...sent, pet: { kind: "Cat", born: "2020" } }, false),
  request("Person", { ...sent, pet: { kind: "Dog", chip: "1" } }, true),
  request("Person", { ...sent, pet: { kind: "Fox" } }, false),
  request("Team", { name: "A", members: [sent] }, true),
  request("Team", { name: "A", stamp: "1" }, false),
  request("Team", { name: "A", members: [both] }, false),
  response("Person", shown, true),
  response("Person", both, false),
  response("Person", { name: "Ann" }, false),
  response("Person", { ...shown, friends: [shown] }, true),
  response("Person", { ...shown, friends: [both] }, false),
  response("Person", { ...shown, byName: { ann: { ...shown, friends: [shown] } } }, true),
  response("Person", { ...shown, byName: { ann: both } }, false),
  response("Person", { ...shown, pet: { kind: "Cat", born: "2020" } }, true),
  response("Person", { ...shown, pet: { kind: "Cat" } }, false),
  response("Person", { ...shown, pet: { kind: "Dog", chip: "1" } }, false),
  response("Team", { stamp: "1", members: [shown] }, true),
  response("Team", { members: [shown] }, false),
  response("Team", { stamp: "1", members: [both] }, false),
];

const PATHS = { Person: "/people", Team: "/teams" } as const;

/** A value is never written into the call itself: the rule for excess properties of literals is not what is tested. */
function program({ of, direction, value }: Case): string {
  const prelude = `const value = ${JSON.stringify(value)} as const satisfies object;\n`;
  return direction === "request"
    ? `${prelude}await client.PUT("${PATHS[of]}", { body: mutable(value) });\nexport const body: OperationRequest<B, "put${of}">["body"] = mutable(value);`
    : `${prelude}export const h = operation("put${of}", async () => ({ status: 200, body: mutable(value) }));`;
}

const PRELUDE = `
import createClient from "openapi-fetch";
import { type Binding, createOperationDefiner, type OperationRequest } from "${SOURCE}";
import type { operations, paths } from "./types.ts";
import type { operationSecurity, securitySchemes } from "./security.ts";
export interface B extends Binding {
  operations: operations; operationSecurity: operationSecurity; securitySchemes: securitySchemes;
  credentials: object; context: undefined; providedHeaders: never;
}
type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;
export type R = OperationRequest<B, "putTeam">;
export const mutable = <T>(value: T): Mutable<T> => value as Mutable<T>;
export const operation = createOperationDefiner<B>();
export const client = createClient<paths>();
`;

/** Compiles programs beside the types of a document; gives what the compiler says of each. */
async function compile(contract: Contract, programs: ReadonlyMap<string, string>) {
  const nodes = await openapiTS(documentForTypes(contract) as unknown as OpenAPI3);
  const sources = [...programs].map(([name, text]) => [`${name}.ts`, text] as const);
  const output = await compileFiles({
    ...Object.fromEntries(sources),
    "types.ts": astToString(nodes),
    "security.ts": securityTypes(contract),
  });
  const messages = output.split(/\n(?=\S)/).filter((text) => text !== "");
  return Map.groupBy(messages, (text) => /^(.*?)\.ts\(/.exec(text)?.[1]?.split("/").at(-1) ?? text);
}

test.each(["3.0.3", "3.1.1"])(
  "for OpenAPI %s, values that compile are valid at run time, and values that do not compile are not",
  { timeout: 60_000 },
  async (version) => {
    const contract = await loadContract(document(version));
    let next: object = {};
    const handler = () => Promise.resolve({ status: 200, body: next });
    const responseGuard = createResponseGuard({
      contract,
      mode: "enforce",
      onFinding: () => undefined,
    });
    const { router } = createOpenRouter(
      contract,
      { putPerson: handler, putTeam: handler },
      { responseGuard },
    );
    await using server = await startServer(express().disable("x-powered-by").disable("etag").use(router));
    const programs = cases.map((one, index) => [`case${index}`, `${PRELUDE}${program(one)}`] as const);
    const messages = await compile(contract, new Map(programs));
    for (const [index, one] of cases.entries()) {
      const { of, direction, value, fits } = one;
      const name = `${direction} of ${of}: ${JSON.stringify(value)}`;
      const found = messages.get(`case${index}`) ?? [];
      expect(found.length === 0, `${name}: ${found.join("\n") || "compiles"}`).toBe(fits);
      next = direction === "response" ? value : of === "Team" ? { stamp: "1" } : shown;
      const body = direction === "request" ? value : of === "Team" ? {} : sent;
      const headers = { "content-type": "application/json" };
      const sentRequest = { method: "PUT", headers, body: JSON.stringify(body) };
      const { status } = await fetch(server.origin + PATHS[of], sentRequest);
      expect(status, name).toBe(fits ? 200 : direction === "request" ? 400 : 500);
    }
    expect([...messages.keys()].filter((name) => !/^case\d+$/.test(name))).toEqual([]);
  },
);

test("the operations of the types are those of the table, with and without operationId, in OpenAPI 3.2 too", {
  timeout: 60_000,
}, async () => {
  const responses = { 204: { description: "Done" } };
  const contract = await loadContract({
    openapi: "3.2.0",
    info: { title: "Names", version: "1" },
    paths: {
      "/pets/{id}": {
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
        get: { responses },
        put: {
          operationId: "putPet",
          responses,
          callbacks: { done: { "{$request.body#/url}": { post: { operationId: "told", responses } } } },
        },
        query: { responses },
        additionalOperations: { COPY: { responses } },
      },
      "/shared": { $ref: "#/components/pathItems/Shared" },
      "/shared/again": { $ref: "#/components/pathItems/Shared" },
      "/odd": {
        get: { operationId: 'a/b~c "d".e', responses },
        put: { operationId: "__proto__", responses },
      },
    },
    webhooks: { changed: { post: { operationId: "changed", responses } } },
    components: { pathItems: { Shared: { get: { responses } } } },
  });
  const ids = [...contract.operations.keys()];
  expect(ids).toContain("QUERY /pets/{id}");
  const table = `import type { operations } from "./types.ts";\nexport const ids: { [Id in keyof operations]: true } = {${ids.map((id) => `${JSON.stringify(id)}: true`).join(", ")}};\nexport const id: operations["QUERY /pets/{id}"]["parameters"]["path"] = { id: 1 };`;
  expect(await compile(contract, new Map([["table", table]]))).toEqual(new Map());
});
