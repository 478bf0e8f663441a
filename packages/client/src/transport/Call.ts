/** The request that an error speaks of. */
export interface Call {
  readonly method: string;
  /** Without the query, which could hold what a user searched for. */
  readonly url: string;
}

/** A call with the signal that ends it early. */
export interface AbortableCall extends Call {
  readonly signal: AbortSignal | undefined;
}
