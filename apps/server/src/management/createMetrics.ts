import { getHeapStatistics } from "node:v8";
import type { SessionStore, Store } from "@gatehouse/sessions";
import { Registry } from "prom-client";
import { createInstruments, type Instruments } from "./createInstruments.ts";
import type { MetricName } from "./metricCatalogue.ts";

/** The result of a sign-in, for its counter. */
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
type StoreCall = Exclude<keyof SessionStore, "close">;

/** Counts one kind of request. */
interface RequestRecorder {
  record(status: number, durationSeconds: number): void;
}

/** Counts one method of the store. */
interface StoreCallRecorder {
  record(durationSeconds: number, failed: boolean): void;
}

/** Values that are asked for when the metrics are read. */
type WatchedValue =
  | "sessionsLive"
  | "signInQueueLength"
  | "auditQueueBytes"
  | "auditLostEvents"
  | "logLostLines"
  | "tlsExpirySeconds"
  | "ready"
  | "overloaded"
  | "workersServing"
  | "workersLost";

/** One metric as data, to be summed up over processes. */
export type MetricSnapshot = Awaited<ReturnType<Registry["getMetricsAsJSON"]>>[number];

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
  /** All metrics as data. */
  snapshot(): Promise<readonly MetricSnapshot[]>;
  /** The media type of that text. */
  readonly contentType: string;
}

/** Options of `measureStore`. */
interface MeasureOptions {
  readonly metrics: Pick<Metrics, "storeCalls">;
  /** A clock that only goes forward, in milliseconds: `performance.now`. */
  readonly monotonicMs: () => number;
}

/** The label value of requests that match no operation. */
const NO_OPERATION = "none";

/** From a session check out of memory to a sign-in that waits in line, in seconds. */
const REQUEST_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const STORE_BUCKETS = [
  0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1,
];
const LOOP_BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5];

const SIGN_IN_RESULTS: Readonly<Record<SignInResult, true>> = {
  accepted: true,
  refused: true,
  limited: true,
  busy: true,
  closed: true,
  "no-role": true,
  "no-room": true,
  fault: true,
};

const STORE_CALLS: Readonly<Record<StoreCall, true>> = {
  create: true,
  touch: true,
  take: true,
  list: true,
  endMany: true,
  sweep: true,
};

const WATCHED: Readonly<Record<WatchedValue, MetricName>> = {
  sessionsLive: "gatehouse_sessions_live",
  signInQueueLength: "gatehouse_sign_in_queue_length",
  auditQueueBytes: "gatehouse_audit_queue_bytes",
  auditLostEvents: "gatehouse_audit_lost_events_total",
  logLostLines: "gatehouse_log_lost_lines_total",
  tlsExpirySeconds: "gatehouse_tls_certificate_expiry_timestamp_seconds",
  ready: "gatehouse_ready",
  overloaded: "gatehouse_overloaded",
  workersServing: "gatehouse_workers_serving",
  workersLost: "gatehouse_workers_lost_total",
};

/** Options of `createMetrics`. */
interface MetricsOptions {
  /** The operationIds of the document. */
  readonly operationIds: readonly string[];
  /** When the process started, Unix milliseconds. */
  readonly startedAtMs: number;
}

/** Makes the metrics of one server, on a registry of its own. */
export function createMetrics({ operationIds, startedAtMs }: MetricsOptions): Metrics {
  const registry = new Registry();
  const instruments = createInstruments(registry);
  const requests = createRequestRecorders(instruments, operationIds);
  const storeCalls = createStoreRecorders(instruments);
  const sources = watchValues(instruments);
  watchProcess(instruments, startedAtMs);
  const signIns = instruments.counter("gatehouse_sign_ins_total");
  const signInCells = mapKeys(SIGN_IN_RESULTS, (result) => signIns.cell({ result }));
  const findings = instruments.counter("gatehouse_contract_findings_total");
  const findingCells = {
    enforce: findings.cell({ mode: "enforce" }),
    report: findings.cell({ mode: "report" }),
  };
  const disagreements = instruments.counter("gatehouse_request_disagreements_total");
  const disagreementCells = {
    known: disagreements.cell({ fault: "known" }),
    unknown: disagreements.cell({ fault: "unknown" }),
  };
  const reloads = instruments.counter("gatehouse_tls_reloads_total");
  const reloadCells = {
    taken: reloads.cell({ result: "taken" }),
    refused: reloads.cell({ result: "refused" }),
  };
  const loopDelay = instruments.histogram("gatehouse_event_loop_delay_seconds", LOOP_BUCKETS).cell({});
  return {
    requests,
    storeCalls: (call) => storeCalls[call],
    signIn: (result) => signInCells[result].add(),
    contractFinding: (mode) => findingCells[mode].add(),
    requestDisagreement: (fault) => disagreementCells[fault].add(),
    eventLoopDelay: (seconds) => loopDelay.observe(seconds),
    tlsReload: (result) => reloadCells[result].add(),
    watch: (value, read) => void sources.set(value, read),
    text: () => registry.metrics(),
    snapshot: () => registry.getMetricsAsJSON(),
    contentType: registry.contentType,
  };
}

