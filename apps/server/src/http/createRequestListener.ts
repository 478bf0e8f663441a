import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { type ContractRouter, MethodNotAllowedError } from "@gatehouse/express-contract";
import type { Express } from "express";
import type { PageExchange } from "./createPageRoutes.ts";
import { InvalidHostError } from "./edgeErrors.ts";

/** What answers every request, with the prototypes of Express's messages; see `messageClassesOf`. */
export type ApiListener = RequestListener & Pick<Express, "request" | "response">;

/** What `createRequestListener` works with. */
export interface RequestListenerOptions {
  readonly app: Express;
  readonly router: Pick<ContractRouter, "handleError" | "rejectUnknownPath">;
  /** The methods that some path of this server has, for requests about the server as a whole. */
  readonly methods: readonly string[];
  begin(request: IncomingMessage): PageExchange;
}

/** `uri-host [ ":" port ]` (RFC 3986, section 3.2.2), or nothing at all. */
const HOST = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+,;=%-]*)(?::\d{0,5})?$/i;

const nothing = (): void => undefined;

/**
 * Puts in front of Express what it and Node would answer in their own words, without our headers and envelope (NET-21):
 * a missing or malformed `Host`, requests about the server as a whole, and targets that Express cannot read.
 */
export function createRequestListener(options: RequestListenerOptions): ApiListener {
  const { app, router } = options;
  const listener: RequestListener = (request, response) => {
    const fail = (error: unknown): void => router.handleError(error, request, response, nothing);
    if (!hasHost(request)) {
      response.shouldKeepAlive = false;
      fail(new InvalidHostError());
    } else if (isForServer(request)) {
      answerForServer(request, response, { ...options, fail });
    } else {
      app(request as Parameters<Express>[0], response as Parameters<Express>[1], (error?: unknown) => {
        if (error === undefined) router.rejectUnknownPath(request, response);
        else fail(error);
      });
    }
  };
  return Object.assign(listener, { request: app.request, response: app.response });
}

function hasHost({ headers: { host }, httpVersion }: IncomingMessage): boolean {
  return host === undefined ? httpVersion === "1.0" : HOST.test(host);
}

function isForServer({ url = "", method }: IncomingMessage): boolean {
  return url === "*" || (method === "CONNECT" && !url.startsWith("/"));
}

/** `OPTIONS *` asks what the server can do in general (RFC 9110, section 9.3.7); a tunnel is never opened. */
function answerForServer(
  request: IncomingMessage,
  response: ServerResponse,
  {
    begin,
    methods,
    fail,
  }: Pick<RequestListenerOptions, "begin" | "methods"> & { fail: (error: Error) => void },
): void {
  const { method = "" } = request;
  if (method !== "OPTIONS") {
    fail(new MethodNotAllowedError(method, method === "CONNECT" ? methods : ["OPTIONS"]));
    return;
  }
  const { headers, responded } = begin(request);
  response.writeHead(204, { ...headers, allow: methods.join(", ") }).end();
  responded(204);
}
