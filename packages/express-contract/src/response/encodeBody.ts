import { isJsonMediaType } from "../request/isJsonMediaType.ts";

/** A body ready to be sent. */
export interface EncodedBody {
  /** The value of `Content-Type`. */
  readonly contentType: string;
  readonly payload: string | Uint8Array;
}

const JSON_TYPE = "application/json";
const JSON_WITH_CHARSET = "application/json; charset=utf-8";

function withCharset(contentType: string): string {
  return contentType.includes(";") ? contentType : `${contentType}; charset=utf-8`;
}

/**
 * Writes a body as its media type asks: JSON is serialised, text and bytes go as they are.
 *
 * @throws TypeError when the value cannot be written as that media type
 */
export function encodeBody(body: unknown, contentType: string = JSON_TYPE): EncodedBody {
  if (contentType === JSON_TYPE) return { contentType: JSON_WITH_CHARSET, payload: JSON.stringify(body) };
  const mediaType = (contentType.split(";", 1)[0] ?? "").trim().toLowerCase();
  if (isJsonMediaType(mediaType))
    return { contentType: withCharset(contentType), payload: JSON.stringify(body) };
  if (body instanceof Uint8Array) return { contentType, payload: body };
  if (typeof body !== "string") {
    throw new TypeError(`A body of the media type ${mediaType} must be text or bytes, not ${typeof body}.`);
  }
  return {
    contentType: mediaType.startsWith("text/") ? withCharset(contentType) : contentType,
    payload: body,
  };
}
