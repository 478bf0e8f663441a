/** The server cannot be reached, so that nothing can be said about it. */
export class ServerUnreachableError extends Error {
  override readonly name = "ServerUnreachableError";
  readonly code = "SERVER_UNREACHABLE";
  readonly baseUrl: string;

  constructor(baseUrl: string, options: ErrorOptions) {
    const reason = options.cause instanceof Error ? describe(options.cause) : String(options.cause);
    super(`${baseUrl} does not answer: ${reason}. Check the address and whether the server runs.`, options);
    this.baseUrl = baseUrl;
  }
}

/** Where every address of a name fails, the message stands in the errors behind. */
function describe(error: Error): string {
  if (error.message === "" && error instanceof AggregateError) return error.errors.map(String).join("; ");
  return error.message;
}
