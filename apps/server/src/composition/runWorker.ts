import { once } from "node:events";
import type { Server } from "node:http";
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
import { createLine, found, type Line, type LineMessage } from "../workers/createLine.ts";
import { remotePort } from "../workers/ports.ts";
import { remoteAuthenticators, remoteLimiter } from "../workers/signInCalls.ts";
import type {
  NotificationHandlers,
  ParentNotifications,
  WorkerNotifications,
  WorkerStart,
} from "../workers/WorkerStart.ts";
import { createGatehouseApp, DOCUMENT } from "./createGatehouseApp.ts";
import { createHttpServer, drain } from "./createHttpServer.ts";
import { createWallClock, monotonicMs } from "./createSystemClock.ts";
import { openPages, pagesFolders } from "./openPages.ts";
import { SERVER_VERSION } from "./SERVER_VERSION.ts";

/** After this long, what a crash reported to its parent is on its way. */
const FLUSH_MILLISECONDS = 200;
/** Its parent does not read its messages. */
const UNREAD_EXIT_CODE = 71;

/** A worker that was started. */
interface Serving {
  readonly notifications: NotificationHandlers<ParentNotifications, "drop" | "secureContext" | "drain">;
  metrics(): Promise<readonly MetricSnapshot[]>;
}

type WorkerLine = Line<WorkerNotifications>;

/** Runs a worker for as long as its parent lives: the parent decides what it serves, and when it stops. */
export function runWorker(worker: NodeJS.Process): void {
  // Without its parent it may accept nothing, and must not keep the port.
  worker.once("disconnect", () => worker.exit(0));
  let serving: Serving | undefined;
  const line: WorkerLine = createLine({
    port: { send: (messages, onSent) => void worker.send?.(messages, undefined, undefined, onSent) },
    onCall: () => serving?.metrics(),
    onNotification(name, input) {
      if (name === "start") serving = startOfRelease(worker, line, input as WorkerStart);
      else if (serving !== undefined) found(handlersOf(serving.notifications), name)(input as never);
    },
    onUnread: () => worker.exit(UNREAD_EXIT_CODE),
  });
  worker.on("message", (messages: readonly LineMessage[]) => line.receive(messages));
}

/** Two releases may mean different things by the same message. */
function startOfRelease(worker: NodeJS.Process, line: WorkerLine, start: WorkerStart): Serving | undefined {
  const { release } = start;
  if (release === SERVER_VERSION) return startServing(worker, line, start);
  const text = "This worker is of another release than its parent, and does not serve. Restart the server.";
  openLogger(line, { logLevel: "error", adminPassword: undefined }).error(text, {
    release: SERVER_VERSION,
    parent: release,
  });
  line.flush();
  worker.disconnect?.();
  return undefined;
}

function handlersOf({ drop, secureContext, drain }: Serving["notifications"]) {
  return new Map<string, (input: never) => void>(Object.entries({ drop, secureContext, drain }));
}

/** The store takes drops from here on; the listener follows. */
function startServing(worker: NodeJS.Process, line: WorkerLine, start: WorkerStart): Serving {
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
    line.notify("lastMetrics", await metrics());
    line.flush();
  };
  installCrashPolicy({
    process: worker,
    logger,
    async stop(error) {
      const reason = error instanceof Error ? error.name : typeof error;
      line.notify("record", { event: "sys_crash", details: { reason } });
      await stop();
    },
    // Also where it never came up: the parent has the reason from here alone.
    flush: () => pause(FLUSH_MILLISECONDS),
  });
  return { metrics, notifications: { drop: store.drop, ...listenerNotifications(worker, opening, stop) } };
}

function listenerNotifications(
  worker: NodeJS.Process,
  opening: Promise<Opened>,
  stop: () => Promise<void>,
): NotificationHandlers<ParentNotifications, "secureContext" | "drain"> {
  return {
    secureContext(options) {
      void opening.then(({ server }) => server instanceof TlsServer && server.setSecureContext(options));
    },
    // The channel goes when everything was written to it.
    drain: () => void stop().then(() => worker.disconnect?.()),
  };
}

function openLogger(
  line: WorkerLine,
  { logLevel: level, adminPassword }: Pick<WorkerStart["configuration"], "logLevel" | "adminPassword">,
): Logger {
  const knownSecrets = adminPassword === undefined ? [] : [adminPassword];
  const push = (text: string): boolean => {
    line.notify("log", text);
    return true;
  };
  const logger = createLogger({ level, queue: { push }, clock: createWallClock(), knownSecrets });
  return logger.child({ worker: process.pid });
}

/** The clock of the parent, carried on by that of this process since its last message: two clocks must not decide on one session. */
function createParentTime(startMs: number) {
  let reportedMs = startMs;
  let reportedAtMs = monotonicMs();
  return {
    clock: createSteadyClock({ wallMs: () => reportedMs + (monotonicMs() - reportedAtMs), monotonicMs }),
    set(nowMs: number): void {
      reportedMs = nowMs;
      reportedAtMs = monotonicMs();
    },
  };
}

/** The opened parts of a worker, and their state. */
interface Opened extends WatchedProcess {
  readonly server: Server;
}

interface OpenParts {
  readonly line: WorkerLine;
  readonly logger: Logger;
  readonly store: Store;
  readonly clock: Clock;
}

/** Serves the API on the port that all workers share. */
async function open(start: WorkerStart, { line, logger, store, clock }: OpenParts): Promise<Opened> {
  const { configuration, port, identity, providers } = start;
  const contract = await loadContract(DOCUMENT);
  // The load of the start does not count as overload.
  const watched = watchProcess({ operationIds: [...contract.operations.keys()], logger });
  const { metrics, overload } = watched;
  const audit: Pick<AuditTrail, "record" | "flush"> = {
    record: (event) => line.notify("record", event),
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
  line.notify("listening", undefined);
  return { ...watched, server };
}
