import type { SessionStore } from "@gatehouse/sessions";

/** How a sign-in came out, for its counter. */
export type SignInResult =
  | "accepted"
  | "refused"
  | "limited"
  | "busy"
  | "closed"
  | "no-role"
  | "no-room"
  | "fault";

/** A method of the session store. */
export type StoreCall = Exclude<keyof SessionStore, "close">;

/** Counts one kind of request. */
export interface RequestRecorder {
  record(status: number, durationSeconds: number): void;
}

/** Counts one method of the store. */
export interface StoreCallRecorder {
  record(durationSeconds: number, failed: boolean): void;
}

/** Values that are asked for when the metrics are read. */
export type WatchedValue =
  | "sessionsLive"
  | "signInQueueLength"
  | "auditQueueBytes"
  | "auditLostEvents"
  | "logLostLines"
  | "tlsExpirySeconds"
  | "ready"
  | "overloaded";

/**
 * What the server counts about itself. No method takes a text of a caller: operations, results and modes are closed
 * sets, so the number of series is fixed at the start (LOG-06).
 */
export interface Metrics {
  /** The recorder of an operation; an id that is not of the document counts as `none`. Resolve it once, at the start. */
  requests(operationId: string | undefined): RequestRecorder;
  /** The recorder of a store method. Resolve it once, at the start. */
  storeCalls(call: StoreCall): StoreCallRecorder;
  signIn(result: SignInResult): void;
  contractFinding(mode: "enforce" | "report"): void;
  /** A request on which the second opinion disagrees, for a known fault of express-openapi-validator or for none. */
  requestDisagreement(fault: "known" | "unknown"): void;
  eventLoopDelay(seconds: number): void;
  tlsReload(result: "taken" | "refused"): void;
  /** Says where a value comes from. Until then its metric shows 0. */
  watch(value: WatchedValue, read: () => number): void;
  /** All metrics in the text form of Prometheus. */
  text(): Promise<string>;
  /** The media type of that text. */
  readonly contentType: string;
}
