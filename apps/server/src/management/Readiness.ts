/** How far the server is. Only `ready` takes requests; `draining` is not ready, and is alive. */
export type Phase = "starting" | "ready" | "draining";

/** The answer to "may requests be sent here?". */
export interface ReadinessReport {
  readonly ready: boolean;
  readonly phase: Phase;
  /** By name, whether each check passed. Not why it did not: the log tells that. */
  readonly checks: Readonly<Record<string, "ok" | "failed">>;
}

/** Knows whether requests may be sent here (OPS-02). */
export interface Readiness {
  /** The server listens. */
  ready(): void;
  /** The server was told to stop; it finishes what is under way. */
  draining(): void;
  phase(): Phase;
  /** Asks every check. Probes that come while the checks run share their outcome. */
  report(): Promise<ReadinessReport>;
}
