/** No credentials could be had, although a way to sign in was given. */
export class SignInFailedError extends Error {
  override readonly name = "SignInFailedError";
  readonly code = "SIGN_IN_FAILED";

  constructor(options: ErrorOptions) {
    const reason = options.cause instanceof Error ? options.cause.message : String(options.cause);
    super(`Signing in failed: ${reason}`, options);
  }
}

/** A check was asked for with options that make no sense. */
export class InvalidCheckOptionsError extends Error {
  override readonly name = "InvalidCheckOptionsError";
  readonly code = "INVALID_CHECK_OPTIONS";
}

/** The server cannot be reached, so that nothing can be said about it. */
export class ServerUnreachableError extends Error {
  override readonly name = "ServerUnreachableError";
  readonly code = "SERVER_UNREACHABLE";
  readonly baseUrl: string;

  constructor(baseUrl: string, options: ErrorOptions) {
    const { cause } = options;
    const reason = cause instanceof Error ? describe(cause) : String(cause);
    super(`${baseUrl} does not respond: ${reason}. ${adviceOn(cause)}`, options);
    this.baseUrl = baseUrl;
  }
}

/** The error codes of Node for a certificate without a trusted issuer. */
const UNTRUSTED = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

function adviceOn(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return UNTRUSTED.has(code)
    ? "Name the certificate to trust: --cacert <file>, or tls.ca."
    : "Check the address and whether the server runs.";
}

/** Where every address of a name fails, the message stands in the errors behind. */
function describe(error: Error): string {
  if (error.message === "" && error instanceof AggregateError) return error.errors.map(String).join("; ");
  // Node adds advice of its own behind a semicolon, for programs that read its certificates.
  return error.message.split("; ", 1)[0] ?? "";
}
