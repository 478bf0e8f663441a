import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import type { Contract } from "@gatehouse/contract";
import { MethodNotAllowedError } from "@gatehouse/express-contract";
import type { Request, RequestHandler } from "express";
import { stringify } from "yaml";
import { OverloadedError } from "./edgeErrors.ts";

/** A page at a path that is no operation of the document. */
export interface Page {
  readonly contentType: string;
  readonly bytes: Buffer;
  /** @default 200 */
  readonly status?: number;
  /** In place of, or beside, the headers that every response carries; names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Identifies the bytes; a client that has them gets 304 (RFC 9110, section 13.1.2). */
  readonly etag?: string;
  /** The bytes compressed with gzip, for clients that accept it. */
  readonly gzipped?: () => Buffer;
}

/** A request for a page, as far as every response is alike. */
export interface PageExchange {
  /** The headers of every response. */
  readonly headers: Readonly<Record<string, string>>;
  /** Counts the response. */
  responded(status: number): void;
}

/** Options of `createPageRoutes`. */
interface PageRoutesOptions {
  /** By path. */
  readonly pages: ReadonlyMap<string, Page>;
  /** Whether the process is overloaded; pages are then rejected as operations are. */
  readonly isOverloaded: () => boolean;
  begin(request: IncomingMessage): PageExchange;
}

const METHODS = ["GET", "HEAD", "OPTIONS"];
/** A client that does not read has this much of a page in memory, not the whole of it. */
const SLICE_BYTES = 32 * 1024;

/** The document in one piece, as `/openapi.yaml` and `/openapi.json`. */
export function documentPages({ document }: Contract): ReadonlyMap<string, Page> {
  const page = (type: string, write: () => string): Page =>
    createPage({ contentType: `application/${type}; charset=utf-8`, read: () => Buffer.from(write()) });
  return new Map([
    ["/openapi.yaml", page("yaml", () => stringify(document, { aliasDuplicateObjects: false }))],
    ["/openapi.json", page("json", () => JSON.stringify(document, null, 2))],
  ]);
}

/** Options of `createPage`. */
interface PageOptions extends Pick<Page, "contentType" | "headers"> {
  /** Is called when the page is first asked for: the document as YAML takes a tenth of a start. */
  readonly read: () => Buffer;
  /** Whether the bytes are compressed already. @default false */
  readonly compressed?: boolean;
}

/** A page that clients need not load twice, compressed for those that accept it. */
export function createPage({ read, compressed = false, ...page }: PageOptions): Page {
  const bytes = once(read);
  const etag = once(() => createHash("sha256").update(bytes()).digest("base64url").slice(0, 27));
  return {
    ...page,
    get bytes() {
      return bytes();
    },
    get etag() {
      return etag();
    },
    ...(compressed ? {} : { gzipped: once(() => gzipSync(bytes(), { level: 9 })) }),
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/**
 * Serves pages under the same rules as operations (NET-21): the overload guard, the methods of the path and `OPTIONS`,
 * the security headers and a transaction id. What is rejected goes to the error handler of the router.
 */
export function createPageRoutes({ pages, isOverloaded, begin }: PageRoutesOptions): RequestHandler {
  return (request, response, next) => {
    const page = pages.get(pathOf(request));
    if (page === undefined) return next();
    const { method } = request;
    if (isOverloaded()) return next(new OverloadedError());
    if (!METHODS.includes(method)) return next(new MethodNotAllowedError(method, METHODS));
    const { headers, responded } = begin(request);
    if (method === "OPTIONS") {
      response.writeHead(204, { ...headers, allow: METHODS.join(", ") }).end();
      return responded(204);
    }
    return responded(sendPage(request, response, { page, headers }));
  };
}

/** A page with the headers that every response carries. */
interface PageResponse {
  readonly page: Page;
  readonly headers: PageExchange["headers"];
}

/** Sends a page, or 304 to a client that has it. @returns the status */
function sendPage(
  request: Request,
  response: ServerResponse,
  { page, headers: shared }: PageResponse,
): number {
  const isGzipped = page.gzipped !== undefined && acceptsGzip(request.headers["accept-encoding"]);
  const etag = page.etag === undefined ? undefined : `"${page.etag}${isGzipped ? "-gzip" : ""}"`;
  const headers = {
    ...shared,
    ...page.headers,
    ...(page.gzipped && { vary: "accept-encoding" }),
    ...(etag !== undefined && { etag }),
  };
  if (etag !== undefined && hasBytes(request.headers["if-none-match"], etag)) {
    response.writeHead(304, headers).end();
    return 304;
  }
  const { status = 200, contentType } = page;
  const bytes = isGzipped && page.gzipped ? page.gzipped() : page.bytes;
  response.writeHead(status, {
    ...headers,
    ...(isGzipped && { "content-encoding": "gzip" }),
    "content-type": contentType,
    "content-length": bytes.length,
  });
  if (request.method === "HEAD") response.end();
  else sendInSlices(response, bytes);
  return status;
}

/** Whether a list of codings (RFC 9110, section 12.5.3) names gzip and does not exclude it by `q=0`. */
function acceptsGzip(accepted: string | string[] | undefined): boolean {
  const codings = String(accepted ?? "")
    .toLowerCase()
    .split(",");
  return codings.some((coding) => /^\s*gzip\s*(?:$|;(?!\s*q=0(?:\.0*)?\s*$))/.test(coding));
}

function hasBytes(known: string | undefined, etag: string): boolean {
  return (known ?? "").split(",").some((one) => [etag, "*"].includes(one.trim().replace(/^W\//, "")));
}

/** Express fails to read some targets, which are then no page. */
function pathOf(request: Request): string {
  try {
    return request.path;
  } catch {
    return "";
  }
}

function sendInSlices(response: ServerResponse, bytes: Buffer, from = 0): void {
  let start = from;
  while (start < bytes.length) {
    const slice = bytes.subarray(start, start + SLICE_BYTES);
    start += slice.length;
    if (response.write(slice)) continue;
    const next = start;
    response.once("drain", () => sendInSlices(response, bytes, next));
    return;
  }
  response.end();
}
