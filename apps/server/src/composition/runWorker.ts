import { once } from "node:events";
import type { Server } from "node:http";
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { Server as TlsServer } from "node:tls";
import { loadContract } from "@gatehouse/contract";
import { type Clock, createSessions, createSteadyClock, type Store } from "@gatehouse/sessions";
import { createRowCache } from "@gatehouse/store-sqlite";
import type { AuditTrail } from "../audit/AuditEvent.ts";
import { auditUnreadable } from "../http/auditRejection.ts";
import { createLogger, type Logger } from "../logging/createLogger.ts";
import { installCrashPolicy } from "../logging/installCrashPolicy.ts";
import { type MetricSnapshot, measureStore } from "../management/createMetrics.ts";
import { type WatchedProcess, watchProcess } from "../management/createOverloadGuard.ts";
import { createLeasedStore } from "../workers/createLeasedStore.ts";
import { createLine, type Line, type LineMessage } from "../workers/createLine.ts";
import { remotePort } from "../workers/ports.ts";
import { remoteAuthenticators, remoteLimiter } from "../workers/signInCalls.ts";
import { found } from "../workers/startWorkers.ts";
import type { ParentTellings, WorkerStart, WorkerTellings } from "../workers/WorkerStart.ts";
import { createGatehouseApp, DOCUMENT } from "./createGatehouseApp.ts";
import { createHttpServer, drain } from "./createHttpServer.ts";
import { createWallClock } from "./createSystemClock.ts";
import { ignoreSignals, isProfiledBy } from "./handleSignals.ts";
import { openPages, pagesFolders } from "./openPages.ts";

/** What a crash told its parent is on its way after this long. */
const FLUSH_MILLISECONDS = 200;
const monotonicMs = (): number => performance.now();

/** A worker that was started. */
interface Serving {
  readonly tellings: Omit<ParentTellings, "start">;
  metrics(): Promise<readonly MetricSnapshot[]>;
}

/**
 * Runs a worker for as long as its parent lives: the parent says what to serve, and when to stop.
 *
 * @param nodeOptions `NODE_OPTIONS` of the environment
 */
export function runWorker(worker: NodeJS.Process, nodeOptions: string | undefined): void {
  // A terminal and a supervisor send signals to all processes; the parent decides what they mean.
  ignoreSignals(worker, isProfiledBy([...worker.execArgv, nodeOptions]));
  let serving: Serving | undefined;
  const line = createLine({
    port: { send: (messages) => void worker.send?.(messages, undefined, undefined, () => undefined) },
    answer: () => serving?.metrics(),
    hear(name, input) {
      if (name === "start") serving = startServing(worker, line, input as WorkerStart);
      else if (serving !== undefined) found(handlersOf(serving.tellings), name)(input as never);
    },
  });
  worker.on("message", (messages: readonly LineMessage[]) => line.receive(messages));
  // Without its parent it may accept nothing.
  worker.once("disconnect", () => worker.exit(0));
}

function handlersOf({ drop, secureContext, drain }: Serving["tellings"]) {
  return new Map<string, (input: never) => void>(Object.entries({ drop, secureContext, drain }));
}

/** The store takes drops from here on; the listener follows. */
function startServing(worker: NodeJS.Process, line: Line, start: WorkerStart): Serving {
  const { configuration } = start;
  const logger = openLogger(line, configuration);
  const time = createParentTime(start.sessionClockMs);
  let opened: Opened | undefined;
  const store = createLeasedStore({
    ...{ line, monotonicMs, cache: createRowCache(configuration.store.cacheBytes) },
    onRenewed: ({ nowMs }) => time.set(nowMs),
    isOverloaded: () => opened?.overload.isOverloaded() === true,
  });
  store.lease.keep();
  const opening = open(start, { line, logger, store, clock: time.clock }).then((open) => {
    opened = open;
    return open;
  });
  const metrics = async () => (await opened?.metrics.snapshot()) ?? [];
  const stop = async (): Promise<void> => {
    await drain((await opening).server);
    await store.close();
    tell(line, "lastMetrics", await metrics());
    line.flush();
  };
  installCrashPolicy({
    process: worker,
    logger,
    async stop(error) {
      const reason = error instanceof Error ? error.name : typeof error;
      tell(line, "record", { event: "sys_crash", details: { reason } });
      try {
        await stop();
      } finally {
        // Also where it never came up: the parent has the reason from here alone.
        await pause(FLUSH_MILLISECONDS);
      }
    },
  });
  return { metrics, tellings: { drop: store.drop, ...listenerTellings(worker, opening, stop) } };
}

