import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Writable } from "node:stream";
import type { Contract } from "@gatehouse/contract";
import {
  createResponseGuard,
  type Finding,
  type ObservedRequest,
  type ResponseGuard,
} from "@gatehouse/express-contract";
import { createSecondOpinion } from "@gatehouse/express-contract/eov";
import type { Clock } from "@gatehouse/sessions";
import type { SqliteStore } from "@gatehouse/store-sqlite";
import type { AuditTrail } from "../audit/AuditEvent.ts";
import { type AuditDestination, openAuditTrail } from "../audit/openAuditTrail.ts";
import type { AuditConfiguration, ManagementConfiguration } from "../config/Configuration.ts";
import type { Logger } from "../logging/createLogger.ts";
import { createManagementServer, type ManagementOptions } from "../management/createManagementServer.ts";
import type { Metrics } from "../management/createMetrics.ts";
import { type OverloadGuard, watchProcess } from "../management/createOverloadGuard.ts";
import {
  createReadiness,
  NotReadyError,
  type Readiness,
  type ReadinessCheck,
} from "../management/createReadiness.ts";
import { percentOf } from "./openStore.ts";

/** Options of `openObservability`. */
interface ObservabilityOptions {
  readonly audit: AuditConfiguration;
  /** The stream of an audit trail that is written to `stdout`. */
  readonly stdout: Writable;
  /** Whether the data directory was used before this start. */
  readonly wasUsed: boolean;
  /** The operationIds of the document. */
  readonly operationIds: readonly string[];
  /** The time of the machine, for records. */
  readonly wallClock: Clock;
  readonly logger: Logger;
}

/** The reports of the server about itself, beside the log. */
export interface Observability {
  readonly audit: AuditTrail;
  readonly metrics: Metrics;
  readonly overload: OverloadGuard;
  /** Writes out what waits, within a few seconds. */
  close(): Promise<void>;
}

/** The parts that readiness depends on. */
interface ReadinessParts {
  readonly store: SqliteStore;
  readonly overload: OverloadGuard;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Absent where the process serves requests itself. */
  readonly crew?: ReadinessCheck | undefined;
}

/** The listener for monitors. */
interface RunningManagement {
  /** `http://<host>:<port>`; absent when the listener is off. */
  readonly origin: string | undefined;
  close(): Promise<void>;
}

/** The receivers of disagreements. */
interface RequestObserverOptions {
  readonly metrics: Pick<Metrics, "requestDisagreement">;
  readonly logger: Pick<Logger, "debug" | "warn">;
}

/** Options of the response guard. */
interface GuardOptions {
  readonly contract: Contract;
  /** `enforce` replaces a response with violations by an error; `report` leaves the response as it is. */
  readonly mode: "enforce" | "report";
  /** Is called with every finding. */
  onFinding(finding: Finding): void;
}

/** The part of the document that describes the responses to requests that match no operation. */
const UNROUTED_RESPONSES = "/x-unrouted-responses";

/** The share of responses that `report` validates. */
const SAMPLE_RATE = 0.01;

/** How long the audit trail may take to write what waits when the server stops. */
const LONGEST_FLUSH_MILLISECONDS = 3000;

/**
 * Opens audit trail and metrics, and begins to measure the event loop.
 *
 * @throws {AuditFileError} when the audit file cannot be used
 */
export async function openObservability(options: ObservabilityOptions): Promise<Observability> {
  const { wallClock, logger, wasUsed } = options;
  const destination = destinationOf(options);
  const audit = await openAuditTrail({ destination, clock: wallClock, logger, server: { wasUsed } });
  const { metrics, overload, stopSampling } = watchProcess(options);
  metrics.watch("auditQueueBytes", audit.queuedBytes);
  metrics.watch("auditLostEvents", audit.lostEvents);
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

/**
 * Decides whether requests may be sent here: the store is available, its files are those that were opened (FAIL-27),
 * the disk has room for a sign-in (FAIL-28), and the process is not overloaded.
 */
export function openReadiness({ store, overload, clock, logger, crew }: ReadinessParts): Readiness {
  return createReadiness({
    logger,
    checks: {
      async store() {
        // Nothing was created after now: the store is asked, and has nothing to carry.
        const nowMs = clock.nowMs();
        const window = { nowMs, createdAfterMs: nowMs, seenAfterMs: nowMs, seenUntilMs: nowMs };
        await store.list({ window, limit: 1 });
      },
      async files() {
        failOn((await store.problems()).files);
      },
      async room() {
        failOn((await store.problems()).room);
      },
      async integrity() {
        const check = store.fileCheck();
        if (check.kind === "damaged") {
          throw new NotReadyError(`the store is damaged (${check.damage}); restore it from a backup`);
        }
        return check.kind === "running"
          ? `the store file is being checked, ${percentOf(check)} % done`
          : undefined;
      },
      async load() {
        if (overload.isOverloaded()) throw new Error("The process is overloaded.");
      },
      ...(crew && { workers: crew }),
    },
  });
}

function failOn(problem: string | undefined): void {
  if (problem !== undefined) throw new NotReadyError(problem);
}

/** Starts the listener for monitors, unless it is off. */
export async function startManagement(
  configuration: ManagementConfiguration,
  options: ManagementOptions,
): Promise<RunningManagement> {
  if (configuration.kind === "off") return { origin: undefined, close: async () => undefined };
  const server = createManagementServer(options);
  server.listen(configuration.port, configuration.host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const host = configuration.host.includes(":") ? `[${configuration.host}]` : configuration.host;
  return {
    origin: `http://${host}:${port}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/**
 * Makes the observer that shows rejected requests, and one in a hundred of the accepted ones, to
 * express-openapi-validator. It decides nothing: a disagreement becomes a metric and a line of the log, which hold the
 * location in the document and nothing that the client sent.
 */
export function createRequestObserver(
  contract: Contract,
  { metrics, logger }: RequestObserverOptions,
): (observed: ObservedRequest) => void {
  const opinion = createSecondOpinion({
    contract,
    onDisagreement: ({ knownFault, ...facts }) => {
      metrics.requestDisagreement(knownFault === undefined ? "unknown" : "known");
      const level = knownFault === undefined ? "warn" : "debug";
      logger[level]("The second opinion on a request differs.", { knownFault, ...facts });
    },
    onError: (error) => logger.warn("The second opinion on a request failed.", { error }),
  });
  return opinion.observe;
}

/** Makes the guard that validates the responses of the server. */
export function createGuard({ contract, mode, onFinding }: GuardOptions): ResponseGuard {
  return createResponseGuard({
    contract,
    mode,
    onFinding,
    sampleRate: SAMPLE_RATE,
    unroutedResponses: UNROUTED_RESPONSES,
  });
}
