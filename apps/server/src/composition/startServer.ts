import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { dirname } from "node:path";
import { type Contract, loadContract } from "@gatehouse/contract";
import { createSessions, type SessionStore } from "@gatehouse/sessions";
import type { SqliteStore } from "@gatehouse/store-sqlite";
import type { AuditTrail } from "../audit/AuditEvent.ts";
import { findTrustProblems, UntrustedFilesError } from "../config/findTrustProblems.ts";
import { type DataDirectoryLock, lockDataDirectory } from "../control/lockDataDirectory.ts";
import type { Page } from "../http/createPageRoutes.ts";
import type { Logger } from "../logging/createLogger.ts";
import { type Metrics, measureStore } from "../management/createMetrics.ts";
import type { Readiness } from "../management/createReadiness.ts";
import { createLeaseBook } from "../workers/createLeaseBook.ts";
import { createMetricsCollector } from "../workers/createMetricsCollector.ts";
import { shareStore } from "../workers/shareStore.ts";
import type { ApiParts, PresentedIdentity, StartOptions } from "./ApiParts.ts";
import { DOCUMENT } from "./createGatehouseApp.ts";
import { createStatusReport } from "./createStatusReport.ts";
import { monotonicMs } from "./createSystemClock.ts";
import { explainFirstPassword, type StartFacts } from "./describeStart.ts";
import { OpenParts } from "./OpenParts.ts";
import { openControl } from "./openControl.ts";
import { openIdentity } from "./openIdentity.ts";
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
import { checkCrew, type ParentParts, serveByWorkers } from "./serveByWorkers.ts";
import { serveHere } from "./serveHere.ts";

/** A command that works on the data directory is done within this time. */
const LOCK = { holder: "gatehouse serve", longestWaitMilliseconds: 5000 };
/** Files that a server leaves in its data directory beside the trail. */
const USED = /^accounts\.json$|\.db$/;

/** A server that listens. */
export interface RunningServer extends StartFacts {
  readonly audit: AuditTrail;
  readonly metrics: Metrics;
  /** Replaces the processes that serve, behind the caller's back; false where this is the one. */
  restart(): boolean;
  /**
   * Finishes requests in flight, then closes what is open; what cannot be closed is logged. A second call waits for the
   * first.
   */
  stop(reason: string): Promise<void>;
}

/**
 * Node's own way does not end below folders where nothing can be made and the system says that they do not exist, such
 * as those of an automounter.
 */
function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeDirectory(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (!existsSync(path)) throw error;
  }
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
  makeDirectory(dataDirectory);
  // Closed in reverse order, also when a later step fails: first the server, last the lock.
  await using opening = new OpenParts(logger);
  const lock = await lockDataDirectory(dataDirectory, LOCK);
  opening.defer(lock.release);
  const contract = await loadContract(DOCUMENT);
  const identity = await openIdentity({ tls, dataDirectory, wallClock });
  const parts = await openParts(options, { contract, opening, lock });
  const local = await openLocalAccounts({ configuration, store: parts.opened, clock, logger });
  const { audit, metrics, readiness } = parts;
  const shown = parts.parent?.collector ?? metrics;
  const management = await startManagement(configuration.management, { readiness, metrics: shown, logger });
  opening.defer(management.close);
  const domain = await openDomain(options, { ...parts, local, opening });
  const presented: PresentedIdentity = { current: () => identity?.identity };
  const told = { configuration, wallClock, audit, readiness, ...domain };
  const status = createStatusReport({ ...told, identity: () => presented.current() });
  const { parent, ...api } = { ...parts, contract, local, ...domain, status, identity, presented, opening };
  const { port, crew } = await (parent === undefined
    ? serveHere(options, api)
    : serveByWorkers(options, { ...api, parent }));
  const addresses = { port, managementOrigin: management.origin };
  const control = await openControl(options, { ...api, crew, ...addresses });
  opening.defer(control.close);
  const open = opening.move();
  readiness.ready();
  audit.record({ event: "sys_startup", details: startDetails(parts.opened) });
  logger.info("The server accepts requests.", { version: SERVER_VERSION, management: management.origin });
  return {
    ...startFacts(options, api),
    ...addresses,
    audit,
    metrics,
    restart() {
      void crew?.restart();
      return crew !== undefined;
    },
    stop: createStop({ ...parts, logger }, open),
  };
}