function createRequestRecorders(
  instruments: Instruments,
  operationIds: readonly string[],
): Metrics["requests"] {
  const counts = instruments.counter("gatehouse_requests_total");
  const durations = instruments.histogram("gatehouse_request_duration_seconds", REQUEST_BUCKETS);
  const create = (operation: string): RequestRecorder => {
    const cells = new Map<number, ReturnType<typeof counts.cell>>();
    const duration = durations.cell({ operation });
    const cellOf = (status: number) => {
      const cell = counts.cell({ operation, status: String(status) });
      cells.set(status, cell);
      return cell;
    };
    return {
      record(status, durationSeconds) {
        (cells.get(status) ?? cellOf(status)).add();
        duration.observe(durationSeconds);
      },
    };
  };
  const none = create(NO_OPERATION);
  const recorders = new Map(operationIds.map((id) => [id, create(id)]));
  return (operationId) => (operationId === undefined ? none : (recorders.get(operationId) ?? none));
}

function createStoreRecorders(instruments: Instruments) {
  const durations = instruments.histogram("gatehouse_store_duration_seconds", STORE_BUCKETS);
  const failures = instruments.counter("gatehouse_store_failures_total");
  return mapKeys(STORE_CALLS, (call) => {
    const duration = durations.cell({ call });
    const failed = failures.cell({ call });
    return {
      record(durationSeconds: number, hasFailed: boolean): void {
        duration.observe(durationSeconds);
        if (hasFailed) failed.add();
      },
    };
  });
}

function watchValues(instruments: Instruments): Map<WatchedValue, () => number> {
  const sources = new Map<WatchedValue, () => number>();
  mapKeys(WATCHED, (value) => instruments.asked(WATCHED[value], () => sources.get(value)?.() ?? 0));
  return sources;
}

function watchProcess(instruments: Instruments, startedAtMs: number): void {
  const cpuSeconds = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  };
  instruments.asked("process_cpu_seconds_total", cpuSeconds);
  instruments.asked("process_resident_memory_bytes", () => process.memoryUsage.rss());
  instruments.asked("process_start_time_seconds", () => startedAtMs / 1000);
  instruments.asked("nodejs_heap_used_bytes", () => getHeapStatistics().used_heap_size);
  instruments.asked("nodejs_heap_limit_bytes", () => getHeapStatistics().heap_size_limit);
}

function mapKeys<Key extends string, Value>(
  table: Readonly<Record<Key, unknown>>,
  make: (key: Key) => Value,
): Readonly<Record<Key, Value>> {
  const keys = Object.keys(table) as Key[];
  return Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<Key, Value>;
}

/** Puts a stopwatch around every call about sessions. */
export function measureStore(store: Store, { metrics, monotonicMs }: MeasureOptions): Store {
  const measured = <Request, Result>(
    recorder: StoreCallRecorder,
    call: (request: Request) => Promise<Result>,
  ): ((request: Request) => Promise<Result>) => {
    return async (request) => {
      const start = monotonicMs();
      let failed = true;
      try {
        const result = await call(request);
        failed = false;
        return result;
      } finally {
        recorder.record((monotonicMs() - start) / 1000, failed);
      }
    };
  };
  return {
    create: measured(metrics.storeCalls("create"), (request) => store.create(request)),
    touch: measured(metrics.storeCalls("touch"), (request) => store.touch(request)),
    take: measured(metrics.storeCalls("take"), (request) => store.take(request)),
    list: measured(metrics.storeCalls("list"), (request) => store.list(request)),
    endMany: measured(metrics.storeCalls("endMany"), (request) => store.endMany(request)),
    sweep: measured(metrics.storeCalls("sweep"), (request) => store.sweep(request)),
    close: () => store.close(),
    accounts: store.accounts,
    attempts: store.attempts,
    signInSwitch: store.signInSwitch,
  };
}
