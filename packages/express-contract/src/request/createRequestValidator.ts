import type { IntegerMode, Operation } from "@gatehouse/contract";
import { createRequestReader, isIgnoredParameter } from "@gatehouse/contract";
import { InvalidRequestError } from "../errors.ts";
import { headerSpellings } from "../types/headerNames.ts";
import type { UploadedFile } from "../types/UploadedFile.ts";
import type { CheckedRequest } from "./CheckedRequest.ts";
import type { ReceivedRequest } from "./ReceivedRequest.ts";

/**
 * Validates a request to one operation.
 *
 * @throws InvalidRequestError when parameters or body do not conform to the document
 */
export type RequestValidator = (request: ReceivedRequest) => CheckedRequest;

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
  operation: Operation,
  { integers, observeRequest }: RequestValidatorOptions,
): RequestValidator {
  const reader = createRequestReader(operation, { integers });
  const spellings = headerPrototype(operation);
  const takesNothing = operation.parameters.length === 0 && operation.requestBody === undefined;
  return (request) => {
    const { rawPathParameters, query, headers, body } = request;
    if (takesNothing && query === "") return NOTHING;
    const { mediaKey, value, inexact, isOpaque, formProblems, files } = body;
    const facts = { rawPathParameters, rawQuery: query, headers, mediaKey, inexact, isOpaque, formProblems };
    const reading = reader.read({ ...facts, body: value });
    // Of a form with files there is no more to observe than its texts.
    const observe = files === undefined ? observeRequest : undefined;
    if (!reading.accepted) {
      const error = new InvalidRequestError(reading.violations);
      observe?.({ operation, request, result: { accepted: false, error } });
      throw error;
    }
    observe?.({ operation, request, result: { accepted: true } });
    const { body: checked, ...values } = reading.values;
    const header = spellings ? Object.assign(Object.create(spellings), values.header) : values.header;
    const parameters = { ...values, header };
    return { parameters, contentType: mediaKey, body: withoutPlaceholders(checked, files), files };
  };
}

/** Gives headers that are documented in one case in the others too; `undefined` where an operation takes none. */
function headerPrototype({ parameters }: Operation): object | undefined {
  const headers = parameters.filter((one) => one.in === "header" && !isIgnoredParameter(one));
  if (headers.length === 0) return undefined;
  const prototype = {};
  for (const { name } of headers) {
    for (const spelling of headerSpellings(name)) {
      if (spelling === name) continue;
      Object.defineProperty(prototype, spelling, {
        get(this: Readonly<Record<string, unknown>>) {
          return this[name];
        },
      });
    }
  }
  return prototype;
}

/** In the validated value a text as long as a file stands for it; the handler gets an empty one. */
function withoutPlaceholders(body: unknown, files: readonly UploadedFile[] | undefined): unknown {
  if (files === undefined || files.length === 0) return body;
  const copy: Record<string, unknown> = { ...(body as object) };
  for (const { fieldName } of files) {
    const value = copy[fieldName];
    if (value !== undefined) copy[fieldName] = Array.isArray(value) ? value.map(() => "") : "";
  }
  return copy;
}
