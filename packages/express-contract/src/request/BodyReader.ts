import type { IncomingMessage } from "node:http";

/** The body of a request, parsed as its media type says. */
export interface ReceivedBody {
  /** The key of the document's `content` map; `undefined` where no body came. */
  readonly mediaKey: string | undefined;
  /** JSON value, form fields, text or bytes; `undefined` where no body came or it is a multipart form. */
  readonly value: unknown;
  /** For `multipart/form-data`: the bytes, and the header that holds the boundary. */
  readonly multipart: { readonly bytes: Buffer; readonly contentType: string } | undefined;
}

/**
 * Reads and parses the body of a request to one operation.
 *
 * @throws BodyMissingError, BodyTooLargeError, MalformedBodyError, UnsupportedMediaTypeError,
 *   RequestAbortedError
 */
export type BodyReader = (req: IncomingMessage) => Promise<ReceivedBody>;
