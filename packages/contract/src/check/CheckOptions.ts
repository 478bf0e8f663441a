import type { Contract } from "../Contract.ts";
import type { CheckRequest } from "./CheckRequest.ts";
import type { CheckResponse } from "./CheckResponse.ts";

/** Carries one request to the server and brings back its answer. */
export type Send = (request: CheckRequest) => Promise<CheckResponse>;

/** The credential of each security scheme, by the scheme's name: what goes into the header, query or cookie. */
export type Credentials = Readonly<Record<string, string>>;

/** What a check of a server against its document needs to know. */
export interface CheckOptions {
  readonly contract: Contract;
  readonly send: Send;
  /** Sent with every request, in front of what the request itself carries. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  /**
   * Fetches credentials that the server accepts. It is asked again whenever a request may have used the last ones up:
   * a sign-out ends the session of the credential it came with.
   */
  readonly authenticate?: () => Promise<Credentials>;
  /** @default 1 */
  readonly seed?: number;
  /** Requests per operation. @default 200 */
  readonly cases?: number;
  /** Requests per second at most. @default unlimited */
  readonly ratePerSecond?: number;
  /** @default unlimited */
  readonly timeLimitSeconds?: number;
  /** Requests in all at most, those of shrinking included. @default unlimited */
  readonly maxRequests?: number;
}
