import { defaultSessionLimits, type Store } from "@gatehouse/sessions";
import type { AuditEvent } from "../audit/AuditEvent.ts";
import { NotReadyError } from "../management/createReadiness.ts";
import type { LeaseBook } from "../workers/createLeaseBook.ts";
import type { MetricsCollector } from "../workers/createMetricsCollector.ts";
import { portCalls } from "../workers/ports.ts";
import { reservePort } from "../workers/reservePort.ts";
import { serveStore } from "../workers/serveStore.ts";
import { factsOf, serveSignIns } from "../workers/signInCalls.ts";
import { type Crew, type ParentLine, startWorkers, type WorkerService } from "../workers/startWorkers.ts";
import type { NotificationHandlers, WorkerNotifications } from "../workers/WorkerStart.ts";
import type { ApiParts, ServedApi, StartOptions } from "./ApiParts.ts";
import { keepTlsFresh } from "./openIdentity.ts";
import { SERVER_VERSION } from "./SERVER_VERSION.ts";

/** The additional parts of a parent, compared with a single process. */
export interface ParentParts {
  readonly book: LeaseBook;
  readonly collector: MetricsCollector;
  /** Set when the workers are there. */
  crew?: Crew;
}

/** A worker that does not send its metrics within this time counts with its previous ones. */
const LONGEST_METRICS_MILLISECONDS = 1000;

/** The readiness of the workers: they are ready while one of them serves; the text reports when some do not. */
export async function checkCrew({ crew }: ParentParts, size: number): Promise<string | undefined> {
  const serving = crew?.serving().length ?? 0;
  if (serving === 0) throw new NotReadyError("no worker serves; the log has the reason");
  if (crew?.overloaded() === serving) throw new NotReadyError("every worker is overloaded");
  return serving < size ? `${serving} of ${size} workers serve` : undefined;
}

/**
 * Serves the API by workers, for which this process holds the parts that exist only once.
 *
 * @throws {Error} when the port is taken, or a worker does not come up
 */
export async function serveByWorkers(
  options: StartOptions,
  parts: ApiParts & { readonly opened: Store; readonly parent: ParentParts },
): Promise<ServedApi> {
  const { configuration, clock, wallClock, logger } = options;
  const { identity, presented, audit, metrics, opening, parent } = parts;
  const port = await reservePort(configuration.port, configuration.host);
  const crew = await startWorkers({
    size: configuration.workers,
    logger,
    describe: () => ({
      release: SERVER_VERSION,
      ...{ configuration, port, identity: presented.current(), providers: factsOf(parts.authenticators) },
      sessionClockMs: clock.nowMs(),
    }),
    serve: (line) => serveWorker(options, parts, line),
  });
  opening.defer(() => crew.stop());
  parent.crew = crew;
  metrics.watch("workersServing", () => crew.serving().length);
  metrics.watch("workersLost", () => crew.lost());
  if (identity !== undefined) {
    const server = { setSecureContext: (context: Parameters<Crew["present"]>[0]) => crew.present(context) };
    const kept = keepTlsFresh({ server, ...identity, wallClock, logger, audit, metrics });
    presented.current = kept.current;
    opening.defer(kept.stop);
  }
  return { port, crew };
}

function serveWorker(
  { configuration, clock, logLine }: StartOptions,
  parts: ApiParts & { readonly opened: Store; readonly parent: ParentParts },
  line: ParentLine,
): WorkerService {
  const { opened, local, limiter, status, audit, parent } = parts;
  const signIns = serveSignIns(parts);
  let isOverloaded = false;
  const counted = parent.collector.add(
    async () => (await line.call("metrics", undefined, LONGEST_METRICS_MILLISECONDS)) as never,
  );
  const store = serveStore({
    ...{ store: opened, book: parent.book, limits: { ...defaultSessionLimits, ...configuration } },
    nowMs: () => clock.nowMs(),
    sendDrop: (drop) => line.notify("drop", drop),
    onRenew({ overloaded }) {
      isOverloaded = overloaded;
    },
  });
  const notifications: NotificationHandlers<WorkerNotifications, "record" | "log" | "lastMetrics"> = {
    record: (event: AuditEvent) => audit.record(event),
    log: logLine,
    lastMetrics: counted.last,
  };
  return {
    calls: new Map<string, (input: never) => unknown>([
      ...store.calls,
      ...signIns.calls,
      ...portCalls({ accounts: local.accounts, limiter, view: { status } }),
      ["audit.flush", (longestMilliseconds: number) => audit.flush(longestMilliseconds)],
    ]),
    notifications: new Map<string, (input: never) => void>([
      ...store.notifications,
      ...Object.entries(notifications),
    ]),
    isOverloaded: () => isOverloaded,
    gone() {
      store.gone();
      counted.gone();
      void signIns.gone();
    },
  };
}
