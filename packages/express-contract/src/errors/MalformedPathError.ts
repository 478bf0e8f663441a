import { RequestRefusedError } from "./RequestRefusedError.ts";

/** The path of the request holds a broken percent-encoding. */
export class MalformedPathError extends RequestRefusedError {
  override readonly code = "MALFORMED_PATH";
  override readonly status = 400;

  constructor() {
    super("The path is not well formed: a percent sign must be followed by two hex digits of UTF-8.");
  }
}
