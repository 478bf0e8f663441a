import { randomFillSync } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { ErrorCode, SessionErrorResponse } from "@gatehouse/api-types";
import { createOperationDefiner } from "@gatehouse/express-contract";
import type { Clock, Sessions } from "@gatehouse/sessions";
import type { Accounts } from "../accounts/createAccounts.ts";
import type { LocalAttemptLimiter } from "../accounts/limiter/createAttemptLimiter.ts";
import type { AuditOrigin, AuditTrail } from "../audit/AuditEvent.ts";
import { auditSessions, type RequestSessions } from "../audit/auditSessions.ts";
import type { Metrics } from "../management/createMetrics.ts";
import type { AddressReader } from "./createAddressReader.ts";
import type { Appliance, Credentials, GatehouseBinding, RequestContext } from "./GatehouseBinding.ts";
import { type RequestAccounts, requestAccounts } from "./requestAccounts.ts";
import { type RequestServer, requestServer, type ServerView } from "./requestServer.ts";
import { isFromOtherSite, isInBrowserMode } from "./securityHandlers.ts";

/** The credentials of a request: those of one alternative, the others absent. */
type PresentedCredentials = { readonly [Scheme in keyof Credentials]?: Credentials[Scheme] | undefined };

/** Defines the handler of one operation of the document. */
export const defineOperation = createOperationDefiner<GatehouseBinding>();

/** The session token of a request, whichever header or cookie carried it. */
export function tokenOf({ XHM_TOKEN, AUTHORIZATION, BROWSER_COOKIE }: PresentedCredentials): string {
  return XHM_TOKEN ?? AUTHORIZATION ?? BROWSER_COOKIE ?? "";
}

/** The version of the form of a response. */
const VERSION = "1.0";

/** The part of the envelope that every success has. */
interface SuccessEnvelope {
  readonly success: true;
  readonly completed: true;
  /** Unix milliseconds. */
  readonly time: number;
  readonly version: typeof VERSION;
}

/** Begins the body of a success. @param time Unix milliseconds */
export function success(time: number): SuccessEnvelope {
  return { success: true, completed: true, time, version: VERSION };
}

/** Makes the body of a rejection or fault. */
export function failure(
  time: number,
  rejection: { errorCode: ErrorCode | undefined; text: string },
): SessionErrorResponse {
  const { errorCode, text } = rejection;
  return {
    success: false,
    completed: false,
    time,
    version: VERSION,
    ...(errorCode === undefined ? {} : { errorCode }),
    error: text,
  };
}

/** The parts that requests use. */
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

/** Random bytes for so many ids are drawn at once. */
const IDS_AT_ONCE = 128;
const UUID_BYTES = 16;
const HEX_DIGITS = Buffer.from("0123456789abcdef");
/** Where the two digits of each byte of a UUID stand in its text. */
const DIGITS_AT = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34] as const;

/**
 * Makes the maker of transaction ids: random UUIDs (RFC 9562, version 4), each one piece of text. `randomUUID` of Node
 * joins its text of many pieces, which makes the engine write JSON half as fast.
 */
function createTransactionIds(): () => string {
  const random = Buffer.alloc(IDS_AT_ONCE * UUID_BYTES);
  const text = Buffer.from("00000000-0000-4000-8000-000000000000");
  let used = random.length;
  return () => {
    if (used === random.length) {
      randomFillSync(random);
      used = 0;
    }
    random[used + 6] = ((random[used + 6] ?? 0) & 0x0f) | 0x40;
    random[used + 8] = ((random[used + 8] ?? 0) & 0x3f) | 0x80;
    for (const at of DIGITS_AT) {
      const byte = random[used] ?? 0;
      text[at] = HEX_DIGITS[byte >> 4] ?? 0;
      text[at + 1] = HEX_DIGITS[byte & 0x0f] ?? 0;
      used += 1;
    }
    return text.toString("latin1");
  };
}

const createTransactionId = createTransactionIds();

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
