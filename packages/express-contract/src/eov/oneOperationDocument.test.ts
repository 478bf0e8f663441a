import { type Contract, type JsonObject, loadContract, type Operation } from "@gatehouse/contract";
import { expect, test } from "vitest";
import { PET_STORE } from "../../test/fixtures/createPetStore.ts";
import { oneOperationDocument } from "./oneOperationDocument.ts";

function operationOf(contract: Contract, id: string): Operation {
  const operation = contract.operations.get(id);
  if (operation === undefined) throw new Error(`no operation ${id}`);
  return operation;
}

/** The pet store with further operations beside its own. */
async function loadEnlarged(count: number): Promise<Contract> {
  const { document } = await loadContract(PET_STORE);
  const paths: Record<string, unknown> = { ...(document.paths as JsonObject) };
  for (let index = 0; index < count; index += 1) {
    paths[`/more${index}`] = {
      get: { operationId: `more${index}`, responses: { 204: { description: "Done." } } },
    };
  }
  return loadContract({ ...document, paths });
}

async function loadParameters(parameters: readonly object[], path: string): Promise<Contract> {
  const get = { operationId: "one", parameters, responses: { 204: { description: "Done." } } };
  return loadContract({ openapi: "3.1.0", info: { title: "t", version: "1" }, paths: { [path]: { get } } });
}

test("the document of the validator does not depend on the number of operations", async () => {
  const [small, large] = await Promise.all([loadContract(PET_STORE), loadEnlarged(1_000)]);
  const [one, other] = [small, large].map((contract) =>
    oneOperationDocument(contract, operationOf(contract, "addPet")),
  );
  expect(other).toEqual(one);
  expect(Object.keys((other?.document.paths ?? {}) as object)).toHaveLength(1);
});

test("it contains only components that the request reaches", async () => {
  const contract = await loadContract(PET_STORE);
  const { document } = oneOperationDocument(contract, operationOf(contract, "addPet"));
  expect(Object.keys((document.components as { schemas: object }).schemas)).toEqual(["NewPet"]);
});

test("each path parameter is a segment of its own, for any name and any template", async () => {
  const parameters = ["pet-id", "ext"].map((name) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const contract = await loadParameters(parameters, "/pets/{pet-id}.{ext}");
  const { path } = oneOperationDocument(contract, operationOf(contract, "one"));
  expect(path).toBe('/operation/{"pet-id"}/{ext}');
});

test("the target of a reference outside of the components becomes a component", async () => {
  const schema = { $ref: "#/paths/~1a/get/parameters/1/schema" };
  const parameters = [
    { name: "first", in: "query", schema },
    { name: "second", in: "query", schema: { type: "integer" } },
  ];
  const contract = await loadParameters(parameters, "/a");
  const { document } = oneOperationDocument(contract, operationOf(contract, "one"));
  expect(document.components).toMatchObject({ schemas: { Inlined1: { type: "integer" } } });
});

test("an API key in the query is not an unknown parameter, also in an alternative of several schemes", async () => {
  const keys = { type: "apiKey", in: "query" };
  const contract = await loadContract({
    openapi: "3.1.0",
    info: { title: "t", version: "1" },
    paths: {
      "/a": {
        get: {
          operationId: "one",
          security: [{ a: [], b: [] }],
          responses: { 204: { description: "Done." } },
        },
      },
    },
    components: { securitySchemes: { a: { ...keys, name: "keyA" }, b: { ...keys, name: "keyB" } } },
  });
  const { path, document } = oneOperationDocument(contract, operationOf(contract, "one"));
  const { get } = (document.paths as Record<string, { get: JsonObject }>)[path] ?? {};
  expect(get?.security).toEqual([{ a: [] }, { b: [] }]);
});
