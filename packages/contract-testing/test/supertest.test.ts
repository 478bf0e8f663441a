import { createServer, type RequestListener } from "node:http";
import { join } from "node:path";
import { loadContract } from "@gatehouse/contract";
import request from "supertest";
import { expect, test } from "vitest";
import { documentOf, okWith } from "../../../scripts/fixtures/documents.ts";
import { writeFiles } from "../../../scripts/fixtures/writeFiles.ts";
import { createContractFetch, openExchangeFile } from "../src/index.ts";
import { ContractViolationError, watchAgent } from "../src/supertest.ts";

const json = { "content-type": "application/json" };

async function watched(listener: RequestListener) {
  const contract = await loadContract(
    documentOf(
      { ...okWith({ type: "array", items: { type: "string" } }), "404": { description: "d" } },
      {
        operation: {
          requestBody: { content: { "application/json": { examples: { one: { value: { n: 1 } } } } } },
        },
      },
    ),
  );
  const files = await writeFiles({});
  const recorder = openExchangeFile(join(files.folder, "exchanges.jsonl"));
  const agent = watchAgent(request.agent(createServer(listener)), { contract, recorder });
  return { agent, recorder, contract, [Symbol.asyncDispose]: () => files[Symbol.asyncDispose]() };
}

test("a documented response passes, and the exchange is recorded", async () => {
  await using pets = await watched((_, response) => response.writeHead(200, json).end('["a"]'));
  await pets.agent.get("/pets?x=1").send({ n: 1 }).expect(200, ["a"]);
  expect(pets.recorder.read()).toMatchObject([
    { operationId: "listPets", status: 200, requestMediaType: "application/json", examples: ["request one"] },
  ]);
});

test.for([
  ["a wrong body", 200, json, "[1]", "wrong type at /body/0"],
  // superagent parses JSON before the agent sees the response, and throws an error of its own.
  ["a body that cannot be read", 200, json, "[", "Unexpected end of JSON input"],
  ["an undocumented status", 201, {}, "", "undocumented status at /status"],
  ["an undocumented header", 200, { ...json, "x-a": "1" }, "[]", "undocumented header at /headers/x-a"],
  ["an unexpected body", 404, { "content-type": "text/plain" }, "gone", "unexpected body at /body"],
] as const)("%s fails the test by itself", async ([, status, headers, body, text]) => {
  await using pets = await watched((_, response) => response.writeHead(status, headers).end(body));
  const response = pets.agent.get("/pets").expect(status);
  await expect(response).rejects.toThrow(text);
});

test("the failure has the differences", async () => {
  await using pets = await watched((_, response) => response.writeHead(200, json).end("[1]"));
  const error: unknown = await pets.agent.get("/pets").then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ContractViolationError);
  expect(error).toMatchObject({ code: "CONTRACT_VIOLATED", differences: [{ kind: "wrong-type" }] });
});

test("a response to HEAD is validated by the operation of its GET", async () => {
  await using pets = await watched((_, response) => response.writeHead(200, json).end());
  await pets.agent.head("/pets").expect(200);
  expect(pets.recorder.read()).toHaveLength(1);
});

test("paths and methods that the document does not have pass", async () => {
  await using pets = await watched((_, response) => response.writeHead(418).end());
  await pets.agent.get("/teapots").expect(418);
  await pets.agent.put("/pets").expect(418);
  expect(pets.recorder.read()).toEqual([]);
});

test("a validating fetch returns documented responses and rejects others", async () => {
  await using pets = await watched(() => undefined);
  const responses = [Response.json(["a"]), Response.json([1])];
  const fetch = createContractFetch({
    contract: pets.contract,
    fetch: async () => responses.shift() ?? Response.error(),
  });
  expect(await (await fetch("http://a.example/pets")).json()).toEqual(["a"]);
  await expect(fetch("http://a.example/pets")).rejects.toThrow(ContractViolationError);
});