function startFacts(
  { configuration: { host, tls } }: StartOptions,
  { pages, identity, local }: Pick<ApiParts, "pages" | "identity"> & { readonly local: OpenedLocalAccounts },
): Omit<StartFacts, "port" | "managementOrigin"> {
  return {
    host,
    hasConsole: pages.has(CONSOLE_PATH),
    fingerprint: identity?.identity.fingerprint,
    certificateFile: tls.kind === "selfSigned" ? identity?.files.certificateFile : undefined,
    ...accountFacts(local),
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

/** The parts that are open while the server runs. */
interface Parts extends Observability {
  readonly readiness: Readiness;
  /** Accounts, attempts and the switch for sign-ins. */
  readonly opened: SqliteStore;
  /** The sessions of the same store, measured. */
  readonly store: SessionStore;
  readonly pages: ReadonlyMap<string, Page>;
  /** Absent where this process serves requests itself. */
  readonly parent: ParentParts | undefined;
}

async function openParts(
  { configuration, clock, wallClock, logger, stdout }: StartOptions,
  { contract, opening, lock }: { contract: Contract; opening: AsyncDisposableStack; lock: DataDirectoryLock },
): Promise<Parts> {
  const operationIds = [...contract.operations.keys()];
  const { audit, dataDirectory } = configuration;
  const wasUsed = readdirSync(dataDirectory).some((name) => USED.test(name));
  const observability = await openObservability({ audit, stdout, operationIds, wasUsed, wallClock, logger });
  opening.defer(observability.close);
  const { metrics, overload } = observability;
  const parent = configuration.workers > 1 ? createParentParts(metrics) : undefined;
  const onNotice = (sentence: string) => logger.warn(sentence);
  const store = await openStore({ ...configuration, onNotice, storeOptions: createStoreLog(logger) });
  const own = watchLock(store, lock);
  opening.defer(() => own.close());
  const opened = parent === undefined ? own : shareStore(own, parent.book);
  const crew = parent && (() => checkCrew(parent, configuration.workers));
  const readiness = openReadiness({ store: opened, overload, clock, logger, crew });
  metrics.watch("ready", () => (readiness.phase() === "ready" ? 1 : 0));
  const measured = measureStore(opened, { metrics, monotonicMs });
  const pages = openPages(pagesFolders(configuration), logger);
  return { ...observability, opened, store: measured, readiness, pages, parent };
}

/** The lock is one of the files that must stay those that were opened (FAIL-27). */
function watchLock(store: SqliteStore, lock: DataDirectoryLock): SqliteStore {
  return {
    ...store,
    async problems() {
      const files = lock.problem();
      return { ...(await store.problems()), ...(files === undefined ? {} : { files }) };
    },
  };
}

function createParentParts(metrics: Metrics): ParentParts {
  const book = createLeaseBook({ monotonicMs });
  return { book, collector: createMetricsCollector(metrics) };
}

/** The rules of sessions, and their background work while the server runs. */
async function openDomain(
  options: StartOptions,
  parts: Parts & { readonly local: OpenedLocalAccounts; readonly opening: AsyncDisposableStack },
) {
  const { configuration, clock, wallClock, logger } = options;
  const { store, opened, local, audit, metrics, opening } = parts;
  const { limiter, close } = await openLimiter({ store: opened.attempts, clock, audit, logger });
  opening.defer(close);
  const vsphere = await openVsphere({ vsphere: configuration.vsphere, clock, wallClock, logger });
  const authenticators = [explainFirstPassword(local.authenticator, logger), ...vsphere];
  metrics.watch("signInQueueLength", () => local.gate.waiting);
  const limits = configuration;
  const { signInSwitch } = opened;
  const sessions = createSessions({ store, clock, authenticators, limits, limiter, signInSwitch });
  const live = watchLiveSessions(metrics);
  opening.defer(startSweeping({ sessions, audit, logger, onLive: live.count }).stop);
  return { limiter, authenticators, sessions, liveSessions: live.current };
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
