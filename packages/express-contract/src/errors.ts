import type { Difference, RequestViolation } from "@gatehouse/contract";

/** What a rejection may carry beside its code and status. */
interface RejectionFacts {
  readonly violations?: readonly RequestViolation[];
  /** Upper-case methods, for the `Allow` header. */
  readonly allow?: readonly string[];
  /** Challenges, for the `WWW-Authenticate` header. */
  readonly challenges?: readonly string[];
  readonly cause?: unknown;
}

/**
 * A request that the router does not hand to an operation. Every subclass has a literal `code`; compare that, never
 * the message.
 */
export abstract class RequestRejectedError extends Error {
  abstract readonly code: string;
  abstract readonly status: number;
  /** The violations, with their locations in the request and in the document: all, up to 100. */
  readonly violations: readonly RequestViolation[];
  readonly allow: readonly string[];
  readonly challenges: readonly string[];

  constructor(message: string, facts: RejectionFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = new.target.name;
    this.violations = facts.violations ?? [];
    this.allow = facts.allow ?? [];
    this.challenges = facts.challenges ?? [];
  }
}

/** No path of the document matches the request. */
export class UnknownPathError extends RequestRejectedError {
  override readonly code = "UNKNOWN_PATH";
  override readonly status = 404;

  constructor() {
    super("The document has no such path.");
  }
}

/** The path of the request holds a broken percent-encoding. */
export class MalformedPathError extends RequestRejectedError {
  override readonly code = "MALFORMED_PATH";
  override readonly status = 400;

  constructor() {
    super("The path is not well formed: a percent sign must be followed by two hex digits of UTF-8.");
  }
}

/** The path exists, the method does not (RFC 9110, 15.5.6). */
export class MethodNotAllowedError extends RequestRejectedError {
  override readonly code = "METHOD_NOT_ALLOWED";
  override readonly status = 405;
  readonly method: string;

  constructor(method: string, allow: readonly string[]) {
    super(`${method} is not allowed here; use one of: ${allow.join(", ")}.`, { allow });
    this.method = method;
  }
}

/** A header that may occur once occurs more often, so that its value depends on the reader. */
export class RepeatedHeaderError extends RequestRejectedError {
  override readonly code = "REPEATED_HEADER";
  override readonly status = 400;
  /** Lower case. */
  readonly header: string;

  constructor(header: string) {
    super(`The header ${header} must be sent once.`);
    this.header = header;
  }
}

/** No security alternative of the operation is met (RFC 9110, 15.5.2). */
export class UnauthenticatedError extends RequestRejectedError {
  override readonly code = "UNAUTHENTICATED";
  override readonly status = 401;
  /** Whether the request carried any credential; without one, a challenge names only the scheme. */
  readonly credentialPresented: boolean;

  constructor(challenges: readonly string[], credentialPresented: boolean) {
    super(
      credentialPresented
        ? "The credentials of the request are not accepted."
        : "This operation requires credentials; the request has none.",
      { challenges },
    );
    this.credentialPresented = credentialPresented;
  }
}

/** The credentials are good, and do not give the right to this operation (RFC 9110, 15.5.4). */
export class ForbiddenError extends RequestRejectedError {
  override readonly code = "FORBIDDEN";
  override readonly status = 403;
  /** What the security handler gave as the reason, for logs. */
  readonly reason: string | undefined;

  constructor(reason?: string) {
    super("The credentials of the request do not give the right to this operation.");
    this.reason = reason;
  }
}

/** The operation requires a body and the request has none. */
export class BodyMissingError extends RequestRejectedError {
  override readonly code = "BODY_MISSING";
  override readonly status = 400;

  constructor() {
    super("This operation requires a request body; none was sent.");
  }
}

/** The body is larger than the limit (RFC 9110, 15.5.14). */
export class BodyTooLargeError extends RequestRejectedError {
  override readonly code = "BODY_TOO_LARGE";
  override readonly status = 413;
  readonly limitBytes: number;

  /** @param part what is too large, when it is not the body as a whole: `The file "photo"` */
  constructor(limitBytes: number, part = "The request body") {
    super(`${part} is larger than ${limitBytes} bytes.`);
    this.limitBytes = limitBytes;
  }
}

/** The body does not conform to its media type: broken JSON, broken UTF-8, a key that changes prototypes. */
export class MalformedBodyError extends RequestRejectedError {
  override readonly code = "MALFORMED_BODY";
  override readonly status = 400;

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
  }
}

/** What about the body's media type is not supported. */
export type UnsupportedPart = "mediaType" | "charset" | "contentEncoding";

const UNSUPPORTED_TEXTS: Readonly<Record<UnsupportedPart, string>> = {
  mediaType: "The media type of the request body is not one that this operation takes.",
  charset: "The request body must be encoded in UTF-8.",
  contentEncoding: "The request body must be sent without a content encoding.",
};

