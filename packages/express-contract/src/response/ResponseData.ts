/** Values that a response header can be given by. */
export type HeaderValue = string | number | boolean | readonly string[];

/** An answer as data: what an operation or `errorResponse` returns, and `writeResponse` sends. */
export interface ResponseData {
  readonly status: number;
  readonly headers?: Readonly<Record<string, HeaderValue | undefined>>;
  /** The media type of the body; `application/json` when left out. */
  readonly contentType?: string | undefined;
  /** A JSON value for JSON media types, else text or bytes; `undefined` for an answer without a body. */
  readonly body?: unknown;
}
