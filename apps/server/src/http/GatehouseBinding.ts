import type { operationSecurity, operations, securitySchemes } from "@gatehouse/api-types";
import type { Binding } from "@gatehouse/express-contract";
import type { Clock } from "@gatehouse/sessions";
import type { AuditOrigin } from "../audit/AuditEvent.ts";
import type { RequestSessions } from "../audit/auditSessions.ts";
import type { securityHeaders } from "./hardenServer.ts";
import type { RequestAccounts } from "./requestAccounts.ts";
import type { RequestServer } from "./requestServer.ts";

/** The context of an operation beside its request. */
export interface RequestContext {
  /** A UUID made for this request; the header `x-transaction-id`. */
  readonly transactionId: string;
  /** Address of the caller: the socket's, or what a listed proxy says. */
  readonly clientAddress: string;
  /** Whether a page of this server asks, which keeps its token in the cookie. */
  readonly inBrowser: boolean;
  /** Whether the browser reports a call from a page of another site. */
  readonly fromOtherSite: boolean;
  /** The origin of the request, for the audit trail. */
  readonly origin: AuditOrigin;
  /** When the request began, on the monotonic clock. */
  readonly startedAtMs: number;
  /** The commands of the domain; what they change is written down as this request's doing. */
  readonly sessions: RequestSessions;
  /** The local accounts, for administrators. */
  readonly accounts: RequestAccounts;
  /** The status of the server, for administrators. */
  readonly server: RequestServer;
  readonly clock: Clock;
  readonly appliance: Appliance;
}

/** The appliance that the sessions are on, as clients see it in `data.cloud`. */
export interface Appliance {
  readonly name: string;
  /** The kind of cloud that it manages. */
  readonly type: string;
}

/** The token of each security scheme as sent. Only the domain knows whether it is valid. */
export interface Credentials {
  XHM_TOKEN: string;
  AUTHORIZATION: string;
  BROWSER_HEADER: true;
  BROWSER_SITE: true;
  BROWSER_COOKIE: string;
}

/** How the handlers of this server are bound to the document. */
export interface GatehouseBinding extends Binding {
  operations: operations;
  operationSecurity: operationSecurity;
  securitySchemes: securitySchemes;
  credentials: Credentials;
  context: RequestContext;
  providedHeaders: keyof typeof securityHeaders | "x-transaction-id";
}
