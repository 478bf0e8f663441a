import type { Contract } from "@gatehouse/contract";
import type { Finding } from "@gatehouse/express-contract";
import type { Clock, Sessions } from "@gatehouse/sessions";
import type { Accounts } from "../accounts/createAccounts.ts";
import type { LocalAttemptLimiter } from "../accounts/limiter/createAttemptLimiter.ts";
import type { AuditTrail } from "../audit/AuditEvent.ts";
import { createAuditReader } from "../audit/createAuditReader.ts";
import type { Configuration } from "../config/Configuration.ts";
import { createAddressReader } from "../http/createAddressReader.ts";
import { createApp, type Fault, type HandledRequest } from "../http/createApp.ts";
import type { Page } from "../http/createPageRoutes.ts";
import type { ApiListener } from "../http/hardenServer.ts";
import type { ServerView } from "../http/requestServer.ts";
import type { Logger } from "../logging/createLogger.ts";
import { monotonicMs } from "./createSystemClock.ts";
import { createGuard, createRequestObserver, type Observability } from "./openObservability.ts";

const APPLIANCE = { name: "HCX Manager", type: "vsphere" };
const UNLISTED_PROXY =
  "X-Forwarded-For came from an address that GATEHOUSE_TRUSTED_PROXIES does not list, and is ignored. If that is a proxy, list it: its callers share one limit of failed sign-ins.";

/** The document that the API is made from. */
export const DOCUMENT = new URL("../../../../spec/openapi.yaml", import.meta.url);

/** The parts of a server that requests reach. */
interface GatehouseAppParts extends Pick<Observability, "metrics" | "overload"> {
  readonly contract: Contract;
  readonly sessions: Sessions;
  readonly accounts: Accounts;
  readonly limiter: Pick<LocalAttemptLimiter, "unlock" | "findLocks">;
  readonly audit: Pick<AuditTrail, "record" | "flush">;
  readonly status: ServerView["status"];
  readonly pages: ReadonlyMap<string, Page>;
}

/** Options of `createGatehouseApp` beside the parts. */
interface GatehouseAppOptions {
  readonly configuration: Configuration;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Puts the HTTP edge of a server together. */
export function createGatehouseApp(options: GatehouseAppOptions, parts: GatehouseAppParts): ApiListener {
  const { configuration, clock, logger } = options;
  const { contract, sessions, accounts, limiter, audit, metrics, overload, status, pages } = parts;
  const { audit: kept } = configuration;
  return createApp({
    contract,
    sessions,
    accounts,
    limiter,
    view: { auditReader: kept.kind === "file" ? createAuditReader(kept.file) : undefined, status },
    clock,
    appliance: APPLIANCE,
    audit,
    metrics,
    monotonicMs,
    addressOf: createAddressReader({
      trustedProxies: configuration.trustedProxies,
      onUnlisted: (peer) => logger.warn(UNLISTED_PROXY, { peer }),
    }),
    pages,
    isOverloaded: overload.isOverloaded,
    onResponse: logger.isEnabled("debug") ? (answered) => logRequest(logger, answered) : undefined,
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

function logRequest(logger: Logger, { transactionId, operationId, ...facts }: HandledRequest): void {
  logger.debug("A request got a response.", { requestId: transactionId, operation: operationId, ...facts });
}

function logFault(logger: Logger, { error, transactionId, operationId }: Fault): void {
  logger.error("A request failed.", {
    requestId: transactionId,
    operation: operationId,
    error,
  });
}

/** The first response that differs in a way is logged at once; after that, each tenfold. */
function logFinding(logger: Logger, { fingerprint, count, difference }: Finding): void {
  if (!Number.isInteger(Math.log10(count))) return;
  logger.warn("A response differs from the document.", { fingerprint, count, difference });
}
