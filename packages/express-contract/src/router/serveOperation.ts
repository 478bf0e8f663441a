import type { ServerResponse } from "node:http";
import type { OperationMatch } from "@gatehouse/contract";
import type { ReceivedBody } from "../request/createBodyReader.ts";
import { HandlerRequest } from "../request/HandlerRequest.ts";
import type { Exchange, Responder } from "./createResponder.ts";
import type { Route } from "./createRoutes.ts";

/** A request that matches an operation. */
export interface OperationCall {
  readonly exchange: Exchange;
  readonly route: Route;
  readonly match: Extract<OperationMatch, { readonly kind: "operation" }>;
  /** The raw query without `?`. */
  readonly query: string;
}

const NO_BODY: ReceivedBody = { mediaKey: undefined, value: undefined };

/**
 * Takes a matched request to its handler and sends the response: credentials first, so that strangers learn nothing of
 * the validation, then the body, then parameters and body against the document. The responder handles what is rejected
 * or thrown on the way; the promise never rejects.
 */
export async function serveOperation(call: OperationCall, responder: Responder): Promise<void> {
  const { exchange, route, match, query } = call;
  const { req, res, context } = exchange;
  const { headers, method = "" } = req;
  try {
    const gated = route.gate({ headers, query, context });
    const credentials = gated instanceof Promise ? await gated : gated;
    const received = route.readBody === undefined ? NO_BODY : await route.readBody(req);
    if (received.dispose !== undefined) disposeAfter(res, received.dispose);
    const { pathParameters, rawPathParameters } = match;
    const validated = route.validate({
      method,
      pathParameters,
      rawPathParameters,
      query,
      headers,
      body: received,
    });
    const { parameters, contentType, body, files } = validated;
    const { operationId } = route;
    const request = new HandlerRequest(
      { operationId, credentials, parameters, contentType, body, files },
      { req, res },
    );
    const response = await route.handle(request, context);
    const sent = responder.respond(exchange, response, route.contentTypes);
    if (sent !== undefined) await sent;
  } catch (error) {
    responder.fail(exchange, error);
  }
}

/** Files are needed until the response has been sent, as it may be made of them. */
function disposeAfter(res: ServerResponse, dispose: () => Promise<void>): void {
  const run = () => void dispose().catch((error: unknown) => process.emitWarning(String(error)));
  if (res.closed || res.destroyed) run();
  else res.once("close", run);
}
