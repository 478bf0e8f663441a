import { parse as parseQuery } from "node:querystring";
import { Readable } from "node:stream";
import type { Contract, Operation, Parameter } from "@gatehouse/contract";
import type { NextFunction, Request, RequestHandler, Response } from "express";
import { middleware } from "express-openapi-validator";
import { oneOperationDocument } from "../eov/oneOperationDocument.ts";
import type { CheckedRequest } from "../request/CheckedRequest.ts";
import { parseCookies } from "../request/parseCookies.ts";
import type { ReceivedRequest } from "../request/ReceivedRequest.ts";
import { mapEovError } from "./mapEovError.ts";
import type { RequestJudge } from "./RequestJudge.ts";

/** The parts of an Express request that express-openapi-validator reads and writes. */
interface JudgedRequest {
  readonly method: string;
  readonly url: string;
  readonly originalUrl: string;
  readonly path: string;
  readonly baseUrl: "";
  readonly app: { enabled(setting: string): boolean; param(): void };
  headers: Record<string, unknown>;
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  cookies: Record<string, unknown>;
  body: unknown;
  files?: readonly { fieldname: string; originalname: string; mimetype: string; buffer: Buffer }[];
}

/** Paths match in case and to the last slash; there is one path, and the router has matched it before. */
const APP = { enabled: () => true, param: () => undefined };

/** A media range as one concrete type, so that the validator's cache is as large as the document. */
function canonicalContentType({ mediaKey, multipart }: ReceivedRequest["body"]): string | undefined {
  if (multipart !== undefined) return multipart.contentType.replace(/;(?!\s*boundary=)[^;]*/gi, "");
  return mediaKey?.replace(/^\*\/\*/, "application/x-any").replace("/*", "/x-any");
}

function toJudgedRequest(request: ReceivedRequest, operation: Operation): JudgedRequest {
  const { body, query } = request;
  const segments = operation.parameters
    .filter((parameter) => parameter.in === "path")
    .map(({ name }) => `/${encodeURIComponent(request.pathParameters[name] ?? "")}`);
  const path = `/operation${segments.join("")}`;
  const url = query === "" ? path : `${path}?${query}`;
  const headers: Record<string, unknown> = { ...request.headers };
  const contentType = canonicalContentType(body);
  if (contentType === undefined) delete headers["content-type"];
  else headers["content-type"] = contentType;
  const judged: JudgedRequest = {
    method: operation.method.toUpperCase(),
    url,
    originalUrl: url,
    path,
    baseUrl: "",
    app: APP,
    headers,
    params: {},
    query: { ...parseQuery(query) },
    cookies: { ...parseCookies(request.headers.cookie) },
    body: body.value,
  };
  return body.multipart === undefined ? judged : Object.assign(Readable.from([body.multipart.bytes]), judged);
}

function valuesOf(
  parameters: readonly Parameter[],
  location: Parameter["in"],
  source: Record<string, unknown>,
) {
  const values: Record<string, unknown> = {};
  for (const { name, in: at } of parameters) {
    const value = at === location ? source[location === "header" ? name.toLowerCase() : name] : undefined;
    if (value !== undefined) values[name] = value;
  }
  return values;
}

function toCheckedRequest(
  judged: JudgedRequest,
  request: ReceivedRequest,
  operation: Operation,
): CheckedRequest {
  const { parameters } = operation;
  return {
    parameters: {
      path: valuesOf(parameters, "path", judged.params),
      query: valuesOf(parameters, "query", judged.query),
      header: valuesOf(parameters, "header", judged.headers),
      cookie: valuesOf(parameters, "cookie", judged.cookies),
    },
    contentType: request.body.mediaKey,
    body: judged.body,
    files: request.body.multipart === undefined ? undefined : filesOf(judged),
  };
}

function filesOf({ files = [] }: JudgedRequest): CheckedRequest["files"] {
  return files.map(({ fieldname, originalname, mimetype, buffer }) => ({
    fieldName: fieldname,
    originalName: originalname,
    mediaType: mimetype,
    bytes: buffer,
  }));
}

function run(handler: RequestHandler, judged: JudgedRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    const next: NextFunction = (error?: unknown) => (error === undefined ? resolve() : reject(error));
    // The validator touches no more of request and response than JudgedRequest names.
    Promise.resolve(handler(judged as unknown as Request, {} as Response, next)).catch(reject);
  });
}

/**
 * Makes the judge of one operation out of express-openapi-validator, whose verdict is final.
 *
 * The validator is made on first use, from a document that holds this operation alone: its cost per
 * request grows with the number of routes, and its caches with the texts of content types.
 */
export function createEovJudge(contract: Contract, operation: Operation): RequestJudge {
  let handlers: readonly RequestHandler[] | undefined;
  return async (request) => {
    handlers ??= middleware({
      apiSpec: oneOperationDocument(contract, operation).document as never,
      validateApiSpec: false,
      validateResponses: false,
      validateSecurity: false,
    }) as readonly RequestHandler[];
    const judged = toJudgedRequest(request, operation);
    try {
      for (const handler of handlers) await run(handler, judged);
    } catch (error) {
      const { mediaKey, value } = request.body;
      throw mapEovError(error, { contract, operation, mediaKey, body: value });
    }
    return toCheckedRequest(judged, request, operation);
  };
}
