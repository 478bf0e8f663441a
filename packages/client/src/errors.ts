import { type Call, TRANSACTION_HEADER } from "./call.ts";

/** The `baseUrl` given to `createGatehouseClient` cannot be used. */
export class InvalidBaseUrlError extends Error {
  readonly code = "INVALID_BASE_URL";

  constructor(problem: string) {
    super(`baseUrl ${problem} Pass the address of the appliance, for example "https://appliance:9443".`);
    this.name = "InvalidBaseUrlError";
  }
}

/** What went wrong between client and server; compare this, never the message. */
export type GatehouseTransportErrorCode =
  /** No response: wrong address, rejected connection, an untrusted certificate, or the rules of CORS. */
  | "NETWORK"
  /** No response in time. */
  | "TIMEOUT"
  /** The caller's `AbortSignal` ended the call. */
  | "ABORTED"
  /** A response that the contract does not have, such as the HTML page of a proxy. */
  | "UNEXPECTED_ANSWER";

/** The facts of a transport error. */
interface GatehouseTransportErrorFacts {
  readonly code: GatehouseTransportErrorCode;
  readonly method: string;
  readonly url: string;
  readonly status?: number | undefined;
  readonly transactionId?: string | undefined;
  readonly cause?: unknown;
}

/**
 * The call did not bring a response of the contract; whether the server acted on it is unknown.
 *
 * Holds neither headers nor bodies, so that logging it reveals no token and no password.
 */
export class GatehouseTransportError extends Error {
  readonly code: GatehouseTransportErrorCode;
  readonly method: string;
  /** Without the query. */
  readonly url: string;
  /** The status of the response; only with `UNEXPECTED_ANSWER`. */
  readonly status: number | undefined;
  /** Finds the request in the server's log; only where the response had one. */
  readonly transactionId: string | undefined;

  constructor(message: string, facts: GatehouseTransportErrorFacts) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = "GatehouseTransportError";
    this.code = facts.code;
    this.method = facts.method;
    this.url = facts.url;
    this.status = facts.status;
    this.transactionId = facts.transactionId;
  }
}

/** The error of a call that its signal ended: `TIMEOUT` for `AbortSignal.timeout`, else `ABORTED`. */
export function abortError({ method, url }: Call, signal: AbortSignal): GatehouseTransportError {
  const cause: unknown = signal.reason;
  const isTimeout = cause instanceof Error && cause.name === "TimeoutError";
  return new GatehouseTransportError(
    isTimeout
      ? `${method} ${url} got no response in the time that its signal allows.`
      : `${method} ${url} was aborted by its signal.`,
    { method, url, code: isTimeout ? "TIMEOUT" : "ABORTED", cause },
  );
}

/** The innermost cause has the reason; the outer one of undici says only "fetch failed". */
function innermost(cause: unknown): unknown {
  let inner = cause;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  return inner;
}

/** Node tries all addresses of a name and joins their errors into one that has a code and no message. */
function textOf(error: Error): string {
  return error.message || ("code" in error ? String(error.code) : error.name);
}

/** The error of a call whose fetch failed while its signal had not aborted. */
export function networkError({ method, url }: Call, cause: unknown): GatehouseTransportError {
  const inner = innermost(cause);
  const detail = inner instanceof Error ? textOf(inner) : String(inner);
  // undici has time limits of its own: ConnectTimeoutError, HeadersTimeoutError, BodyTimeoutError.
  const isTimeout = inner instanceof Error && inner.name.endsWith("TimeoutError");
  return new GatehouseTransportError(
    `${method} ${url} got no response (${detail}). ` +
      "Check the address and the network; a private CA needs a fetch that trusts it.",
    { method, url, code: isTimeout ? "TIMEOUT" : "NETWORK", cause },
  );
}

/** The error of a response that the contract does not have. */
export function unexpectedResponse(
  { method, url }: Call,
  { status, headers }: { readonly status: number; readonly headers: Headers },
  problem: { readonly text: string; readonly cause?: unknown },
): GatehouseTransportError {
  const message =
    `${method} ${url} got status ${status} and ${problem.text} ` +
    "Check that baseUrl names the appliance and that no proxy responds in its place.";
  return new GatehouseTransportError(message, {
    method,
    url,
    code: "UNEXPECTED_ANSWER",
    status,
    transactionId: headers.get(TRANSACTION_HEADER) ?? undefined,
    cause: problem.cause,
  });
}
