import type { SecureContextOptions } from "node:tls";
import type { AuditEvent } from "../audit/AuditEvent.ts";
import type { Configuration } from "../config/Configuration.ts";
import type { MetricSnapshot } from "../management/createMetrics.ts";
import type { TlsIdentity } from "../tls/TlsIdentity.ts";
import type { NumberedDrop, StoreTellings } from "./createLeaseBook.ts";
import type { ProviderFacts } from "./signInCalls.ts";

/** What a worker is started with. */
export interface WorkerStart {
  /** The release of the parent; a worker of another one does not serve. */
  readonly release: string;
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
  readonly start: WorkerStart;
  readonly drop: NumberedDrop;
  /** Another certificate, for the handshakes to come. */
  readonly secureContext: SecureContextOptions;
  /** Finish what is under way and exit. */
  readonly drain: undefined;
}

/** What a worker tells its parent. */
export interface WorkerTellings extends StoreTellings {
  readonly listening: undefined;
  readonly record: AuditEvent;
  /** One line of the log. */
  readonly log: string;
  /** What it counted until it stopped. */
  readonly lastMetrics: readonly MetricSnapshot[];
}

/** Takes the messages of these names. */
export type Hearers<Told, Names extends keyof Told = keyof Told> = {
  readonly [Name in Names]: (input: Told[Name]) => void;
};
