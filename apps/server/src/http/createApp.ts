import type { IncomingMessage } from "node:http";
import type { Contract } from "@gatehouse/contract";
import {
  createContractRouter,
  createHeaderGuard,
  type FailedRequest,
  InternalError,
  type ObservedRequest,
  type OperationId,
  type OperationTable,
  type ResponseGuard,
} from "@gatehouse/express-contract";
import { isSessionsError } from "@gatehouse/sessions";
import express from "express";
import { operationTable } from "../generated/operationTable.ts";
import type { Metrics } from "../management/createMetrics.ts";
import { auditRejection } from "./auditRejection.ts";
import { createPageRoutes, documentPages, type Page, type PageExchange } from "./createPageRoutes.ts";
import { type ContextOptions, createContext } from "./defineOperation.ts";
import { CrossSiteRequestError, OverloadedError } from "./edgeErrors.ts";
import type { GatehouseBinding, RequestContext } from "./GatehouseBinding.ts";
import {
  type ApiListener,
  BODY_LIMIT_BYTES,
  createRequestListener,
  securityHeaders,
} from "./hardenServer.ts";
import { clearedCookie, securityHandlers } from "./securityHandlers.ts";
import { toErrorResponse, toRejectionResponse } from "./toErrorResponse.ts";

/** Options of `observeOperations`. */
interface ObserveOptions {
  readonly metrics: Pick<Metrics, "requests">;
  /** Is called with every request after its response. */
  readonly onResponse?: ((answered: HandledRequest) => void) | undefined;
  /** A clock that only goes forward, in milliseconds: `performance.now`. */
  readonly monotonicMs: () => number;
  /** Whether the process is overloaded. */
  readonly isOverloaded: () => boolean;
}

/** A request and the facts of its response. */
export interface HandledRequest {
  readonly transactionId: string;
  /** Absent where the request matches no operation. */
  readonly operationId: string | undefined;
  readonly status: number;
  readonly durationSeconds: number;
}

/** Operations that are always accepted: they end sessions or disable sign-ins, and so reduce the load. */
const ALWAYS_TAKEN: ReadonlySet<string> = new Set<OperationId<GatehouseBinding>>([
  "deleteSession",
  "endAllSessions",
  "endOtherSessions",
  "endSessionById",
  "endUserSessions",
  "removeAccount",
  "setAccountState",
  "setSignInState",
]);

type Handler = (request: never, context: RequestContext) => Promise<{ readonly status: number }>;

/** A fault of the server, for the log. */
export interface Fault {
  readonly error: unknown;
  /** Absent where the fault belongs to no request. */
  readonly transactionId: string | undefined;
  readonly operationId: string | undefined;
}

/** Options of the HTTP edge. */
interface AppOptions extends ContextOptions {
  readonly contract: Contract;
  /** Whether the process is overloaded. */
  readonly isOverloaded: () => boolean;
  /** Validates the responses of the server against the document. */
  readonly responseGuard: ResponseGuard;
  /** The pages at paths that are no operation, beside the document, by path. */
  readonly pages?: ReadonlyMap<string, Page> | undefined;
  /** Is called with every validated request. */
  readonly observeRequest?: ((observed: ObservedRequest) => void) | undefined;
  /** Is called with every request after its response. */
  readonly onResponse?: ((answered: HandledRequest) => void) | undefined;
  /** Is called with every response with status 500 or above and its cause, except requests that were rejected on purpose. */
  onFault(fault: Fault): void;
}

/** Makes the listener for all requests: it serves the operations of the document, and the document itself. */
export function createApp(options: AppOptions): ApiListener {
  const { contract, isOverloaded } = options;
  const app = express();
  app.disable("x-powered-by").disable("etag").set("query parser", false);
  const router = createContractRouter<GatehouseBinding>({
    contract,
    operations: observeOperations(operationTable, options),
    security: securityHandlers,
    bodyLimitBytes: BODY_LIMIT_BYTES,
    unknownPath: "next",
    responseGuard: options.responseGuard,
    ...(options.observeRequest && { observeRequest: options.observeRequest }),
    createContext: (request) => createContext(request, options),
    provideHeaders: ({ transactionId }) => ({ ...securityHeaders, "x-transaction-id": transactionId }),
    errorResponse: (failed) => answer(failed, options),
    onError: (error) => options.onFault({ error, transactionId: undefined, operationId: undefined }),
  });
  const begin = (request: IncomingMessage): PageExchange => beginPage(request, options);
  const assertSingleHeaders = createHeaderGuard(contract);
  app.use(router);
  app.use((request, _response, next) => {
    assertSingleHeaders(request);
    next();
  });
  const pages = new Map([...(options.pages ?? []), ...documentPages(contract)]);
  app.use(createPageRoutes({ pages, isOverloaded, begin }));
  const unreadableBody: ApiListener["unreadableBody"] = (name) =>
    toRejectionResponse({ name }, options.clock.nowMs()).body;
  return createRequestListener({ app, router, methods: methodsOf(contract), begin, unreadableBody });
}

