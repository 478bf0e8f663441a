/** The constant facts of a metric. */
export interface MetricKind {
  readonly type: "counter" | "gauge" | "histogram";
  /** One sentence; the name has the unit. */
  readonly help: string;
  /** Every label with its meaning. None of them ever holds what a caller sent (LOG-06). */
  readonly labels: readonly MetricLabel[];
}

/** The closed set of labels. */
export type MetricLabel = "operation" | "status" | "result" | "call" | "mode" | "fault";

const metric = (type: MetricKind["type"], help: string, ...labels: readonly MetricLabel[]): MetricKind => ({
  type,
  help,
  labels,
});

/** Every metric by its name; `docs/guides/observability.md` shows the same table. */
export const metricCatalogue = {
  gatehouse_requests_total: metric("counter", "Requests that got a response.", "operation", "status"),
  gatehouse_request_duration_seconds: metric(
    "histogram",
    "Time from the head of a request to its response.",
    "operation",
  ),
  gatehouse_sign_ins_total: metric("counter", "Sign-ins by result.", "result"),
  gatehouse_sessions_live: metric("gauge", "Live sessions, as the last sweep counted them."),
  gatehouse_sign_in_queue_length: metric("gauge", "Sign-ins that wait for their password to be checked."),
  gatehouse_contract_findings_total: metric("counter", "Violations found in responses.", "mode"),
  gatehouse_request_disagreements_total: metric(
    "counter",
    "Requests on which express-openapi-validator and the contract disagree, by the known fault that explains it.",
    "fault",
  ),
  gatehouse_store_duration_seconds: metric("histogram", "Time that calls of the session store took.", "call"),
  gatehouse_store_failures_total: metric("counter", "Calls of the session store that failed.", "call"),
  gatehouse_event_loop_delay_seconds: metric("histogram", "Delay of a timer of the event loop."),
  gatehouse_audit_queue_bytes: metric("gauge", "Audit lines that wait to be written."),
  gatehouse_audit_lost_events_total: metric("counter", "Audit events lost because the sink was stalled."),
  gatehouse_log_lost_lines_total: metric("counter", "Log lines lost because the sink was stalled."),
  gatehouse_tls_certificate_expiry_timestamp_seconds: metric(
    "gauge",
    "When the certificate in use expires, Unix time.",
  ),
  gatehouse_tls_reloads_total: metric("counter", "New certificates accepted or rejected.", "result"),
  gatehouse_ready: metric("gauge", "1 while the server accepts requests, 0 while it starts or drains."),
  gatehouse_overloaded: metric("gauge", "1 while requests are rejected because the process is overloaded."),
  gatehouse_workers_serving: metric("gauge", "Worker processes that serve; 0 without workers."),
  gatehouse_workers_lost_total: metric("counter", "Worker processes that ended unexpectedly."),
  process_cpu_seconds_total: metric("counter", "CPU time spent."),
  process_resident_memory_bytes: metric("gauge", "Resident memory."),
  process_start_time_seconds: metric("gauge", "When the process started, Unix time."),
  nodejs_heap_used_bytes: metric("gauge", "JavaScript heap in use."),
  nodejs_heap_limit_bytes: metric("gauge", "Limit of the JavaScript heap."),
} as const satisfies Readonly<Record<string, MetricKind>>;

/** The name of a metric. */
export type MetricName = keyof typeof metricCatalogue;
