import { AggregatorRegistry, type Registry } from "prom-client";
import type { MetricSnapshot, Metrics } from "../management/createMetrics.ts";

type Snapshot = readonly MetricSnapshot[];

/** A worker whose metrics are collected. */
interface CollectedWorker {
  /** Receives its final counts, sent before it ends. */
  last(snapshot: Snapshot): void;
  /** It has ended: what it counted stays, what it held goes. */
  gone(): void;
}

/** The metrics of a parent and its workers, as those of one server. */
export interface MetricsCollector extends Pick<Metrics, "text" | "contentType"> {
  /** Takes up a worker. @param read asks it for its metrics */
  add(read: () => Promise<Snapshot>): CollectedWorker;
}

/** Sums up the metrics of all processes. A worker that does not respond counts with its previous metrics. */
export function createMetricsCollector(own: Metrics): MetricsCollector {
  const workers = new Set<{ readonly read: () => Promise<Snapshot>; known: Snapshot }>();
  let departed: Snapshot[] = [];
  return {
    contentType: own.contentType,
    add(read) {
      const worker = { read, known: [] as Snapshot };
      workers.add(worker);
      return {
        last(snapshot) {
          worker.known = snapshot;
        },
        gone() {
          workers.delete(worker);
          departed.push(worker.known.filter(({ type }) => String(type) !== "gauge"));
        },
      };
    },
    async text() {
      const asked = [...workers].map(async (worker) => {
        worker.known = await worker.read().catch(() => worker.known);
      });
      const [mine] = await Promise.all([own.snapshot(), ...asked]);
      // One that has ended meanwhile is among the departed, and counts once.
      const known = [...workers].map((worker) => worker.known);
      const counted = registryOf([mine, ...departed, ...known]);
      departed = [await registryOf(departed).getMetricsAsJSON()];
      return counted.metrics();
    },
  };
}

function registryOf(snapshots: readonly Snapshot[]): Registry {
  // It is written for the messages of its own cluster, which are the same data.
  return AggregatorRegistry.aggregate(
    snapshots as unknown as Parameters<typeof AggregatorRegistry.aggregate>[0],
  );
}
