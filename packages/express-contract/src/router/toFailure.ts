import {
  BodyTooLargeError,
  InternalError,
  MalformedBodyError,
  MalformedPathError,
  MiddlewareRejectionError,
  type Rejection,
  RequestAbortedError,
  type RequestFailure,
  RequestRejectedError,
  UnsupportedMediaTypeError,
} from "../errors.ts";

/** The fields that Express, body parsers (http-errors) and multer give to an error. */
interface MarkedError extends Error {
  readonly status?: unknown;
  readonly expose?: unknown;
  readonly type?: unknown;
  readonly code?: unknown;
  readonly limit?: unknown;
}

/**
 * Names anything thrown. Rejections stay what they are; errors of body parsers, of multer and of Express itself become
 * the rejection that they mean; everything else is an `InternalError` with the thing thrown as its cause.
 *
 * @returns a `RequestAbortedError` where the client has gone away
 */
export function toFailure(error: unknown): RequestFailure | RequestAbortedError {
  if (error instanceof InternalError || error instanceof RequestAbortedError) return error;
  if (error instanceof RequestRejectedError) return error as Rejection;
  if (error instanceof Error) return fromMiddleware(error) ?? new InternalError(error);
  return new InternalError(error);
}

function fromMiddleware(error: MarkedError): Rejection | RequestAbortedError | undefined {
  if (error.name === "MulterError") return fromMulter(error);
  const { status } = error;
  if (typeof status !== "number" || status < 400 || status > 499) return undefined;
  // Express decodes the parameters of its own routes.
  if (error instanceof URIError) return new MalformedPathError();
  switch (error.type) {
    case "entity.too.large":
      return new BodyTooLargeError(Number(error.limit));
    case "entity.parse.failed":
    case "request.size.invalid":
    case "parameters.too.many":
    case "querystring.parse.rangeError":
      return new MalformedBodyError("The request body is not well formed.", error);
    case "charset.unsupported":
      return new UnsupportedMediaTypeError("charset", []);
    case "encoding.unsupported":
      return new UnsupportedMediaTypeError("contentEncoding", []);
    case "request.aborted":
      return new RequestAbortedError(error);
    default:
      return new MiddlewareRejectionError(status, error, error.expose === true ? error.message : undefined);
  }
}

/** Multer gives its errors a code and no status. Which limit was exceeded is known to it alone. */
function fromMulter(error: MarkedError): Rejection {
  const isTooLarge = error.code === "LIMIT_FILE_SIZE" || error.code === "LIMIT_FIELD_VALUE";
  if (isTooLarge) return new MiddlewareRejectionError(413, error, `${error.message}.`);
  return new MalformedBodyError(`The form cannot be read: ${error.message}.`, error);
}
