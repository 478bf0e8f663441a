/** Anything thrown that is not a refusal: a fault of a handler, a store, this package. `cause` holds it. */
export class InternalError extends Error {
  readonly code = "INTERNAL";
  readonly status = 500;

  constructor(cause: unknown) {
    super("The request could not be answered because of a fault in the service.", { cause });
    this.name = "InternalError";
  }
}