/** The body is of a media type, charset or content encoding that the operation does not take (RFC 9110, 15.5.16). */
export class UnsupportedMediaTypeError extends RequestRejectedError {
  override readonly code = "UNSUPPORTED_MEDIA_TYPE";
  override readonly status = 415;
  readonly unsupported: UnsupportedPart;
  /** The media types and ranges that the document gives. */
  readonly mediaTypes: readonly string[];

  constructor(unsupported: UnsupportedPart, mediaTypes: readonly string[]) {
    super(`${UNSUPPORTED_TEXTS[unsupported]} It takes: ${mediaTypes.join(", ")}.`);
    this.unsupported = unsupported;
    this.mediaTypes = mediaTypes;
  }
}

/** The temporary files of all forms take as much as they may; the client can try again later (RFC 9110, 15.6.4). */
export class UploadSpaceError extends RequestRejectedError {
  override readonly code = "UPLOAD_SPACE_EXHAUSTED";
  override readonly status = 503;

  constructor(cause?: unknown) {
    super("There is no room for the files of this request at the moment; try again later.", { cause });
  }
}

/** A middleware in front of the router rejected the request: `next(error)` with a 4xx status (http-errors). */
export class MiddlewareRejectionError extends RequestRejectedError {
  override readonly code = "MIDDLEWARE_REJECTION";
  /** From 400 to 499. */
  override readonly status: number;

  /** @param message a text for the client; left out where the middleware does not mean its own to be shown */
  constructor(status: number, cause: unknown, message = "The request was rejected before it was read.") {
    super(message, { cause });
    this.status = status;
  }
}

/** Parameters or body violate the document; `violations` lists how and where. */
export class InvalidRequestError extends RequestRejectedError {
  override readonly code = "INVALID_REQUEST";
  override readonly status = 400;

  constructor(violations: readonly RequestViolation[], cause?: unknown) {
    const text = violations.map((violation) => `${violation.in}${violation.pointer} ${violation.message}`);
    super(text.join("; "), { violations, cause });
  }
}

/** Anything thrown that is not a rejection: an error of a handler, a store, this package. `cause` holds it. */
export class InternalError extends Error {
  readonly code = "INTERNAL";
  readonly status = 500;

  constructor(cause: unknown) {
    super("The request could not be served because of an error in the service.", { cause });
    this.name = "InternalError";
  }
}

/** Every rejection of the router. */
export type Rejection =
  | BodyMissingError
  | BodyTooLargeError
  | ForbiddenError
  | InvalidRequestError
  | MalformedBodyError
  | MalformedPathError
  | MethodNotAllowedError
  | MiddlewareRejectionError
  | RepeatedHeaderError
  | UnauthenticatedError
  | UnknownPathError
  | UnsupportedMediaTypeError
  | UploadSpaceError;

/** Everything that `errorResponse` makes a response for; an exhaustive `switch` over `code` is total. */
export type RequestFailure = Rejection | InternalError;

/** The code of a failure. */
export type FailureCode = RequestFailure["code"];

/**
 * The body was read before the router, and `req.body` does not hold it. The cause of an `InternalError`, because the
 * application has to be changed.
 */
export class BodyAlreadyReadError extends Error {
  readonly code = "BODY_ALREADY_READ";

  constructor(reason: string) {
    super(
      `${reason} Mount the contract router before the middleware that reads bodies; or use express.json(), ` +
        "express.urlencoded(), express.text(), express.raw() or multer, whose req.body the router takes.",
    );
    this.name = "BodyAlreadyReadError";
  }
}

/** The client went away while its request was read; there is no one to respond to. */
export class RequestAbortedError extends Error {
  readonly code = "REQUEST_ABORTED";

  constructor(cause?: unknown) {
    super("The client closed the connection before the request was complete.", { cause });
    this.name = "RequestAbortedError";
  }
}

/** A response differs from its document and was held back by the response guard. */
export class ResponseViolationError extends Error {
  readonly code = "RESPONSE_VIOLATION";
  readonly operationId: string;
  /** The status of the response that was held back. */
  readonly responseStatus: number;
  readonly differences: readonly Difference[];

  constructor(operationId: string, responseStatus: number, differences: readonly Difference[]) {
    super(
      `The response ${responseStatus} of ${operationId} differs from the document at ${differences
        .map(({ responsePointer, kind }) => `${responsePointer} (${kind})`)
        .join(", ")}.`,
    );
    this.name = "ResponseViolationError";
    this.operationId = operationId;
    this.responseStatus = responseStatus;
    this.differences = differences;
  }
}

/** The application and its document do not fit together; thrown once, while the router is made. */
export class ContractBindingError extends Error {
  readonly code = "CONTRACT_BINDING";
  /** One sentence for each thing that does not fit. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The application does not fit its document:\n${problems.map((line) => `- ${line}`).join("\n")}`);
    this.name = "ContractBindingError";
    this.problems = problems;
  }
}
