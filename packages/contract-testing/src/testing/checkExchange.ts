import { diffResponse, type ResponseFacts } from "@gatehouse/contract";
import type { ExchangedRequest } from "../coverage/ExchangedRequest.ts";
import { ContractViolationError } from "./ContractViolationError.ts";
import type { WatchOptions } from "./WatchOptions.ts";

/**
 * Holds an answer against the document and notes the exchange. What the document says nothing about, a path or a
 * method that it does not have, passes.
 *
 * @throws {ContractViolationError} when the answer is not as the contract says.
 */
export function checkExchange(
  options: WatchOptions,
  request: ExchangedRequest,
  response: ResponseFacts,
): void {
  const { contract, recorder, ignoredHeaders } = options;
  const [path = ""] = request.target.split("?", 1);
  const match = contract.match(request.method, path);
  if (match.kind !== "operation") return;
  recorder?.record(match.operation, request, response);
  const answer = { ...response, requestMethod: request.method };
  const differences = diffResponse(
    match.operation,
    answer,
    ignoredHeaders === undefined ? {} : { ignoredHeaders },
  );
  if (differences.length > 0) throw new ContractViolationError(differences);
}
