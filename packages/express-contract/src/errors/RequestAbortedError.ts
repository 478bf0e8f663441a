/** The client went away while its request was read; nobody is there to be answered. */
export class RequestAbortedError extends Error {
  readonly code = "REQUEST_ABORTED";

  constructor(cause?: unknown) {
    super("The client closed the connection before the request was complete.", { cause });
    this.name = "RequestAbortedError";
  }
}
