import type { IncomingMessage, ServerResponse } from "node:http";
import type { DeprecationHeaders } from "@gatehouse/contract";
import { RequestAbortedError, type RequestFailure } from "../errors.ts";
import { type HeaderValues, type ResponseData, writeResponse } from "../response/writeResponse.ts";
import { toFailure } from "./toFailure.ts";

/** The hooks of an application that a responder calls, without their types. */
export interface ResponderHooks {
  errorResponse(failure: {
    error: RequestFailure;
    operationId: string | undefined;
    context: unknown;
  }): ResponseData;
  provideHeaders?(context: unknown): HeaderValues;
  onError(error: unknown): void;
  /** So much of a body that is not read is dropped, and the connection kept; a longer one ends the connection. */
  readonly bodyLimitBytes: number;
  /** Sends the head of a stream first, so that the response guard can compare it without the body. */
  readonly flushHead: boolean;
}

/** A request that waits for its response. */
export interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly context: unknown;
  readonly operationId: string | undefined;
  /** What every response of a deprecated operation carries. */
  readonly notices?: DeprecationHeaders | undefined;
}

/** Sends responses. */
export interface Responder {
  /** Sends a response; `contentTypes` gives the media type by status where the response does not give one. */
  respond(
    exchange: Exchange,
    response: ResponseData,
    contentTypes?: ReadonlyMap<number, string>,
  ): undefined | Promise<void>;
  /** Sends the response to anything thrown. */
  fail(exchange: Exchange, error: unknown): void;
}

/** Makes the one place that sends responses. */
export function createResponder(hooks: ResponderHooks): Responder {
  const send = (exchange: Exchange, response: ResponseData, extras: SendExtras) => {
    const { req, res, context, notices } = exchange;
    return writeResponse(res, response, {
      provided: hooks.provideHeaders?.(context),
      implied: extras.implied === undefined ? notices && { ...notices } : { ...notices, ...extras.implied },
      usualContentType: extras.usualContentType,
      flushHead: hooks.flushHead,
      isHead: req.method === "HEAD",
    });
  };
  const respond: Responder["respond"] = (exchange, response, contentTypes) => {
    if (exchange.res.destroyed) return void closeUnread(response.body);
    const isUsual = contentTypes === undefined || contentTypes.size === 0;
    return send(exchange, response, {
      usualContentType: isUsual ? undefined : contentTypes.get(response.status),
    });
  };
  const fail: Responder["fail"] = (exchange, error) => {
    const { res, context, operationId } = exchange;
    const failure = toFailure(error);
    if (failure instanceof RequestAbortedError || (res.destroyed && !res.headersSent)) return;
    try {
      if (res.headersSent) throw error;
      const response = hooks.errorResponse({ error: failure, operationId, context });
      releaseConnection(exchange, failure, hooks.bodyLimitBytes);
      const sent = send(exchange, response, { implied: impliedHeaders(failure) });
      sent?.catch((streamError: unknown) => failBare(res, streamError, hooks));
    } catch (thrown) {
      failBare(res, thrown, hooks);
    }
  };
  return { respond, fail };
}

interface SendExtras {
  readonly implied?: Readonly<Record<string, string>> | undefined;
  readonly usualContentType?: string | undefined;
}

function failBare(res: ServerResponse, error: unknown, { onError }: ResponderHooks): void {
  onError(error);
  if (res.headersSent) res.destroy();
  else res.writeHead(500, ["content-length", "0"]).end();
}

/** A stream that will not be sent still holds a file or a connection. */
function closeUnread(body: unknown): void {
  if (typeof body !== "object" || body === null) return;
  if ("destroy" in body && typeof body.destroy === "function") body.destroy();
  else if ("cancel" in body && typeof body.cancel === "function") void body.cancel();
}

/** What HTTP demands of these statuses (RFC 9110, 15.5.2, 15.5.6 and 15.5.16). */
function impliedHeaders(failure: RequestFailure): Readonly<Record<string, string>> | undefined {
  if (failure.code === "METHOD_NOT_ALLOWED") return { allow: failure.allow.join(", ") };
  if (failure.code === "UNSUPPORTED_MEDIA_TYPE" && failure.unsupported === "contentEncoding") {
    return { "accept-encoding": "identity" };
  }
  if (failure.code !== "UNAUTHENTICATED" || failure.challenges.length === 0) return undefined;
  return { "www-authenticate": failure.challenges.join(", ") };
}

/**
 * Reads and drops what is left of a rejected body, so that the connection can carry the next request; a client that
 * has much left to send gets the notice that the connection ends.
 */
function releaseConnection({ req, res }: Exchange, failure: RequestFailure, limitBytes: number): void {
  if (req.complete || res.destroyed) return;
  if (failure.code === "BODY_TOO_LARGE" || Number(req.headers["content-length"] ?? 0) > limitBytes) {
    res.shouldKeepAlive = false;
  }
  let dropped = 0;
  const drop = (chunk: Buffer) => {
    dropped += chunk.length;
    if (dropped <= limitBytes) return;
    req.off("data", drop).pause();
    if (res.writableFinished) req.destroy();
    else res.once("finish", () => req.destroy());
  };
  req.unpipe();
  req.on("data", drop);
}
