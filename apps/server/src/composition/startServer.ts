import { once } from "node:events";
import { mkdirSync, readdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { performance } from "node:perf_hooks";
import type { Writable } from "node:stream";
import { Server as TlsServer } from "node:tls";
import { type Contract, loadContract } from "@gatehouse/contract";
import { type Clock, createSessions, type SessionStore, type Sessions } from "@gatehouse/sessions";
import type { SqliteStore } from "@gatehouse/store-sqlite";
import type { LocalAttemptLimiter } from "../accounts/limiter/createAttemptLimiter.ts";
import type { LocalAccounts } from "../accounts/openAccounts.ts";
import type { AuditTrail } from "../audit/createAuditTrail.ts";
import type { Configuration } from "../config/Configuration.ts";
import { findTrustProblems, UntrustedFilesError } from "../config/findTrustProblems.ts";
import { lockDataDirectory } from "../control/lockDataDirectory.ts";
import { auditUnreadable } from "../http/auditRejection.ts";
import type { Page } from "../http/createPageRoutes.ts";
import type { ApiListener } from "../http/hardenServer.ts";
import type { Logger } from "../logging/createLogger.ts";
import { type Metrics, measureStore } from "../management/createMetrics.ts";
import type { Readiness } from "../management/createReadiness.ts";
import { createGatehouseApp, type PresentedIdentity } from "./createGatehouseApp.ts";
import { createHttpServer, drain } from "./createHttpServer.ts";
import { explainFirstPassword, type StartFacts } from "./describeStart.ts";
import { openControl } from "./openControl.ts";
import { keepTlsFresh, type OpenedIdentity, openIdentity } from "./openIdentity.ts";
import {
  type OpenedLocalAccounts,
  openLimiter,
  openLocalAccounts,
  openVsphere,
} from "./openLocalAccounts.ts";
import {
  type Observability,
  openObservability,
  openReadiness,
  startManagement,
} from "./openObservability.ts";
import { CONSOLE_PATH, openPages, pagesFolders } from "./openPages.ts";
import { createStoreLog, openStore, startSweeping } from "./openStore.ts";
import { SERVER_VERSION } from "./SERVER_VERSION.ts";

const DOCUMENT = new URL("../../../../spec/openapi.yaml", import.meta.url);
/** A command that works on the data directory is done within this time. */
const LOCK = { holder: "gatehouse serve", longestWaitMilliseconds: 5000 };
/** Files that a server leaves in its data directory beside the trail. */
const USED = /^accounts\.json$|\.db$/;

/** What a server is started with. */
export interface StartOptions {
  readonly configuration: Configuration;
  /** What sessions go by: it never jumps. */
  readonly clock: Clock;
  /** The time of the machine, for records and certificates. */
  readonly wallClock: Clock;
  readonly logger: Logger;
  /** Where the audit trail goes when it goes to `stdout`. */
  readonly stdout: Writable;
}

/** A server that listens. */
export interface RunningServer extends StartFacts {
  readonly audit: AuditTrail;
  readonly metrics: Metrics;
  /** Finishes requests in flight, then closes what is open. A second call waits for the first. */
  stop(reason: string): Promise<void>;
}

/**
 * Puts the server together and starts it.
 *
 * @throws {ContractError} when the document is broken
 * @throws {TlsIdentityError} when certificate or key cannot be used
 * @throws {AuditFileError} when the audit file cannot be used
 * @throws {UntrustedFilesError} when files that are trusted do not belong to this user alone
 * @throws {StoreFileUnusableError} or {AccountsFileError} when accounts and sessions cannot be used
 * @throws {DataDirectoryBusyError} when another server uses the data directory
 * @throws {ControlSocketError} when the control socket cannot be opened
 */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { configuration, clock, wallClock, logger } = options;
  const { dataDirectory, tls } = configuration;
  const problems = findTrustProblems({ configuration, user: process.geteuid?.() });
  if (problems.length > 0) throw new UntrustedFilesError(problems);
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  // Closed in reverse order, also when a later step fails: first the server, last the lock.
  await using opening = new AsyncDisposableStack();
  opening.defer((await lockDataDirectory(dataDirectory, LOCK)).release);
  const contract = await loadContract(DOCUMENT);
  const identity = await openIdentity({ tls, dataDirectory, wallClock });
  const parts = await openParts(options, { contract, opening });
  const local = await openLocalAccounts({ configuration, store: parts.opened, clock, logger });
  const { audit, metrics, readiness } = parts;
  const management = await startManagement(configuration.management, { readiness, metrics, logger });
  opening.defer(management.close);
  const { limiter, close } = await openLimiter({ store: parts.opened.attempts, clock, audit, logger });
  opening.defer(close);
  const sessions = openSessions(options, { local, limiter, ...parts });
  const live = watchLiveSessions(metrics);
  opening.defer(startSweeping({ sessions, audit, logger, onLive: live.count }).stop);
  const presented: PresentedIdentity = { current: () => identity?.identity };
  const appParts = { contract, sessions, local, limiter, liveSessions: live.current, presented };
  const app = createGatehouseApp(options, { ...appParts, ...parts });
  const port = await startApi(options, { app, identity, presented, audit, metrics, opening });
  const addresses = { port, managementOrigin: management.origin };
  const control = await openControl(options, { local, sessions, limiter, ...parts, ...addresses });
  opening.defer(control.close);
  const open = opening.move();
  readiness.ready();
  audit.record({ event: "sys_startup", details: startDetails(parts.opened) });
  logger.info("The server takes requests.", { version: SERVER_VERSION, management: management.origin });
  return {
    host: configuration.host,
    ...addresses,
    hasConsole: parts.pages.has(CONSOLE_PATH),
    fingerprint: identity?.identity.fingerprint,
    certificateFile: tls.kind === "selfSigned" ? identity?.files.certificateFile : undefined,
    ...accountFacts(local),
    audit,
    metrics,
    stop: createStop({ ...parts, logger }, open),
  };
}

