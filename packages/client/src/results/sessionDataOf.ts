import type { SessionData } from "@gatehouse/api-types";
import { unexpectedAnswer } from "../errors/unexpectedAnswer.ts";
import type { Call } from "../transport/Call.ts";

/**
 * Takes the data out of a successful answer.
 *
 * @throws {GatehouseTransportError} `UNEXPECTED_ANSWER` when the envelope is empty.
 */
export function sessionDataOf(
  call: Call,
  response: Response,
  body: { readonly data: SessionData | undefined },
): SessionData {
  if (body.data?.user) return body.data;
  throw unexpectedAnswer(call, response, { text: "an envelope without data.user." });
}
