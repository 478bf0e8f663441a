import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { IntegerMode, Operation } from "@gatehouse/contract";
import {
  createRequestReader,
  isIgnoredParameter,
  parseAccept,
  preferredMediaType,
  type WeightedRange,
} from "@gatehouse/contract";
import { InvalidRequestError } from "../errors.ts";
import { headerSpellings } from "../types/headerSpellings.ts";
import type { UploadedFile } from "../types/UploadedFile.ts";
import type { ReceivedBody } from "./createBodyReader.ts";

/** A request as data: read, parsed, and not yet checked. */
export interface ReceivedRequest {
  readonly method: string;
  /** Decoded, by name. */
  readonly pathParameters: Readonly<Record<string, string>>;
  /** By name, still percent-encoded. */
  readonly rawPathParameters: Readonly<Record<string, string>>;
  /** The raw query without `?`; empty where there is none. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: ReceivedBody;
}

/** The parameters and body of a request that meets the document, defaults filled in. */
interface CheckedRequest {
  readonly parameters: {
    readonly path: Readonly<Record<string, unknown>>;
    readonly query: Readonly<Record<string, unknown>>;
    readonly header: Readonly<Record<string, unknown>>;
    readonly cookie: Readonly<Record<string, unknown>>;
  };
  readonly contentType: string | undefined;
  readonly body: unknown;
  readonly files: readonly UploadedFile[] | undefined;
}

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
    const { value, files, ...facts } = body;
    const reading = reader.read({ ...facts, rawPathParameters, rawQuery: query, headers, body: value });
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
    return { parameters, contentType: body.mediaKey, body: withoutPlaceholders(checked, files), files };
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
    // The items of a list may come as `name[]`.
    const name = Object.hasOwn(copy, fieldName) ? fieldName : fieldName.replace(/\[\]$/, "");
    const value = copy[name];
    if (value !== undefined) copy[name] = Array.isArray(value) ? value.map(() => "") : "";
  }
  return copy;
}

/** The part of a body that a client asks for (RFC 9110, 14.2). */
export interface RangeRequest {
  /** The value of `Range`: `bytes=0-99`. */
  readonly range: string;
  /** The value of `If-Range`: the range is wanted of this version only. */
  readonly ifRange: string | undefined;
}

/** The media types that a client wants (RFC 9110, 12.5.1). */
export interface Accept {
  /** In the order of the header; empty where there is none, which accepts everything. */
  readonly ranges: readonly WeightedRange[];
  /**
   * The media type that the client likes best; of equally liked ones the first.
   *
   * @returns `undefined` where it accepts none of them
   */
  preferred<Type extends string>(offered: readonly Type[]): Type | undefined;
}

/** The parts of a request that a handler gets and that the contract does not describe. */
export interface RequestExtras {
  /** The media types that the client wants, by its `Accept` header; read on first use. */
  readonly accept: Accept;
  /** The part of the body that the client asks for; `undefined` for the whole. */
  readonly rangeRequest: RangeRequest | undefined;
  /** Aborted when the client goes away before it has the whole response. */
  readonly signal: AbortSignal;
}

/** The checked parts of a request, as the validation hands them on. */
interface HandlerFacts {
  readonly operationId: string;
  readonly credentials: unknown;
  readonly parameters: unknown;
  readonly contentType: string | undefined;
  readonly body: unknown;
  readonly files: unknown;
}

/** The request as a handler receives it; `OperationRequest` is its typed face. */
export class HandlerRequest implements HandlerFacts, RequestExtras {
  readonly operationId: string;
  readonly credentials: unknown;
  readonly parameters: unknown;
  readonly contentType: string | undefined;
  readonly body: unknown;
  readonly files: unknown;
  readonly #req: IncomingMessage;
  readonly #res: ServerResponse;
  #signal: AbortSignal | undefined;

  constructor(facts: HandlerFacts, { req, res }: { req: IncomingMessage; res: ServerResponse }) {
    this.operationId = facts.operationId;
    this.credentials = facts.credentials;
    this.parameters = facts.parameters;
    this.contentType = facts.contentType;
    this.body = facts.body;
    this.files = facts.files;
    this.#req = req;
    this.#res = res;
  }

  get accept(): Accept {
    const { accept } = this.#req.headers;
    return {
      ranges: parseAccept(accept),
      preferred: (offered) => {
        const preferred = preferredMediaType(accept, offered);
        return offered.find((type) => type === preferred);
      },
    };
  }

  get rangeRequest(): RangeRequest | undefined {
    const { range, "if-range": ifRange } = this.#req.headers;
    // Any other method ignores it (RFC 9110, 14.2).
    return range === undefined || this.#req.method !== "GET"
      ? undefined
      : { range, ifRange: typeof ifRange === "string" ? ifRange : undefined };
  }

  get signal(): AbortSignal {
    this.#signal ??= signalOf(this.#res);
    return this.#signal;
  }
}

function signalOf(res: ServerResponse): AbortSignal {
  const controller = new AbortController();
  if (res.destroyed) controller.abort();
  res.once("close", () => {
    if (!res.writableFinished) controller.abort();
  });
  return controller.signal;
}