function listenerTellings(
  worker: NodeJS.Process,
  opening: Promise<Opened>,
  stop: () => Promise<void>,
): Pick<ParentTellings, "secureContext" | "drain"> {
  return {
    secureContext(options) {
      void opening.then(({ server }) => server instanceof TlsServer && server.setSecureContext(options));
    },
    // The channel goes when everything was written to it.
    drain: () => void stop().then(() => worker.disconnect?.()),
  };
}

function openLogger(line: Line, { logLevel: level, adminPassword }: WorkerStart["configuration"]): Logger {
  const knownSecrets = adminPassword === undefined ? [] : [adminPassword];
  const push = (text: string): boolean => {
    tell(line, "log", text);
    return true;
  };
  const logger = createLogger({ level, queue: { push }, clock: createWallClock(), knownSecrets });
  return logger.child({ worker: process.pid });
}

/** The clock of the parent, carried on by the own one since it was last told: two processes must not judge one session. */
function createParentTime(startMs: number) {
  let toldMs = startMs;
  let toldAtMs = monotonicMs();
  return {
    clock: createSteadyClock({ wallMs: () => toldMs + (monotonicMs() - toldAtMs), monotonicMs }),
    set(nowMs: number): void {
      toldMs = nowMs;
      toldAtMs = monotonicMs();
    },
  };
}

/** What serves, and what it knows of itself. */
interface Opened extends WatchedProcess {
  readonly server: Server;
}

interface OpenParts {
  readonly line: Line;
  readonly logger: Logger;
  readonly store: Store;
  readonly clock: Clock;
}

/** Serves the API on the port that all workers share. */
async function open(start: WorkerStart, { line, logger, store, clock }: OpenParts): Promise<Opened> {
  const { configuration, port, identity, providers } = start;
  const contract = await loadContract(DOCUMENT);
  // What the start takes is no overload.
  const watched = watchProcess({ operationIds: [...contract.operations.keys()], logger });
  const { metrics, overload } = watched;
  const audit: Pick<AuditTrail, "record" | "flush"> = {
    record: (event) => tell(line, "record", event),
    flush: async (longestMilliseconds) => void (await line.call("audit.flush", longestMilliseconds)),
  };
  const sessions = createSessions({
    store: measureStore(store, { metrics, monotonicMs }),
    clock,
    authenticators: remoteAuthenticators(line, providers),
    limits: configuration,
    limiter: remoteLimiter(line),
    signInSwitch: store.signInSwitch,
  });
  const app = createGatehouseApp(
    { configuration, clock, logger },
    {
      ...{ contract, sessions, audit, metrics, overload },
      accounts: remotePort(line, "accounts"),
      limiter: remotePort(line, "limiter"),
      status: remotePort(line, "view").status,
      pages: openPages(pagesFolders(configuration), logger),
    },
  );
  const server = createHttpServer(app, identity, (request) => auditUnreadable(audit, request));
  server.listen(port, configuration.host);
  await once(server, "listening");
  tell(line, "listening", undefined);
  return { ...watched, server };
}

function tell<Name extends keyof WorkerTellings>(
  line: Line,
  name: Name,
  input: Parameters<WorkerTellings[Name]>[0],
): void {
  line.tell(name, input);
}
