import type { IncomingMessage, ServerResponse } from "node:http";
import { parseAccept, preferredMediaType, type WeightedRange } from "@gatehouse/contract";

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

/** What a handler gets of a request beside what the contract says of it. */
export interface RequestExtras {
  /** The media types that the client wants, by its `Accept` header; read on first use. */
  readonly accept: Accept;
  /** The part of the body that the client asks for; `undefined` for the whole. */
  readonly rangeRequest: RangeRequest | undefined;
  /** Aborted when the client goes away before it has the whole response. */
  readonly signal: AbortSignal;
}

/** The checked parts of a request, as the validation hands them on. */
export interface HandlerFacts {
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
    return range === undefined
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
