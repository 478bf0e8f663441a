import { RequestRefusedError } from "./RequestRefusedError.ts";

/** A header that must come once came more than once, so that its value depends on who reads it. */
export class RepeatedHeaderError extends RequestRefusedError {
  override readonly code = "REPEATED_HEADER";
  override readonly status = 400;
  /** Lower case. */
  readonly header: string;

  constructor(header: string) {
    super(`The header ${header} must be sent once.`);
    this.header = header;
  }
}
