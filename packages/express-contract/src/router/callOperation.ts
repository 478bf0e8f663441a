import type { ReceivedBody } from "../request/BodyReader.ts";
import type { Answer } from "../response/Answer.ts";
import type { OperationCall } from "./OperationCall.ts";

const NO_BODY: ReceivedBody = { mediaKey: undefined, value: undefined, multipart: undefined };

/**
 * Takes a matched request to its handler: credentials first, so that strangers learn nothing of the
 * checks, then the body, then parameters and body against the document.
 *
 * @throws any Refusal of gate, body reader and judge, and whatever the handler throws
 */
export async function callOperation(call: OperationCall): Promise<Answer> {
  const { addressee, route, pathParameters, query } = call;
  const { req, context } = addressee;
  const { headers, method = "" } = req;
  const gated = route.gate({ headers, query, context });
  const credentials = gated instanceof Promise ? await gated : gated;
  const body = route.readBody === undefined ? NO_BODY : await route.readBody(req);
  const judged = route.judge({ method, pathParameters, query, headers, body });
  const {
    parameters,
    contentType: requestType,
    body: value,
    files,
  } = judged instanceof Promise ? await judged : judged;
  const { operationId } = route;
  const request = { operationId, credentials, parameters, contentType: requestType, body: value, files };
  const answer = await route.handle(request, context);
  const contentType = answer.contentType ?? route.contentTypes.get(answer.status);
  return contentType === undefined ? answer : { ...answer, contentType };
}
