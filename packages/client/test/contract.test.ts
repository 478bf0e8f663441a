import { fileURLToPath } from "node:url";
import { createGatehouseClient } from "@gatehouse/client";
import { loadContract, type ResponseContract } from "@gatehouse/contract";
import { expect, test } from "vitest";
import { API_PREFIX } from "../src/createGatehouseClient.ts";
import { credentials } from "./fixtures/credentials.ts";
import { startApi } from "./fixtures/startApi.ts";

const contract = await loadContract(fileURLToPath(new URL("../../../spec/openapi.yaml", import.meta.url)));

/** Every named example of every documented rejection. */
function refusalsOf(responses: ReadonlyMap<string, ResponseContract>) {
  return [...responses].flatMap(([status, { content }]) => {
    const examples = content.get("application/json")?.examples.values() ?? [];
    return status === "200" ? [] : [...examples].map(({ name, value }) => ({ status, name, value }));
  });
}

const calls = {
  createSession: "signIn",
  getSession: "session",
  deleteSession: "signOut",
} as const;

const documented = Object.entries(calls).flatMap(([id, call]) => {
  const responses = contract.operations.get(id)?.responses ?? new Map();
  return refusalsOf(responses).map((refusal) => ({ ...refusal, id, call }));
});

test("the path prefix is that of the document", () => {
  expect(contract.basePaths).toEqual([API_PREFIX]);
});

test("each call has documented error responses", () => {
  expect(new Set(documented.map(({ call }) => call))).toEqual(new Set(Object.values(calls)));
});

test.for(documented)("$call reads the example $name of $id, status $status", async (given) => {
  const status = Number(given.status);
  const isSignedIn = given.call !== "signIn";
  await using api = await startApi({
    respond: ({ method }) => (isSignedIn && method === "POST" ? undefined : { status, body: given.value }),
  });
  const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl });
  if (isSignedIn) await gatehouse.signIn(credentials);
  const result = await (given.call === "signIn" ? gatehouse.signIn(credentials) : gatehouse[given.call]());
  if (given.call === "signOut" && status === 401) expect(result).toEqual({ ok: true, data: undefined });
  else expect(result).toMatchObject({ ok: false, error: { status, message: expect.stringMatching(/./) } });
});
