import type { CheckedRequest } from "../request/CheckedRequest.ts";
import type { ReceivedRequest } from "../request/ReceivedRequest.ts";

/**
 * Judges a request to one operation.
 *
 * @throws InvalidRequestError when parameters or body do not meet the document
 * @throws UnsupportedMediaTypeError when the body is of a media type that the document does not give
 */
export type RequestJudge = (request: ReceivedRequest) => CheckedRequest | Promise<CheckedRequest>;
