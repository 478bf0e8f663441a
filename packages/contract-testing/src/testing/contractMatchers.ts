import {
  type Difference,
  diffResponse,
  type Operation,
  type ResponseFacts,
  renderDifferences,
} from "@gatehouse/contract";
import { readTestResponse, type TestResponse } from "./checkExchange.ts";

/** The result that a matcher returns to the test runner. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** The matchers of this package, for `expect.extend`. */
export const contractMatchers = { toMatchContract };

/** Passes when a response conforms to an operation of the document. */
function toMatchContract(
  received: TestResponse,
  operation: Operation | undefined,
): MatcherResult | Promise<MatcherResult> {
  if (operation === undefined) {
    return { pass: false, message: () => "toMatchContract needs an operation: contract.operations.get(id)" };
  }
  const response = readTestResponse(received);
  return response instanceof Promise
    ? response.then((facts) => resultOf(operation, facts))
    : resultOf(operation, response);
}

function resultOf(operation: Operation, response: ResponseFacts): MatcherResult {
  const differences: readonly Difference[] = diffResponse(operation, response);
  const kept = `${operation.id} answered ${response.status} as its contract says, which this test did not want`;
  return {
    pass: differences.length === 0,
    message: () => (differences.length === 0 ? kept : renderDifferences(differences)),
  };
}
