import { loadContract } from "@gatehouse/contract";
import { middleware } from "express-openapi-validator";
import { expect, test, vi } from "vitest";
import { createEovValidator } from "./createEovValidator.ts";

/** A validator whose handlers are these at first, and how often handlers have been made. */
async function createFixture(handlers: readonly unknown[]) {
  const limit = { name: "limit", in: "query", schema: { type: "integer" } };
  const contract = await loadContract({
    openapi: "3.1.1",
    info: { title: "t", version: "1" },
    paths: { "/a": { get: { operationId: "find", parameters: [limit], responses: {} } } },
  });
  const operation = contract.operations.get("find");
  if (operation === undefined) throw new Error("The document has no operation.");
  const make = vi.fn(middleware as (options: Parameters<typeof middleware>[0]) => readonly unknown[]);
  const validate = createEovValidator(contract, operation, make.mockReturnValueOnce(handlers));
  const ask = (query: string) =>
    validate({
      method: "GET",
      query,
      rawPathParameters: {},
      pathParameters: {},
      headers: {},
      body: { mediaKey: undefined, value: undefined },
    });
  return { ask, make };
}

const failing = async () => {
  throw new Error("no room");
};

test("a validator that failed to load is loaded again on the next call, and then kept", async () => {
  const { ask, make } = await createFixture([failing]);
  await expect(ask("limit=5")).rejects.toThrow("no room");
  expect(await ask("limit=5")).toEqual({ accepted: true });
  expect(await ask("limit=x")).toMatchObject({ accepted: false });
  expect(make).toHaveBeenCalledTimes(2);
});

test("an error of a loaded validator does not cause another load", async () => {
  const handler = vi.fn().mockImplementation(failing);
  handler.mockImplementationOnce((_req, _res, next: () => void) => next());
  const { ask, make } = await createFixture([handler]);
  expect(await ask("limit=5")).toEqual({ accepted: true });
  await expect(ask("limit=5")).rejects.toThrow("no room");
  await expect(ask("limit=5")).rejects.toThrow("no room");
  expect(make).toHaveBeenCalledTimes(1);
});