/** The methods that some path has. */
function methodsOf({ operations }: Contract): readonly string[] {
  const documented = [...operations.values()].map(({ method }) => method.toUpperCase());
  return [...new Set([...documented, "GET", "HEAD", "OPTIONS"])].sort();
}

function beginPage(request: IncomingMessage, options: AppOptions): PageExchange {
  const { metrics, monotonicMs, onResponse } = options;
  const { transactionId, startedAtMs } = createContext(request, options);
  return {
    headers: { ...securityHeaders, "x-transaction-id": transactionId },
    responded(status) {
      const durationSeconds = (monotonicMs() - startedAtMs) / 1000;
      metrics.requests(undefined).record(status, durationSeconds);
      onResponse?.({ transactionId, operationId: undefined, status, durationSeconds });
    },
  };
}

function answer(
  { error: failure, operationId, context }: FailedRequest<GatehouseBinding>,
  options: AppOptions,
) {
  const isForged = failure.code === "UNAUTHENTICATED" && context.fromOtherSite;
  const error = isForged ? new InternalError(new CrossSiteRequestError()) : failure;
  const { clock, audit, metrics, monotonicMs, onResponse } = options;
  const { transactionId, origin, startedAtMs } = context;
  const response = toErrorResponse({ failure: error, operationId, time: clock.nowMs() });
  const fault = error.cause ?? error;
  if (response.status >= 500 && !isTurnedAway(fault)) {
    options.onFault({ error: fault, transactionId, operationId });
  }
  auditRejection(audit, { failure: error, operationId, origin });
  const { status } = response;
  const durationSeconds = (monotonicMs() - startedAtMs) / 1000;
  metrics.requests(operationId).record(status, durationSeconds);
  onResponse?.({ transactionId, operationId, status, durationSeconds });
  // The session may have ended long ago: the browser must stop sending its token. Another site does not sign it out.
  const isSignedOut =
    operationId === "deleteSession" &&
    status === 401 &&
    context.inBrowser &&
    !(fault instanceof CrossSiteRequestError);
  return isSignedOut ? { ...response, headers: { ...response.headers, ...clearedCookie } } : response;
}

/**
 * Whether a request was rejected on purpose: sign-ins are disabled, or the process is overloaded. Either is logged once
 * when it begins, so that many callers do not fill the log.
 */
function isTurnedAway(error: unknown): boolean {
  if (error instanceof OverloadedError) return true;
  return isSessionsError(error) && error.code === "SIGN_INS_CLOSED";
}

/**
 * Counts and times the responses of a table of operations, and rejects requests while the process is overloaded. A
 * sign-out is always accepted: it must not be delayed.
 *
 * Rejections do not return to this function; they are counted where their responses are made.
 */
function observeOperations(
  table: OperationTable<GatehouseBinding>,
  options: ObserveOptions,
): OperationTable<GatehouseBinding> {
  const handlers = Object.entries<Handler>(table as unknown as Record<string, Handler>);
  const observed = handlers.map(([id, handler]) => [id, observe(id, handler, options)]);
  return Object.fromEntries(observed) as OperationTable<GatehouseBinding>;
}

function observe(id: string, handler: Handler, options: ObserveOptions): Handler {
  const { metrics, monotonicMs, isOverloaded, onResponse } = options;
  const recorder = metrics.requests(id);
  const isAlwaysTaken = ALWAYS_TAKEN.has(id);
  const observed: Handler = async (request, context) => {
    if (isOverloaded() && !isAlwaysTaken) throw new OverloadedError();
    const answer = await handler(request, context);
    const { status } = answer;
    const durationSeconds = (monotonicMs() - context.startedAtMs) / 1000;
    recorder.record(status, durationSeconds);
    onResponse?.({ transactionId: context.transactionId, operationId: id, status, durationSeconds });
    return answer;
  };
  return Object.assign(observed, { operationId: id });
}
