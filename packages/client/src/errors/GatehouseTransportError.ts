/** What went wrong between client and server; compare this, never the message. */
export type GatehouseTransportErrorCode =
  /** No answer: wrong address, refused connection, an untrusted certificate, or the rules of CORS. */
  | "NETWORK"
  /** No answer in time. */
  | "TIMEOUT"
  /** The caller's `AbortSignal` ended the call. */
  | "ABORTED"
  /** An answer that the contract does not have, such as the HTML page of a proxy. */
  | "UNEXPECTED_ANSWER";

/** The facts of a transport error. */
export interface GatehouseTransportErrorFacts {
  readonly code: GatehouseTransportErrorCode;
  readonly method: string;
  readonly url: string;
  readonly status?: number | undefined;
  readonly transactionId?: string | undefined;
  readonly cause?: unknown;
}

/**
 * The call did not bring an answer of the contract; whether the server acted on it is unknown.
 *
 * Holds neither headers nor bodies, so that logging it reveals no token and no password.
 */
export class GatehouseTransportError extends Error {
  readonly code: GatehouseTransportErrorCode;
  readonly method: string;
  /** Without the query. */
  readonly url: string;
  /** Of the answer, with `UNEXPECTED_ANSWER` alone. */
  readonly status: number | undefined;
  /** Of the answer, where it had one: finds the request in the server's log. */
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
