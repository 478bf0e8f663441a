import type { Contract, Example, JsonValue, Located, Operation, ResponseContract } from "@gatehouse/contract";
import { basePathOf } from "../check/basePathOf.ts";
import type { CheckRequest } from "../check/CheckRequest.ts";
import { buildRequest } from "../check/requests/buildRequest.ts";
import { partsOf } from "../check/requests/partsOf.ts";
import { exampleValues, type NamedRequest } from "./exampleValues.ts";
import { exampleWildcards } from "./exampleWildcards.ts";

/** A request and the answer to it, both from the document, under one name. */
export interface ExampleExchange extends Located {
  readonly name: string;
  readonly operation: Operation;
  /** Ready to be sent but for credentials. */
  readonly request: CheckRequest;
  readonly response: {
    /** "200", "4XX" or "default". */
    readonly status: string;
    readonly mediaType: string;
    readonly body: JsonValue;
  };
  /** Where answers may differ from the example, for `compareExample`. */
  readonly wildcards: readonly string[];
}

/** An example of a response that no request of the document leads to. */
export interface UnpairedExample extends Located {
  readonly name: string;
  readonly operation: Operation;
  readonly status: string;
}

/** The examples of a document as tests. */
export interface ExamplePairs {
  readonly exchanges: readonly ExampleExchange[];
  readonly unpaired: readonly UnpairedExample[];
}

/**
 * Pairs the named examples of requests with those of responses by their names.
 *
 * The only request of an operation that takes neither a body nor named parameter examples needs no name: it leads to
 * the examples of the successful responses.
 */
export function exampleExchanges(contract: Contract): ExamplePairs {
  const pairs = [...contract.operations.values()].flatMap((operation) =>
    responseExamples(operation).map((shown) => pairUp(operation, shown)),
  );
  return {
    exchanges: pairs.filter(isExchange),
    unpaired: pairs.filter((pair): pair is UnpairedExample => !isExchange(pair)),
  };
}

function isExchange(pair: ExampleExchange | UnpairedExample): pair is ExampleExchange {
  return "request" in pair;
}

interface ShownResponse {
  readonly response: ResponseContract;
  readonly mediaType: string;
  readonly example: Example;
}

function responseExamples({ responses }: Operation): readonly ShownResponse[] {
  return [...responses.values()].flatMap((response) =>
    [...response.content.values()].flatMap(({ mediaRange, examples }) =>
      [...examples.values()].map((example) => ({ response, mediaType: mediaRange, example })),
    ),
  );
}

function pairUp(operation: Operation, shown: ShownResponse): ExampleExchange | UnpairedExample {
  const { response, mediaType, example } = shown;
  const { name, pointer, location } = example;
  const named = exampleValues(operation, { name, isSuccess: response.status.startsWith("2") });
  if (named === undefined) return { name, operation, status: response.status, pointer, location };
  return {
    name,
    operation,
    pointer,
    location,
    request: requestOf(operation, named),
    response: { status: response.status, mediaType, body: example.value },
    wildcards: exampleWildcards(operation),
  };
}

function requestOf(operation: Operation, { values }: NamedRequest): CheckRequest {
  const frame = { operation, parts: partsOf(operation), basePath: basePathOf(operation), headers: [] };
  const draft = { method: operation.method.toUpperCase(), values, credentials: [], isAuthorized: false };
  return buildRequest(frame, draft, () => "");
}
