import { RequestRefusedError } from "./RequestRefusedError.ts";

/** What about the body's media type is not supported. */
export type UnsupportedPart = "mediaType" | "charset" | "contentEncoding";

const TEXTS: Readonly<Record<UnsupportedPart, string>> = {
  mediaType: "The media type of the request body is not one that this operation takes.",
  charset: "The request body must be encoded in UTF-8.",
  contentEncoding: "The request body must be sent without a content encoding.",
};

/** The body is of a media type, charset or content encoding that the operation does not take (RFC 9110, 15.5.16). */
export class UnsupportedMediaTypeError extends RequestRefusedError {
  override readonly code = "UNSUPPORTED_MEDIA_TYPE";
  override readonly status = 415;
  readonly unsupported: UnsupportedPart;
  /** The media types and ranges that the document gives. */
  readonly mediaTypes: readonly string[];

  constructor(unsupported: UnsupportedPart, mediaTypes: readonly string[]) {
    super(`${TEXTS[unsupported]} It takes: ${mediaTypes.join(", ")}.`);
    this.unsupported = unsupported;
    this.mediaTypes = mediaTypes;
  }
}
