import {
  type Contract,
  childPointer,
  type Example,
  elementsOf,
  isJsonObject,
  type JsonValue,
  type Located,
  type Operation,
  type Parameter,
  type ResponseContract,
} from "@gatehouse/contract";
import type { CheckRequest } from "../check/CheckReport.ts";
import { basePathOf } from "../check/readBaseUrl.ts";
import { buildRequest } from "../check/requests/buildRequest.ts";
import { partsOf } from "../check/requests/partsOf.ts";
import { exampleWildcards } from "./compareExample.ts";

/** The values of a request's parts that go by one name, by the key of the part. */
interface NamedRequest {
  readonly values: ReadonlyMap<string, JsonValue>;
}

/** The response example that a request is sought for. */
interface WantedRequest {
  readonly name: string;
  readonly isSuccess: boolean;
}

/** The request that goes by the name of a response example; `undefined` where the document shows none. */
function exampleValues(operation: Operation, wanted: WantedRequest): NamedRequest | undefined {
  const values = new Map<string, JsonValue>();
  const body = bodyExample(operation, wanted.name);
  if (operation.requestBody !== undefined && body === undefined) return undefined;
  if (body !== undefined) values.set(body.key, body.value);
  let isNamed = body !== undefined;
  let hasNames = false;
  for (const parameter of operation.parameters) {
    const named = parameter.examples.get(wanted.name);
    isNamed ||= named !== undefined;
    hasNames ||= [...parameter.examples.keys()].some((name) => name !== "example");
    const value = named?.value ?? usualValue(operation, parameter);
    if (value === undefined && parameter.required) return undefined;
    if (value !== undefined) values.set(`${parameter.in} ${parameter.name}`, value);
  }
  const isOnlyRequest = wanted.isSuccess && !hasNames;
  return isNamed || isOnlyRequest ? { values } : undefined;
}

function bodyExample(operation: Operation, name: string) {
  for (const { mediaRange, examples } of operation.requestBody?.content.values() ?? []) {
    const example = examples.get(name);
    if (example !== undefined) return { key: `body ${mediaRange}`, value: example.value };
  }
  return undefined;
}

/** A parameter without an example of the name has its single example, or for required ones the first there is. */
function usualValue({ contract }: Operation, parameter: Parameter): JsonValue | undefined {
  const single = parameter.examples.get("example");
  if (single !== undefined || !parameter.required) return single?.value;
  const [first] = parameter.examples.values();
  if (first !== undefined) return first.value;
  const { value } = contract.resolve(childPointer(parameter.pointer, "schema"));
  if (!isJsonObject(value)) return undefined;
  return (
    value.example ??
    elementsOf(value.examples)[0] ??
    value.default ??
    value.const ??
    elementsOf(value.enum)[0]
  );
}

/** A request and its response, both from the document, under one name. */
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
  /** Locations where responses may differ from the example, for `compareExample`. */
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
