import type { Contract } from "@gatehouse/contract";
import type { CheckName, CheckRequest, CheckResponse } from "./CheckReport.ts";
import type { Clock } from "./systemClock.ts";

/**
 * A finding that is accepted for a time. In a document it stands in the list `x-waivers` of an operation, with an
 * `owner` and without `operationId`.
 */
export interface CheckWaiver {
  readonly operationId: string;
  readonly check: CheckName;
  /** The status that is waived. @default any */
  readonly status?: number;
  readonly reason: string;
  /** The last day on which the waiver counts: `2027-01-31`. */
  readonly expires: string;
}

/**
 * Sends one request to the server and returns its response; a connection that breaks is a rejected promise. A HEAD whose
 * response has a body is found only by a sender that does not drop the body.
 */
export type Send = (request: CheckRequest) => Promise<CheckResponse>;

/**
 * The credential of each security scheme, by the scheme's name: the whole text that goes into the header (`Bearer …`
 * included), query parameter or cookie.
 */
export type Credentials = Readonly<Record<string, string>>;

/** How far a check has come. */
export interface Progress {
  readonly operationId: string;
  /** Counted from 1. */
  readonly operationIndex: number;
  readonly operationCount: number;
  /** Requests of this operation so far, and how many it will be. */
  readonly operationCases: number;
  readonly operationCasesPlanned: number;
  /** Requests in all. */
  readonly requests: number;
  readonly findings: number;
}

/** Whom to trust. */
export interface TlsTrust {
  /** Certificates in PEM to trust in place of those of the system. */
  readonly ca?: string;
  /** Trust any certificate. @default false */
  readonly insecure?: boolean;
}

/** What a check of a server against its document needs to know. */
export interface CheckOptions {
  readonly contract: Contract;
  /** Scheme, host and port of the server, and the path prefix if it is not the one of the document. */
  readonly baseUrl: string;
  /** @default HTTP over the network, to `baseUrl` */
  readonly send?: Send;
  /** Sent with every request, in front of what the request itself carries. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  /** Credentials that the server accepts. */
  readonly credentials?: Credentials;
  /**
   * Fetches credentials that the server accepts. It is asked again when the last ones are used up: a sign-out ends the
   * session of the credential it came with.
   */
  readonly authenticate?: () => Promise<Credentials>;
  /** The same seed asks the same questions. @default 1 */
  readonly seed?: number;
  /** Requests per operation; every limit of the document is tried at least once, also when that takes more. @default 200 */
  readonly cases?: number;
  /** Requests per second at most. @default unlimited */
  readonly ratePerSecond?: number;
  /** @default unlimited */
  readonly timeLimitSeconds?: number;
  /** Requests in all at most, those that make a finding smaller included. @default unlimited */
  readonly maxRequests?: number;
  /** Operations to check, by id. @default all */
  readonly only?: readonly string[];
  /** Operations not to check, by id. */
  readonly skip?: readonly string[];
  /** Findings that are accepted for a time, beside those that the document waives by `x-waivers`. */
  readonly waivers?: readonly CheckWaiver[];
  /** Whom to trust when `baseUrl` is HTTPS. @default the certificates of the system */
  readonly tls?: TlsTrust;
  readonly onProgress?: (progress: Progress) => void;
  /** Ends the check early; what is known by then is reported. */
  readonly signal?: AbortSignal;
  /** @default the clock of the system */
  readonly clock?: Clock;
}
