import { type Contract, createRequestReader, type Operation } from "@gatehouse/contract";
import { InvalidRequestError } from "../errors.ts";
import type { CheckedRequest } from "../request/CheckedRequest.ts";
import type { ReceivedRequest } from "../request/ReceivedRequest.ts";
import { createEovJudge } from "./createEovJudge.ts";
import type { RequestJudge } from "./RequestJudge.ts";

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
export function createJudge(contract: Contract, operation: Operation): RequestJudge {
  const reader = createRequestReader(operation);
  const readMultipart = createEovJudge(contract, operation);
  const takesNothing = operation.parameters.length === 0 && operation.requestBody === undefined;
  return (request) => {
    const { query, headers, body } = request;
    if (takesNothing && query === "") return NOTHING;
    if (body.multipart !== undefined) return readMultipart(request);
    const { mediaKey, value } = body;
    const rawPathParameters = request.rawPathParameters ?? encoded(request);
    const reading = reader.read({ rawPathParameters, rawQuery: query, headers, mediaKey, body: value });
    if (!reading.accepted) throw new InvalidRequestError(reading.violations);
    const { body: checked, ...parameters } = reading.values;
    return { parameters, contentType: mediaKey, body: checked, files: undefined };
  };
}

function encoded({ pathParameters }: ReceivedRequest): Readonly<Record<string, string>> {
  const texts = Object.entries(pathParameters).map(
    ([name, text]) => [name, encodeURIComponent(text)] as const,
  );
  return Object.fromEntries(texts);
}
