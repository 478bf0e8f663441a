import { RequestRefusedError } from "./RequestRefusedError.ts";

/** The path exists, the method does not (RFC 9110, 15.5.6). */
export class MethodNotAllowedError extends RequestRefusedError {
  override readonly code = "METHOD_NOT_ALLOWED";
  override readonly status = 405;
  readonly method: string;

  constructor(method: string, allow: readonly string[]) {
    super(`${method} is not allowed here; use one of: ${allow.join(", ")}.`, { allow });
    this.method = method;
  }
}
