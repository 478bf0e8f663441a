import { RequestRefusedError } from "./RequestRefusedError.ts";

/** The body is larger than the limit (RFC 9110, 15.5.14). */
export class BodyTooLargeError extends RequestRefusedError {
  override readonly code = "BODY_TOO_LARGE";
  override readonly status = 413;
  readonly limitBytes: number;

  constructor(limitBytes: number) {
    super(`The request body is larger than ${limitBytes} bytes.`);
    this.limitBytes = limitBytes;
  }
}