function accountFacts({
  firstAccount: first,
  signInName,
}: OpenedLocalAccounts): Pick<StartFacts, "newAdminPassword" | "adminPasswordWeaknesses" | "signInName"> {
  return {
    signInName,
    newAdminPassword: first.kind === "generated" ? first.password : undefined,
    adminPasswordWeaknesses: first.kind === "chosen" ? first.weaknesses : [],
  };
}

function startDetails({ startup }: SqliteStore) {
  return {
    version: SERVER_VERSION,
    ...(startup.kind === "restored" ? { restoredStore: startup.reason } : {}),
  };
}

/** What is open as long as the server runs. */
interface Parts extends Observability {
  readonly readiness: Readiness;
  /** Accounts, attempts and the switch for sign-ins. */
  readonly opened: SqliteStore;
  /** The sessions of the same store, measured. */
  readonly store: SessionStore;
  readonly pages: ReadonlyMap<string, Page>;
}

async function openParts(
  { configuration, clock, wallClock, logger, stdout }: StartOptions,
  { contract, opening }: { contract: Contract; opening: AsyncDisposableStack },
): Promise<Parts> {
  const operationIds = [...contract.operations.keys()];
  const { audit, dataDirectory } = configuration;
  const wasUsed = readdirSync(dataDirectory).some((name) => USED.test(name));
  const observability = await openObservability({ audit, stdout, operationIds, wasUsed, wallClock, logger });
  opening.defer(observability.close);
  const onNotice = (sentence: string) => logger.warn(sentence);
  const opened = await openStore({ ...configuration, onNotice, storeOptions: createStoreLog(logger) });
  opening.defer(() => opened.close());
  const { metrics, overload } = observability;
  const readiness = openReadiness({ store: opened, overload, clock, logger });
  metrics.watch("ready", () => (readiness.phase() === "ready" ? 1 : 0));
  const measured = measureStore(opened, { metrics, monotonicMs: () => performance.now() });
  const pages = openPages(pagesFolders(configuration), logger);
  return { ...observability, opened, store: measured, readiness, pages };
}

function openSessions(
  { configuration, clock, wallClock, logger }: StartOptions,
  {
    local,
    limiter,
    store,
    opened,
    metrics,
  }: Parts & {
    local: LocalAccounts;
    limiter: LocalAttemptLimiter;
  },
): Sessions {
  const vsphere = openVsphere({ vsphere: configuration.vsphere, clock, wallClock, logger });
  metrics.watch("signInQueueLength", () => local.gate.waiting);
  return createSessions({
    store,
    clock,
    authenticators: [explainFirstPassword(local.authenticator, logger), ...vsphere],
    limits: configuration,
    limiter,
    signInSwitch: opened.signInSwitch,
  });
}

function watchLiveSessions(metrics: Metrics) {
  let live = 0;
  const current = (): number => live;
  metrics.watch("sessionsLive", current);
  const count = (counted: number): void => {
    live = counted;
  };
  return { current, count };
}

function createStop(
  { readiness, audit, logger }: Parts & { logger: Logger },
  open: AsyncDisposableStack,
): RunningServer["stop"] {
  let stopping: Promise<void> | undefined;
  return (reason) => {
    readiness.draining();
    if (stopping === undefined) {
      audit.record({ event: "sys_shutdown", details: { reason } });
      logger.info("The server stops.", { reason });
      stopping = open.disposeAsync();
    }
    return stopping;
  };
}

interface ApiParts extends Pick<Observability, "audit" | "metrics"> {
  readonly app: ApiListener;
  /** Absent with plain HTTP. */
  readonly identity: OpenedIdentity | undefined;
  readonly presented: PresentedIdentity;
  readonly opening: AsyncDisposableStack;
}

/** Begins to listen, and gives the port. */
async function startApi(
  { configuration, wallClock, logger }: StartOptions,
  { app, identity, presented, audit, metrics, opening }: ApiParts,
): Promise<number> {
  const server = createHttpServer(app, identity?.identity, (request) => auditUnreadable(audit, request));
  opening.defer(() => drain(server));
  server.listen(configuration.port, configuration.host);
  await once(server, "listening");
  if (identity !== undefined && server instanceof TlsServer) {
    const kept = keepTlsFresh({ server, ...identity, wallClock, logger, audit, metrics });
    presented.current = kept.current;
    opening.defer(kept.stop);
  }
  return (server.address() as AddressInfo).port;
}
