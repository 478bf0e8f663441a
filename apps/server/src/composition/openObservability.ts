import { performance } from "node:perf_hooks";
import type { Writable } from "node:stream";
import { getHeapStatistics } from "node:v8";
import type { Clock } from "@gatehouse/sessions";
import type { AuditTrail } from "../audit/createAuditTrail.ts";
import { type AuditDestination, openAuditTrail } from "../audit/openAuditTrail.ts";
import type { AuditConfiguration } from "../config/Configuration.ts";
import type { Logger } from "../logging/Logger.ts";
import { createLoopSampler } from "../management/createLoopSampler.ts";
import { createMetrics } from "../management/createMetrics.ts";
import { createOverloadGuard, type OverloadGuard } from "../management/createOverloadGuard.ts";
import type { Metrics } from "../management/Metrics.ts";

/** What `openObservability` works with. */
export interface ObservabilityOptions {
  readonly audit: AuditConfiguration;
  /** Where the audit trail goes when it goes to `stdout`. */
  readonly stdout: Writable;
  /** Whether the data directory was used before this start. */
  readonly wasUsed: boolean;
  /** The operationIds of the document. */
  readonly operationIds: readonly string[];
  /** The time of the machine, for records. */
  readonly wallClock: Clock;
  readonly logger: Logger;
}

/** What the server tells of itself, beside the log. */
export interface Observability {
  readonly audit: AuditTrail;
  readonly metrics: Metrics;
  readonly overload: OverloadGuard;
  /** Writes out what waits, within a few seconds. */
  close(): Promise<void>;
}

/** How long the audit trail may take to write what waits when the server stops. */
const LONGEST_FLUSH_MILLISECONDS = 3000;

/**
 * Opens audit trail and metrics, and begins to measure the event loop.
 *
 * @throws {AuditFileError} when the audit file cannot be used
 */
export async function openObservability(options: ObservabilityOptions): Promise<Observability> {
  const { operationIds, wallClock, logger, wasUsed } = options;
  const destination = destinationOf(options);
  const audit = await openAuditTrail({ destination, clock: wallClock, logger, server: { wasUsed } });
  const metrics = createMetrics({ operationIds, startedAtMs: performance.timeOrigin });
  const overload = createOverloadGuard({
    heap: () => {
      const { used_heap_size: usedBytes, heap_size_limit: limitBytes } = getHeapStatistics();
      return { usedBytes, limitBytes };
    },
    onChange: (reason) => {
      if (reason === undefined) logger.info("Requests are taken again.");
      else logger.error("Requests are rejected: the process is overloaded.", { reason });
    },
  });
  const stopSampling = createLoopSampler({
    monotonicMs: () => performance.now(),
    onDelay: (delayMilliseconds, intervalMilliseconds) => {
      metrics.eventLoopDelay(delayMilliseconds / 1000);
      overload.sample(delayMilliseconds, intervalMilliseconds);
    },
  });
  metrics.watch("auditQueueBytes", audit.queuedBytes);
  metrics.watch("auditLostEvents", audit.lostEvents);
  metrics.watch("overloaded", () => (overload.isOverloaded() ? 1 : 0));
  return {
    audit,
    metrics,
    overload,
    async close() {
      stopSampling();
      await audit.close(LONGEST_FLUSH_MILLISECONDS);
    },
  };
}

function destinationOf({ audit, stdout }: ObservabilityOptions): AuditDestination {
  return audit.kind === "stdout" ? { kind: "stream", stream: stdout } : audit;
}
