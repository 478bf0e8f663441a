import { performance } from "node:perf_hooks";
import type { Contract } from "@gatehouse/contract";
import type { Finding } from "@gatehouse/express-contract";
import type { Clock, Sessions } from "@gatehouse/sessions";
import type { LocalAttemptLimiter } from "../accounts/limiter/createAttemptLimiter.ts";
import type { LocalAccounts } from "../accounts/openAccounts.ts";
import { createAuditReader } from "../audit/createAuditReader.ts";
import type { Configuration } from "../config/Configuration.ts";
import { createAddressReader } from "../http/createAddressReader.ts";
import { type AnsweredRequest, createApp, type Fault } from "../http/createApp.ts";
import type { Page } from "../http/createPageRoutes.ts";
import type { ApiListener } from "../http/hardenServer.ts";
import type { ServerView } from "../http/requestServer.ts";
import type { Logger } from "../logging/createLogger.ts";
import type { Readiness } from "../management/createReadiness.ts";
import type { TlsIdentity } from "../tls/TlsIdentity.ts";
import { createStatusReport } from "./createStatusReport.ts";
import { createGuard, createRequestObserver, type Observability } from "./openObservability.ts";

const APPLIANCE = { name: "HCX Manager", type: "vsphere" };
const UNLISTED_PROXY =
  "X-Forwarded-For came from an address that GATEHOUSE_TRUSTED_PROXIES does not list, and is not believed. If that is a proxy, list it: its callers share one limit of failed sign-ins.";

/** The certificate that the server presents; set when it listens. */
export interface PresentedIdentity {
  current: () => TlsIdentity | undefined;
}

/** The parts of a server that requests reach. */
export interface GatehouseAppParts extends Observability {
  readonly contract: Contract;
  readonly sessions: Sessions;
  readonly local: LocalAccounts;
  readonly limiter: LocalAttemptLimiter;
  readonly readiness: Readiness;
  readonly liveSessions: () => number;
  readonly presented: PresentedIdentity;
  readonly pages: ReadonlyMap<string, Page>;
}

/** What `createGatehouseApp` is given beside the parts. */
export interface GatehouseAppOptions {
  readonly configuration: Configuration;
  readonly clock: Clock;
  readonly wallClock: Clock;
  readonly logger: Logger;
}

/** Puts the HTTP edge of a server together. */
export function createGatehouseApp(options: GatehouseAppOptions, parts: GatehouseAppParts): ApiListener {
  const { configuration, clock, logger } = options;
  const { contract, sessions, local, limiter, audit, metrics, overload, pages } = parts;
  return createApp({
    contract,
    sessions,
    accounts: local.accounts,
    limiter,
    view: viewOf(options, parts),
    clock,
    appliance: APPLIANCE,
    audit,
    metrics,
    monotonicMs: () => performance.now(),
    addressOf: createAddressReader({
      trustedProxies: configuration.trustedProxies,
      onUnlisted: (peer) => logger.warn(UNLISTED_PROXY, { peer }),
    }),
    pages,
    isOverloaded: overload.isOverloaded,
    onAnswer: logger.isEnabled("debug") ? (answered) => logAnswer(logger, answered) : undefined,
    responseGuard: createGuard({
      contract,
      mode: "report",
      onFinding: (finding) => {
        metrics.contractFinding(finding.mode);
        logFinding(logger, finding);
      },
    }),
    observeRequest: createRequestObserver(contract, { metrics, logger }),
    onFault: (fault) => logFault(logger, fault),
  });
}

function viewOf(
  { configuration, wallClock }: GatehouseAppOptions,
  { presented, ...parts }: GatehouseAppParts,
): ServerView {
  const { audit } = configuration;
  return {
    auditReader: audit.kind === "file" ? createAuditReader(audit.file) : undefined,
    status: createStatusReport({
      ...parts,
      configuration,
      wallClock,
      identity: () => presented.current(),
    }),
  };
}

function logAnswer(logger: Logger, { transactionId, operationId, ...facts }: AnsweredRequest): void {
  logger.debug("A request was answered.", { requestId: transactionId, operation: operationId, ...facts });
}

function logFault(logger: Logger, { error, transactionId, operationId }: Fault): void {
  logger.error("A request could not be answered.", {
    requestId: transactionId,
    operation: operationId,
    error,
  });
}

/** The first answer that differs in a way is told at once; after that, each tenfold. */
function logFinding(logger: Logger, { fingerprint, count, difference }: Finding): void {
  if (!Number.isInteger(Math.log10(count))) return;
  logger.warn("An answer differs from the document.", { fingerprint, count, difference });
}
