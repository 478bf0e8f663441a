import type { Aspect } from "./Aspect.ts";
import type { Finding } from "./Finding.ts";

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
