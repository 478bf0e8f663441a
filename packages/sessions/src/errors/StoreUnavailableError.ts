/** The store could not keep its promise; nothing was accepted on a guess (OPS-01). */
export class StoreUnavailableError extends Error {
  readonly code = "STORE_UNAVAILABLE";
  /** The method of the store that failed. */
  readonly operation: string;

  constructor(operation: string, options: { readonly cause: unknown }) {
    super(`The session store failed at ${operation}.`, options);
    this.name = "StoreUnavailableError";
    this.operation = operation;
  }
}
