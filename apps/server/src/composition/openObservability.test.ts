import { loadContract } from "@gatehouse/contract";
import type { ObservedRequest } from "@gatehouse/express-contract";
import { expect, test, vi } from "vitest";
import { createRequestObserver } from "./openObservability.ts";

const DOCUMENT = new URL("../../../../spec/openapi.yaml", import.meta.url);

test("a disagreement is counted and logged without data of the client", async () => {
  const contract = await loadContract(DOCUMENT);
  const operation = contract.operations.get("listSessions");
  if (operation === undefined) throw new Error("the document has no listSessions");
  const requestDisagreement = vi.fn();
  const [debug, warn] = [vi.fn(), vi.fn()];
  const observe = createRequestObserver(contract, {
    metrics: { requestDisagreement },
    logger: { debug, warn },
  });
  const request = {
    method: "GET",
    pathParameters: {},
    rawPathParameters: {},
    query: "scope=all&username=secret@example.org",
    headers: { "x-hm-authorization": "secret" },
    body: { mediaKey: undefined, value: undefined, multipart: undefined },
  };
  const accepted: ObservedRequest = { operation, request, result: { accepted: true } };
  // One in a hundred is shown.
  for (let count = 0; count < 2_000 && requestDisagreement.mock.calls.length === 0; count += 1) {
    observe(accepted);
    await new Promise((resolve) => setTimeout(resolve));
  }
  expect(requestDisagreement).toHaveBeenCalledWith("known");
  expect(debug).toHaveBeenCalledWith(
    "The second opinion on a request differs.",
    expect.objectContaining({ knownFault: "reserved-characters", operationId: "listSessions" }),
  );
  expect(JSON.stringify([debug.mock.calls, warn.mock.calls])).not.toContain("secret");
  expect(warn).not.toHaveBeenCalled();
});
