import type { ReceivedBody } from "../request/BodyReader.ts";
import type { Responder } from "./createResponder.ts";
import type { OperationCall } from "./OperationCall.ts";

const NO_BODY: ReceivedBody = { mediaKey: undefined, value: undefined, multipart: undefined };

/**
 * Takes a matched request to its handler and sends the answer: credentials first, so that strangers
 * learn nothing of the checks, then the body, then parameters and body against the document. Whatever
 * is refused or thrown on the way is answered by the responder; the promise is always kept.
 */
export async function serveOperation(call: OperationCall, responder: Responder): Promise<void> {
  const { addressee, route, pathParameters, query } = call;
  const { req, context } = addressee;
  const { headers, method = "" } = req;
  try {
    const gated = route.gate({ headers, query, context });
    const credentials = gated instanceof Promise ? await gated : gated;
    const received = route.readBody === undefined ? NO_BODY : await route.readBody(req);
    const judged = route.judge({ method, pathParameters, query, headers, body: received });
    const checked = judged instanceof Promise ? await judged : judged;
    const { parameters, contentType, body, files } = checked;
    const { operationId } = route;
    const answer = await route.handle(
      { operationId, credentials, parameters, contentType, body, files },
      context,
    );
    responder.answer(addressee, answer, route.contentTypes);
  } catch (error) {
    responder.fail(addressee, error);
  }
}
