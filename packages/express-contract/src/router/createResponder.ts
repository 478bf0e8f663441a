import type { IncomingMessage, ServerResponse } from "node:http";
import type { DeprecationHeaders } from "@gatehouse/contract";
import type { RequestFailure } from "../errors.ts";
import { RequestAbortedError } from "../errors.ts";
import type { HeaderValue, ResponseData } from "../response/ResponseData.ts";
import { writeResponse } from "../response/writeResponse.ts";
import { toFailure } from "./toFailure.ts";

/** The hooks of an application that a responder calls, without their types. */
export interface ResponderHooks {
  errorResponse(failure: {
    error: RequestFailure;
    operationId: string | undefined;
    context: unknown;
  }): ResponseData;
  provideHeaders?(context: unknown): Readonly<Record<string, HeaderValue>>;
  onError(error: unknown): void;
}

/** Where an answer goes. */
export interface Addressee {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly context: unknown;
  readonly operationId: string | undefined;
  /** What every answer of a deprecated operation carries. */
  readonly notices?: DeprecationHeaders | undefined;
}

/** Sends answers and failures. */
export interface Responder {
  /** Sends an answer; `contentTypes` gives the media type by status where the answer does not say one. */
  answer(addressee: Addressee, answer: ResponseData, contentTypes?: ReadonlyMap<number, string>): void;
  fail(addressee: Addressee, error: unknown): void;
}

/** A body that was announced and not read would be taken for the next request, so the connection ends. */
const UNREAD_BODY_CODES: ReadonlySet<string> = new Set(["BODY_TOO_LARGE"]);

function respondWithNothing(res: ServerResponse): void {
  if (res.headersSent) res.destroy();
  else res.writeHead(500, ["content-length", "0"]).end();
}

/** Makes the one place that answers requests. */
export function createResponder(hooks: ResponderHooks): Responder {
  const answer: Responder["answer"] = ({ res, context, notices }, toSend, contentTypes) => {
    if (res.destroyed) return;
    const usual =
      contentTypes === undefined || contentTypes.size === 0 ? undefined : contentTypes.get(toSend.status);
    const provided = hooks.provideHeaders?.(context);
    writeResponse(res, toSend, { provided, notices, usualContentType: usual });
  };
  const fail = (addressee: Addressee, error: unknown) => {
    const { res, context, operationId } = addressee;
    if (error instanceof RequestAbortedError || res.destroyed) return;
    try {
      const failure = toFailure(error);
      const toSend = hooks.errorResponse({ error: failure, operationId, context });
      if (res.headersSent) throw failure;
      if (UNREAD_BODY_CODES.has(failure.code)) res.shouldKeepAlive = false;
      answer(addressee, toSend);
    } catch (fault) {
      hooks.onError(fault);
      respondWithNothing(res);
    }
  };
  return { answer, fail };
}
