import { performance } from "node:perf_hooks";
import { getHeapStatistics } from "node:v8";
import type { Logger } from "../logging/createLogger.ts";
import { createMetrics, type Metrics } from "./createMetrics.ts";

/** How much of the heap is in use. */
export interface HeapUse {
  readonly usedBytes: number;
  readonly limitBytes: number;
}

/** Options of `createOverloadGuard`. */
interface OverloadGuardOptions {
  readonly heap: () => HeapUse;
  /** Called when the guard begins and when it ends rejecting requests. */
  readonly onChange?: (reason: OverloadReason | undefined) => void;
  /** Mean delay of the event loop that is too much. @default 250 */
  readonly longestMeanDelayMilliseconds?: number;
  /** Share of the heap that is too much, from 0 to 1. @default 0.9 */
  readonly largestHeapShare?: number;
}

/** Why requests are rejected. */
type OverloadReason = "event-loop" | "heap";

/** Knows whether the process is overloaded (failure 25). */
export interface OverloadGuard {
  /**
   * Takes one sample: how late a timer came, as far as this thread computed meanwhile, and how long before it was set.
   * What other programs of the machine took is no load of requests: fewer requests do not end it.
   */
  sample(ownMilliseconds: number, elapsedMilliseconds: number): void;
  /** Cheap: reads one variable. */
  isOverloaded(): boolean;
}

/** Options of `createLoopSampler`. */
interface LoopSamplerOptions {
  /** A clock that only goes forward, in milliseconds: `performance.now`. */
  readonly monotonicMs: () => number;
  /** Processor time of this thread so far, in milliseconds. */
  readonly processorMs: () => number;
  /** Called for each timer with how late it came, for how much of that this thread computed, and how long it ran in all. */
  readonly onDelay: (delayMilliseconds: number, ownMilliseconds: number, elapsedMilliseconds: number) => void;
  /** @default 20 */
  readonly intervalMilliseconds?: number;
}

/** The mean looks back about this far. */
const MEMORY_MILLISECONDS = 2000;

/**
 * A single pause of any length does not mean overload: it may be garbage collection, a start on a slow machine, or a
 * machine that gave its cores to other processes for a while. Two long pauses in a row do.
 */
const LONGEST_DELAY_MILLISECONDS = 1000;
const LARGEST_WEIGHT = 0.2;

/** Requests are let in again when the measure is well below what turned them away, so that it does not flicker. */
const RELEASE_SHARE = 0.8;

/** Makes the guard that turns requests away before the event loop or the heap give out. */
export function createOverloadGuard(options: OverloadGuardOptions): OverloadGuard {
  const longestDelay = options.longestMeanDelayMilliseconds ?? 250;
  const largestShare = options.largestHeapShare ?? 0.9;
  let meanDelay = 0;
  let reason: OverloadReason | undefined;
  const findReason = (): OverloadReason | undefined => {
    const factor = reason === undefined ? 1 : RELEASE_SHARE;
    const { usedBytes, limitBytes } = options.heap();
    if (usedBytes > limitBytes * largestShare * factor) return "heap";
    return meanDelay > longestDelay * factor ? "event-loop" : undefined;
  };
  return {
    sample(ownMilliseconds, elapsedMilliseconds) {
      // By time, not by number: when the loop is slow or gets little of the processor, samples are rare.
      const share = 1 - Math.exp(-elapsedMilliseconds / MEMORY_MILLISECONDS);
      const delay = Math.min(ownMilliseconds, LONGEST_DELAY_MILLISECONDS);
      meanDelay += (delay - meanDelay) * Math.min(share, LARGEST_WEIGHT);
      const now = findReason();
      if ((now === undefined) !== (reason === undefined)) options.onChange?.(now);
      reason = now;
    },
    isOverloaded: () => reason !== undefined,
  };
}

/**
 * Measures the delay of the event loop by how late a timer comes.
 *
 * `monitorEventLoopDelay` of Node gives percentiles since its last reset, so that two readers spoil each other's
 * figures; single samples can be counted in buckets that many may read.
 *
 * @returns a function that ends it
 */
export function createLoopSampler({
  monotonicMs,
  processorMs,
  onDelay,
  intervalMilliseconds = 20,
}: LoopSamplerOptions): () => void {
  let due = monotonicMs() + intervalMilliseconds;
  let processor = processorMs();
  const timer = setInterval(() => {
    const [now, processorNow] = [monotonicMs(), processorMs()];
    const delay = Math.max(0, now - due);
    onDelay(delay, Math.min(delay, processorNow - processor), delay + intervalMilliseconds);
    [due, processor] = [now + intervalMilliseconds, processorNow];
  }, intervalMilliseconds).unref();
  return () => clearInterval(timer);
}

/** The known state of a process. */
export interface WatchedProcess {
  readonly metrics: Metrics;
  readonly overload: OverloadGuard;
  stopSampling(): void;
}

/** Makes the metrics of this process, and begins to measure its event loop. */
export function watchProcess({
  operationIds,
  logger,
}: {
  /** The operationIds of the document. */
  readonly operationIds: readonly string[];
  readonly logger: Pick<Logger, "info" | "error">;
}): WatchedProcess {
  const metrics = createMetrics({ operationIds, startedAtMs: performance.timeOrigin });
  const overload = createOverloadGuard({
    heap: () => {
      const { used_heap_size: usedBytes, heap_size_limit: limitBytes } = getHeapStatistics();
      return { usedBytes, limitBytes };
    },
    onChange: (reason) => {
      if (reason === undefined) logger.info("Requests are accepted again.");
      else logger.error("Requests are rejected: the process is overloaded.", { reason });
    },
  });
  const stopSampling = createLoopSampler({
    monotonicMs: () => performance.now(),
    processorMs: () => {
      const { user, system } = process.threadCpuUsage();
      return (user + system) / 1000;
    },
    onDelay: (delayMilliseconds, ownMilliseconds, elapsedMilliseconds) => {
      metrics.eventLoopDelay(delayMilliseconds / 1000);
      overload.sample(ownMilliseconds, elapsedMilliseconds);
    },
  });
  metrics.watch("overloaded", () => (overload.isOverloaded() ? 1 : 0));
  return { metrics, overload, stopSampling };
}
