import type { RefusalDetail } from "./RefusalDetail.ts";
import { RequestRefusedError } from "./RequestRefusedError.ts";

/** Parameters or body do not meet the document; `details` says what and where. */
export class InvalidRequestError extends RequestRefusedError {
  override readonly code = "INVALID_REQUEST";
  override readonly status = 400;

  constructor(details: readonly RefusalDetail[], cause?: unknown) {
    super(details.map((detail) => `${detail.in}${detail.pointer} ${detail.message}`).join("; "), {
      details,
      cause,
    });
  }
}
