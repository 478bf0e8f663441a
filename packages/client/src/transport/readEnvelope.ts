import { unexpectedAnswer } from "../errors/unexpectedAnswer.ts";
import type { Call } from "./Call.ts";
import type { ReceivedAnswer } from "./ReceivedAnswer.ts";

/** What every answer of the contract has in common. */
export interface Envelope {
  readonly success: boolean;
  readonly errorCode?: unknown;
}

function isEnvelope(body: unknown): body is Envelope {
  return typeof body === "object" && body !== null && "success" in body && typeof body.success === "boolean";
}

/**
 * Reads the contract's envelope; its `success` must agree with the status.
 *
 * @throws {GatehouseTransportError} `UNEXPECTED_ANSWER` for anything else: a redirect, the page of a proxy, broken JSON.
 */
export function readEnvelope(call: Call, answer: ReceivedAnswer): Envelope {
  const { status, headers, text } = answer;
  // Browsers hide a redirect that they do not follow behind the status 0.
  if (status === 0 || (status >= 300 && status < 400)) {
    throw unexpectedAnswer(call, answer, { text: "a redirect, which the client does not follow." });
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    const mediaType = headers.get("content-type") ?? "no media type";
    throw unexpectedAnswer(call, answer, { text: `a body that is not JSON (${mediaType}).`, cause });
  }
  const isSuccess = status < 300;
  if (!isEnvelope(body) || body.success !== isSuccess) {
    throw unexpectedAnswer(call, answer, { text: `a body without "success": ${isSuccess}.` });
  }
  return body;
}
