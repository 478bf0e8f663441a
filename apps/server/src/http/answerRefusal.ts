import type { ErrorCode, SessionErrorResponse } from "@gatehouse/api-types";
import { failure } from "./envelope.ts";
import { type CatalogueEntry, errorCatalogue } from "./errorCatalogue.ts";
import { fillText } from "./fillText.ts";
import type { Refusal } from "./Refusal.ts";

/** A refusal as it is sent. */
export interface RefusalAnswer {
  readonly status: CatalogueEntry["status"];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: SessionErrorResponse;
}

const REALM = 'Bearer realm="gatehouse"';

/** Puts a refusal into the envelope. @param time Unix milliseconds */
export function answerRefusal(refusal: Refusal, time: number): RefusalAnswer {
  const entry: CatalogueEntry = errorCatalogue[refusal.name];
  const errorCode: ErrorCode | undefined = entry.errorCode;
  return {
    status: entry.status,
    headers: refusalHeaders(refusal, entry.status),
    body: failure(time, { errorCode, text: fillText(entry.text, refusal.facts ?? {}) }),
  };
}

function refusalHeaders(refusal: Refusal, status: CatalogueEntry["status"]): Record<string, string> {
  const headers: Record<string, string> = {};
  if (status === 401) {
    headers["www-authenticate"] = refusal.tokenSent === true ? `${REALM}, error="invalid_token"` : REALM;
  }
  if (refusal.retryAfterSeconds !== undefined) {
    headers["retry-after"] = String(Math.max(1, Math.ceil(refusal.retryAfterSeconds)));
  }
  if (refusal.allow !== undefined) headers.allow = refusal.allow.join(", ");
  return headers;
}
