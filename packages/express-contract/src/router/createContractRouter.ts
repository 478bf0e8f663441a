import type { IncomingMessage, ServerResponse } from "node:http";
import type { OperationMatch } from "@gatehouse/contract";
import { MalformedPathError, MethodNotAllowedError, UnknownPathError } from "../errors.ts";
import { targetOf } from "../request/targetOf.ts";
import type { UntypedSecurityHandler } from "../security/createSecurityGate.ts";
import type { Binding } from "../types/Binding.ts";
import type { ContractRouter, Next } from "./ContractRouter.ts";
import type { ContractRouterOptions } from "./ContractRouterOptions.ts";
import { createHeaderGuard } from "./createHeaderGuard.ts";
import { createMatcher } from "./createMatcher.ts";
import { type Addressee, createResponder, type Responder, type ResponderHooks } from "./createResponder.ts";
import { createRoutes } from "./createRoutes.ts";
import type { Route, UntypedHandler } from "./Route.ts";
import { serveOperation } from "./serveOperation.ts";

const DEFAULT_BODY_LIMIT_BYTES = 1_048_576;
const NO_PATH: OperationMatch = { kind: "pathNotFound" };

type OnError = (error: unknown) => void;
type Contexts = WeakMap<ServerResponse, unknown> | undefined;

function rejectUnmatched(addressee: Addressee, match: OperationMatch, responder: Responder): void {
  if (match.kind === "malformedPath") return void responder.fail(addressee, new MalformedPathError());
  if (match.kind !== "methodNotAllowed") return void responder.fail(addressee, new UnknownPathError());
  const { method = "" } = addressee.req;
  // RFC 9110, 9.3.7: the answer to OPTIONS says which methods there are.
  const options = { status: 204, headers: { allow: match.allow.join(", ") } };
  if (method === "OPTIONS") responder.answer(addressee, options);
  else responder.fail(addressee, new MethodNotAllowedError(method, match.allow));
}

/**
 * Makes the function that prepares the answer to a request; without a context there is nobody to make one.
 * A response that is answered anew, because the guard held it back, keeps its context.
 */
function createAddress(createContext: (req: IncomingMessage) => unknown, onError: OnError, known: Contexts) {
  return (
    req: IncomingMessage,
    res: ServerResponse,
    { operationId, notices }: Partial<Pick<Route, "operationId" | "notices">> = {},
  ): Addressee | undefined => {
    try {
      const context = known?.has(res) === true ? known.get(res) : createContext(req);
      known?.set(res, context);
      return { req, res, context, operationId, notices };
    } catch (error) {
      onError(error);
      res.writeHead(500, ["content-length", "0"]).end();
      return undefined;
    }
  };
}

/** The types of both tables have been checked where they were written; from here on they are data. */
function createUntypedRoutes<B extends Binding>(options: ContractRouterOptions<B>) {
  return createRoutes({
    contract: options.contract,
    operations: options.operations as unknown as Readonly<Record<string, UntypedHandler>>,
    security: options.security as unknown as Readonly<Record<string, UntypedSecurityHandler>>,
    bodyLimitBytes: options.bodyLimitBytes ?? DEFAULT_BODY_LIMIT_BYTES,
  });
}

/**
 * Binds a table of operations to its document: an Express handler that matches, authenticates, checks,
 * calls and answers every request of the document.
 *
 * @throws ContractBindingError when operations or security handlers do not fit the document
 */
export function createContractRouter<B extends Binding>(options: ContractRouterOptions<B>): ContractRouter {
  const { contract, unknownPath = "reject" } = options;
  const onError: OnError = options.onError ?? ((error) => process.emitWarning(String(error)));
  const routes = createUntypedRoutes(options);
  const responder = createResponder({ ...(options as unknown as ResponderHooks), onError });
  const findMatch = createMatcher(contract);
  const assertSingleHeaders = createHeaderGuard(contract);
  const guard = options.responseGuard;
  const contexts: Contexts = guard?.enforces === true ? new WeakMap() : undefined;
  const address = createAddress((req) => options.createContext(req), onError, contexts);
  guard?.respondToViolationsWith((violation, req, res) => {
    const { operationId } = violation;
    const operation = contract.operations.get(operationId);
    const notices = operation && routes.get(operation)?.notices;
    const addressee = address(req, res, { operationId, notices });
    if (addressee !== undefined) responder.fail(addressee, violation);
  });

  const handle = (req: IncomingMessage, res: ServerResponse, next: Next): void => {
    const { path, query } = targetOf(req);
    const match = findMatch(req.method ?? "", path);
    if (match.kind === "pathNotFound" && unknownPath === "next") return void next();
    guard?.watch(req, res, match.kind === "operation" ? match.operation : undefined);
    const route = match.kind === "operation" ? routes.get(match.operation) : undefined;
    const addressee = address(req, res, route);
    if (addressee === undefined) return;
    try {
      assertSingleHeaders(req);
    } catch (error) {
      return void responder.fail(addressee, error);
    }
    if (match.kind !== "operation" || route === undefined) rejectUnmatched(addressee, match, responder);
    else void serveOperation({ addressee, route, pathParameters: match.pathParameters, query }, responder);
  };

  return Object.assign(handle, {
    rejectUnknownPath: (req: IncomingMessage, res: ServerResponse) => {
      guard?.watch(req, res, undefined);
      const addressee = address(req, res);
      if (addressee !== undefined) rejectUnmatched(addressee, NO_PATH, responder);
    },
    // biome-ignore lint/complexity/useMaxParams: Express knows error handlers by their four parameters.
    handleError: (error: unknown, req: IncomingMessage, res: ServerResponse, _next: Next) => {
      const addressee = address(req, res);
      if (addressee !== undefined) responder.fail(addressee, error);
    },
  });
}
