import type { BodyMissingError } from "./BodyMissingError.ts";
import type { BodyTooLargeError } from "./BodyTooLargeError.ts";
import type { ForbiddenError } from "./ForbiddenError.ts";
import type { InternalError } from "./InternalError.ts";
import type { InvalidRequestError } from "./InvalidRequestError.ts";
import type { MalformedBodyError } from "./MalformedBodyError.ts";
import type { MalformedPathError } from "./MalformedPathError.ts";
import type { MethodNotAllowedError } from "./MethodNotAllowedError.ts";
import type { RepeatedHeaderError } from "./RepeatedHeaderError.ts";
import type { UnauthenticatedError } from "./UnauthenticatedError.ts";
import type { UnknownPathError } from "./UnknownPathError.ts";
import type { UnsupportedMediaTypeError } from "./UnsupportedMediaTypeError.ts";

/** Every refusal of the router. */
export type Refusal =
  | BodyMissingError
  | BodyTooLargeError
  | ForbiddenError
  | InvalidRequestError
  | MalformedBodyError
  | MalformedPathError
  | MethodNotAllowedError
  | RepeatedHeaderError
  | UnauthenticatedError
  | UnknownPathError
  | UnsupportedMediaTypeError;

/** Everything that `errorResponse` is asked to answer; an exhaustive `switch` over `code` is total. */
export type RequestFailure = Refusal | InternalError;

/** The code of a failure. */
export type FailureCode = RequestFailure["code"];
