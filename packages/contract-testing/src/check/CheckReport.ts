import type { Difference, ResponseFacts, SourceLocation } from "@gatehouse/contract";

/** The checks, each with what it finds in words. */
export const CHECKS = {
  "server-error": "The server failed",
  "response-differs": "The response does not conform to the document",
  "invalid-accepted": "The server accepted a request that the document forbids",
  "valid-refused": "The server rejected a request that the document allows",
  "credentials-bypassed": "The server let a request in without the documented credentials",
  "credentials-refused": "The server rejected valid credentials",
  "method-accepted": "The server accepts a method that the document does not have",
  "allow-header": "The header Allow does not say what the document says",
  "link-broken": "A link of the document has no target",
  "no-answer": "The server did not respond with HTTP",
} as const;

/** The name of a check. */
export type CheckName = keyof typeof CHECKS;

/** What a request is sent for. */
export const ASPECTS = [
  "valid",
  "limits",
  "invalid",
  "media types",
  "methods",
  "credentials",
  "links",
] as const;

/**
 * The purpose of a request: `valid` ones with random values, those right at the `limits`, those with one thing
 * `invalid`, other `media types`, `methods` that the path does not have, bad `credentials`, and the `links` of a response.
 */
export type Aspect = (typeof ASPECTS)[number];

/** One way in which a server does not keep its document, with the smallest request that shows it. */
export interface Finding {
  readonly check: CheckName;
  readonly operationId: string;
  /** Upper case. */
  readonly method: string;
  /** The path template. */
  readonly path: string;
  readonly aspect: Aspect;
  /** What happened and what should have, in one sentence. */
  readonly message: string;
  /** JSON pointer into the bundled document: what the server is validated against. */
  readonly pointer: string;
  readonly location: SourceLocation;
  readonly keyword: string | undefined;
  /** For responses that differ from the document. */
  readonly difference: Difference | undefined;
  /** The requests that reproduce it; the last one got the response in question. Credentials are names of variables. */
  readonly requests: readonly CheckRequest[];
  readonly answer: ResponseExcerpt | undefined;
  /** One line for a POSIX shell per request. */
  readonly curl: readonly string[];
  /** How many requests showed it. */
  readonly seen: number;
}

/** The part of a response that a report shows. */
export interface ResponseExcerpt {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Text of the body, shortened; empty where it is not text. */
  readonly body: string;
}

/** A response as it was received. */
export interface CheckResponse {
  readonly status: number;
  /** By name, or as pairs of name and value; a name may come more than once. */
  readonly headers: ResponseFacts["headers"];
  readonly body: Uint8Array;
}

/** A request as it goes over the wire. */
export interface CheckRequest {
  /** Upper case. */
  readonly method: string;
  /** Path and query, percent-encoded, base path included. */
  readonly target: string;
  /** In the order of sending; a name can occur more than once. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array | undefined;
}

/** What became of the requests of one aspect. */
export interface AspectCount {
  readonly requests: number;
  readonly findings: number;
}

/** What became of one operation. */
export interface OperationReport {
  readonly operationId: string;
  /** Upper case. */
  readonly method: string;
  readonly path: string;
  readonly requests: number;
  readonly aspects: Readonly<Record<Aspect, AspectCount>>;
  /** How often each status came. */
  readonly statuses: Readonly<Record<string, number>>;
}

/** Why a check ended before it had asked everything. */
export type StopReason = "time limit" | "request limit" | "no answer" | "sign-in failed" | "interrupted";

/** What a check of a server came to. */
export interface CheckReport {
  readonly seed: number;
  /** Title and version of the document. */
  readonly title: string;
  readonly version: string;
  readonly baseUrl: string;
  readonly requests: number;
  readonly durationSeconds: number;
  readonly operations: readonly OperationReport[];
  readonly findings: readonly Finding[];
  /** Findings that a waiver covers. */
  readonly waived: readonly Finding[];
  /** What could not be checked, and why. */
  readonly notes: readonly string[];
  readonly stoppedBy: StopReason | undefined;
}
