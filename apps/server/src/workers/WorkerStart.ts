import type { SecureContextOptions } from "node:tls";
import type { AuditEvent } from "../audit/AuditEvent.ts";
import type { Configuration } from "../config/Configuration.ts";
import type { MetricSnapshot } from "../management/createMetrics.ts";
import type { TlsIdentity } from "../tls/TlsIdentity.ts";
import type { NumberedDrop, StoreNotifications } from "./createLeaseBook.ts";
import type { ProviderFacts } from "./signInCalls.ts";

/** Options of the start of a worker. */
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

/** The notifications of a parent to its workers, by name. */
export interface ParentNotifications {
  readonly start: WorkerStart;
  readonly drop: NumberedDrop;
  /** Another certificate, for the handshakes to come. */
  readonly secureContext: SecureContextOptions;
  /** Finish pending requests and exit. */
  readonly drain: undefined;
}

/** The notifications of a worker to its parent, by name. */
export interface WorkerNotifications extends StoreNotifications {
  readonly listening: undefined;
  readonly record: AuditEvent;
  /** One line of the log. */
  readonly log: string;
  /** Its final counts. */
  readonly lastMetrics: readonly MetricSnapshot[];
}

/** Handles the notifications of these names. */
export type NotificationHandlers<Notifications, Names extends keyof Notifications = keyof Notifications> = {
  readonly [Name in Names]: (input: Notifications[Name]) => void;
};
