import { loadContract } from "@gatehouse/contract";
import { compareExample, type ExampleExchange, exampleExchanges } from "@gatehouse/contract-testing";
import { expect, test } from "vitest";
import { BROWSER, createTestApi } from "./support/createTestApi.ts";

const contract = await loadContract(new URL("../../../spec/openapi.yaml", import.meta.url));
const [BASE_PATH = ""] = contract.basePaths;
/** They show the accounts, the trail and the machine of a server, which no request of the test makes. */
const SHOW_STATE = ["listAccounts", "listAuditEntries", "getStatus"];
const exchanges = exampleExchanges(contract).exchanges.filter(
  ({ operation }) => !SHOW_STATE.includes(operation.id),
);

/** Sends the request of an example as it stands in the document, with a token where one is needed. */
async function send({ operation, request }: ExampleExchange) {
  const api = await createTestApi();
  const call = api.call(request.method, request.target.slice(BASE_PATH.length));
  for (const [name, value] of request.headers) call.set(name, value);
  const schemes = operation.security.flat().map(({ scheme }) => scheme);
  if (schemes.includes("XHM_TOKEN")) call.set("x-hm-authorization", await api.signIn());
  else if (schemes.includes("BROWSER_COOKIE")) call.set(await api.browse());
  else if (schemes.includes("BROWSER_HEADER")) call.set(BROWSER);
  return await (request.body === undefined ? call : call.send(Buffer.from(request.body).toString()));
}

test.each(exchanges.map((exchange) => ({ ...exchange, id: exchange.operation.id })))(
  "the example $name of $id gets its example $response.status",
  async (exchange) => {
    const { status, type, body } = await send(exchange);
    expect([String(status), type]).toEqual([exchange.response.status, exchange.response.mediaType]);
    expect(compareExample(exchange.response.body, body, exchange)).toEqual([]);
  },
);

test("every operation has a pair of examples, except for those that take a generated id", () => {
  const paired = new Set(exchanges.map(({ operation }) => operation.id));
  const unpaired = [...contract.operations.keys()].filter((id) => !paired.has(id));
  const takeIds = ["removeAccount", "setAccountState", "setAccountRoles", "resetPassword", "unlockAccount"];
  expect(unpaired.sort()).toEqual(["findSession", "endSessionById", ...takeIds, ...SHOW_STATE].sort());
});
