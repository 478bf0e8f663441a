import type { Contract, IntegerMode, Operation } from "@gatehouse/contract";
import { createRequestReader } from "@gatehouse/contract";
import { InvalidRequestError } from "../errors.ts";
import { createEovJudge } from "../judge/createEovJudge.ts";
import type { CheckedRequest } from "./CheckedRequest.ts";
import type { ReceivedRequest } from "./ReceivedRequest.ts";

/**
 * Validates a request to one operation.
 *
 * @throws InvalidRequestError when parameters or body do not conform to the document
 */
export type RequestValidator = (request: ReceivedRequest) => CheckedRequest | Promise<CheckedRequest>;

/** A request with what its validation came to. */
export interface ObservedRequest {
  readonly operation: Operation;
  readonly request: ReceivedRequest;
  readonly result:
    | { readonly accepted: true }
    | { readonly accepted: false; readonly error: InvalidRequestError };
}

/** Options of the validation of requests. */
export interface RequestValidatorOptions {
  /** How integers of the format `int64` are handed on. */
  readonly integers: IntegerMode;
  /** Is called with every request that was validated, before its response. */
  readonly observeRequest?: ((observed: ObservedRequest) => void) | undefined;
}

const NOTHING: CheckedRequest = Object.freeze({
  parameters: Object.freeze({
    path: Object.freeze({}),
    query: Object.freeze({}),
    header: Object.freeze({}),
    cookie: Object.freeze({}),
  }),
  contentType: undefined,
  body: undefined,
  files: undefined,
});

/** Makes the validation of the requests to one operation, by our own reading of the document. */
export function createRequestValidator(
  contract: Contract,
  operation: Operation,
  { integers, observeRequest }: RequestValidatorOptions,
): RequestValidator {
  const reader = createRequestReader(operation, { integers });
  const readMultipart = createEovJudge(contract, operation);
  const takesNothing = operation.parameters.length === 0 && operation.requestBody === undefined;
  return (request) => {
    const { rawPathParameters, query, headers, body } = request;
    if (takesNothing && query === "") return NOTHING;
    if (body.multipart !== undefined) return readMultipart(request);
    const { mediaKey, value, inexact } = body;
    const reading = reader.read({
      rawPathParameters,
      rawQuery: query,
      headers,
      mediaKey,
      body: value,
      inexact,
    });
    if (!reading.accepted) {
      const error = new InvalidRequestError(reading.violations);
      observeRequest?.({ operation, request, result: { accepted: false, error } });
      throw error;
    }
    observeRequest?.({ operation, request, result: { accepted: true } });
    const { body: checked, ...parameters } = reading.values;
    return { parameters, contentType: mediaKey, body: checked, files: undefined };
  };
}
