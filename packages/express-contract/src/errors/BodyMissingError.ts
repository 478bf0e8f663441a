import { RequestRefusedError } from "./RequestRefusedError.ts";

/** The operation requires a body and the request has none. */
export class BodyMissingError extends RequestRefusedError {
  override readonly code = "BODY_MISSING";
  override readonly status = 400;

  constructor() {
    super("This operation requires a request body; none was sent.");
  }
}
