/** Carries the token, in the response to a sign-in and in every later request; sent raw, without a scheme. */
export const TOKEN_HEADER = "x-hm-authorization";
/** Sent by pages of the appliance, whose token is in a cookie that no script can read. */
export const BROWSER_HEADERS: Readonly<Record<string, string>> = { "x-gatehouse-session": "cookie" };
/** Finds a request in the server's log. */
export const TRANSACTION_HEADER = "x-transaction-id";
/** Seconds to wait (RFC 9110, section 10.2.3). */
export const RETRY_HEADER = "retry-after";

/** A call, as errors describe it. */
export interface Call {
  readonly method: string;
  /** Without the query, which could hold what a user searched for. */
  readonly url: string;
}

/** A call with the signal that ends it early. */
export interface AbortableCall extends Call {
  readonly signal: AbortSignal | undefined;
}
