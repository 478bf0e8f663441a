import { RequestRefusedError } from "./RequestRefusedError.ts";

/** No path of the document matches the request. */
export class UnknownPathError extends RequestRefusedError {
  override readonly code = "UNKNOWN_PATH";
  override readonly status = 404;

  constructor() {
    super("The document has no such path.");
  }
}
