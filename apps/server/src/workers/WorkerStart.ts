import type { SecureContextOptions } from "node:tls";
import type { AuditEvent } from "../audit/AuditEvent.ts";
import type { Configuration } from "../config/Configuration.ts";
import type { MetricSnapshot } from "../management/createMetrics.ts";
import type { TlsIdentity } from "../tls/TlsIdentity.ts";
import type { NumberedDrop } from "./createLeaseBook.ts";
import type { ProviderFacts } from "./signInCalls.ts";

/** What a worker is started with. */
export interface WorkerStart {
  readonly configuration: Configuration;
  /** The port of the API; never 0, so that all workers have the same one. */
  readonly port: number;
  /** Absent with plain HTTP. */
  readonly identity: TlsIdentity | undefined;
  readonly providers: readonly ProviderFacts[];
  /** The clock that sessions go by, Unix milliseconds. */
  readonly sessionClockMs: number;
}

/** What a parent tells its workers. */
export interface ParentTellings {
  start(start: WorkerStart): void;
  drop(drop: NumberedDrop): void;
  /** Another certificate, for the handshakes to come. */
  secureContext(options: SecureContextOptions): void;
  /** Finish what is under way and exit. */
  drain(nothing: undefined): void;
}

/** What a worker tells its parent, beside what its store tells. */
export interface WorkerTellings {
  listening(nothing: undefined): void;
  record(event: AuditEvent): void;
  /** One line of the log. */
  log(text: string): void;
  /** What it counted until it stopped. */
  lastMetrics(snapshot: readonly MetricSnapshot[]): void;
}
