import { parse as parseQuery } from "node:querystring";
import { type Contract, cookieValues, type Operation } from "@gatehouse/contract";
import type { NextFunction, Request, RequestHandler, Response } from "express";
import { middleware } from "express-openapi-validator";
import type { ReceivedRequest } from "../request/createRequestValidator.ts";
import type { ValidationResult } from "./knownFaults.ts";
import { oneOperationDocument } from "./oneOperationDocument.ts";

/** Asks express-openapi-validator about a request to one operation. */
export type EovValidator = (request: ReceivedRequest) => Promise<ValidationResult>;

/** Paths match in case and to the last slash; there is one path, and the router has matched it before. */
const APP = { enabled: () => true, param: () => undefined };

/**
 * Makes express-openapi-validator ready for one operation, on first use, from a document that holds this operation
 * alone: its cost per request grows with the number of routes, and its caches with the texts of content types.
 */
export function createEovValidator(
  contract: Contract,
  operation: Operation,
  makeHandlers: (options: Parameters<typeof middleware>[0]) => readonly unknown[] = middleware,
): EovValidator {
  let handlers: readonly RequestHandler[] | undefined;
  let isLoaded = false;
  return async (request) => {
    handlers ??= makeHandlers({
      apiSpec: oneOperationDocument(contract, operation).document as never,
      validateApiSpec: false,
      validateResponses: false,
      validateSecurity: false,
      fileUploader: false,
    }) as readonly RequestHandler[];
    const shown = toExpressRequest(request, operation);
    try {
      const result = await validate(handlers, shown);
      isLoaded = true;
      return result;
    } catch (error) {
      // They keep what came of loading the document, a failure too: the next call loads it again.
      if (!isLoaded) handlers = undefined;
      throw error;
    }
  };
}

/** @throws what express-openapi-validator throws that is no rejection of the request */
async function validate(handlers: readonly RequestHandler[], shown: object): Promise<ValidationResult> {
  try {
    for (const handler of handlers) await run(handler, shown);
    return { accepted: true };
  } catch (error) {
    return { accepted: false, reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  const isRejection = error instanceof Error && "status" in error && Number(error.status) < 500;
  if (!isRejection) throw error;
  return error.message;
}

function run(handler: RequestHandler, shown: object): Promise<void> {
  return new Promise((resolve, reject) => {
    const next: NextFunction = (error?: unknown) => (error === undefined ? resolve() : reject(error));
    // The validator touches no more of request and response than is given here.
    Promise.resolve(handler(shown as Request, {} as Response, next)).catch(reject);
  });
}

/** The parts of an Express request that express-openapi-validator reads; it writes to them, so all are copies. */
function toExpressRequest(request: ReceivedRequest, operation: Operation): object {
  const { body, query, pathParameters } = request;
  const segments = operation.parameters
    .filter((parameter) => parameter.in === "path")
    .map(({ name }) => `/${encodeURIComponent(pathParameters[name] ?? "")}`);
  const path = `/operation${segments.join("")}`;
  const url = query === "" ? path : `${path}?${query}`;
  const headers: Record<string, unknown> = { ...request.headers };
  const contentType = canonicalContentType(body.mediaKey);
  if (contentType === undefined) delete headers["content-type"];
  else headers["content-type"] = contentType;
  return {
    method: operation.method.toUpperCase(),
    url,
    originalUrl: url,
    path,
    baseUrl: "",
    app: APP,
    headers,
    params: {},
    query: { ...parseQuery(query) },
    cookies: Object.fromEntries(cookieValues(request.headers.cookie)),
    body: body.value instanceof Uint8Array ? body.value : structuredClone(body.value),
  };
}

/** A media range as one concrete type, so that the validator's cache is as large as the document. */
function canonicalContentType(mediaKey: string | undefined): string | undefined {
  return mediaKey?.replace(/^\*\/\*/, "application/x-any").replace("/*", "/x-any");
}
