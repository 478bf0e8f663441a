import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Clock, Sessions } from "@gatehouse/sessions";
import type { Accounts } from "../accounts/createAccounts.ts";
import type { LocalAttemptLimiter } from "../accounts/limiter/createAttemptLimiter.ts";
import type { AuditOrigin, AuditTrail } from "../audit/AuditEvent.ts";
import { auditSessions, type RequestSessions } from "../audit/auditSessions.ts";
import type { Metrics } from "../management/createMetrics.ts";
import type { AddressReader } from "./createAddressReader.ts";
import type { Appliance, RequestContext } from "./GatehouseBinding.ts";
import { type RequestAccounts, requestAccounts } from "./requestAccounts.ts";
import { type RequestServer, requestServer, type ServerView } from "./requestServer.ts";
import { isFromOtherSite, isInBrowserMode } from "./securityHandlers.ts";

/** What requests work on. */
export interface ContextOptions {
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly appliance: Appliance;
  readonly audit: Pick<AuditTrail, "record" | "flush">;
  readonly accounts: Accounts;
  /** Lifts the locks of accounts. */
  readonly limiter: Pick<LocalAttemptLimiter, "unlock" | "findLocks">;
  readonly view: ServerView;
  readonly metrics: Pick<Metrics, "requests" | "signIn">;
  /** A clock that only goes forward, in milliseconds: `performance.now`. */
  readonly monotonicMs: () => number;
  /** The address of a request's caller (NET-16). */
  readonly addressOf: AddressReader;
}

const UUID_LENGTH = 36;
const uuidBytes = Buffer.alloc(UUID_LENGTH);

/** A random UUID as one piece of text: that of Node is joined of many, which makes the engine write JSON half as fast. */
function createTransactionId(): string {
  uuidBytes.write(randomUUID(), "latin1");
  return uuidBytes.toString("latin1");
}

/** Begins a request: gives it its transaction id. */
export function createContext(request: IncomingMessage, options: ContextOptions): RequestContext {
  return new Context(request, options);
}

/** A class, because it is made for each request: what a request does not ask for is not made. */
class Context implements RequestContext {
  readonly transactionId = createTransactionId();
  readonly clientAddress: string;
  readonly inBrowser: boolean;
  readonly fromOtherSite: boolean;
  readonly origin: AuditOrigin;
  readonly startedAtMs: number;
  readonly sessions: RequestSessions;
  readonly #options: ContextOptions;

  constructor(request: IncomingMessage, options: ContextOptions) {
    const { headers } = request;
    const { transactionId: requestId } = this;
    const userAgent = headers["user-agent"];
    const clientAddress = options.addressOf(request);
    this.clientAddress = clientAddress;
    this.inBrowser = isInBrowserMode(headers);
    this.fromOtherSite = isFromOtherSite(headers);
    this.origin =
      userAgent === undefined ? { requestId, clientAddress } : { requestId, clientAddress, userAgent };
    this.startedAtMs = options.monotonicMs();
    this.sessions = auditSessions(options.sessions, {
      audit: options.audit,
      metrics: options.metrics,
      origin: this.origin,
    });
    this.#options = options;
  }

  get accounts(): RequestAccounts {
    const { sessions, origin } = this;
    return requestAccounts({ ...this.#options, sessions, origin });
  }

  get server(): RequestServer {
    const { sessions, origin } = this;
    return requestServer({ ...this.#options, ...this.#options.view, sessions, origin });
  }

  get clock(): Clock {
    return this.#options.clock;
  }

  get appliance(): Appliance {
    return this.#options.appliance;
  }
}
