import { RequestRefusedError } from "./RequestRefusedError.ts";

/** The body is not what its media type says: broken JSON, broken UTF-8, a key that changes prototypes. */
export class MalformedBodyError extends RequestRefusedError {
  override readonly code = "MALFORMED_BODY";
  override readonly status = 400;

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
  }
}
