/** How far the server is. Only `ready` takes requests; `draining` is not ready, and is alive. */
export type Phase = "starting" | "ready" | "draining";

/** The answer to "may requests be sent here?". */
export interface ReadinessReport {
  readonly ready: boolean;
  readonly phase: Phase;
  /** By name, whether each check passed. */
  readonly checks: Readonly<Record<string, "ok" | "failed">>;
  /** By name, why a check failed, where that was said by a `NotReadyError`. The log has the details of all. */
  readonly reasons?: Readonly<Record<string, string>>;
}

/** Why the server is not ready, in words that a monitor may see. */
export class NotReadyError extends Error {
  readonly code = "NOT_READY";

  constructor(reason: string) {
    super(reason);
    this.name = "NotReadyError";
  }
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
