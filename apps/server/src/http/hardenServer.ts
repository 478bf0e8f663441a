import { randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { type ContractRouter, MethodNotAllowedError } from "@gatehouse/express-contract";
import type { Express } from "express";
import { normalizeAddress } from "./createAddressReader.ts";
import type { PageExchange } from "./createPageRoutes.ts";
import { UnclearRequestError } from "./edgeErrors.ts";
import { type ErrorName, errorCatalogue } from "./errorCatalogue.ts";
import { limitConnections } from "./limitConnections.ts";
import { nodeHttp } from "./nodeHttp.ts";
import { serveOneByOne } from "./serveOneByOne.ts";

/** The listener for all requests, with the prototypes of Express's messages; see `messageClassesOf`. */
export type ApiListener = RequestListener &
  Pick<Express, "request" | "response"> & {
    /** The body for what cannot be read as a request. */
    readonly unreadableBody: (name: UnreadableName) => object;
  };

/** Options of `createRequestListener`. */
interface RequestListenerOptions {
  readonly app: Express;
  readonly router: Pick<ContractRouter, "handleError" | "rejectUnknownPath">;
  /** The methods that some path of this server has, for requests about the server as a whole. */
  readonly methods: readonly string[];
  readonly unreadableBody: ApiListener["unreadableBody"];
  begin(request: IncomingMessage): PageExchange;
}

/** `uri-host [ ":" port ]` (RFC 3986, section 3.2.2), or nothing at all. */
const HOST = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+,;=%-]*)(?::\d{0,5})?$/i;

/** The examples for errors of the parser, by error code; all other errors are an `unreadableRequest`. */
const unreadable = {
  HPE_HEADER_OVERFLOW: "headersTooLarge",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "chunkExtensionsTooLarge",
  ERR_HTTP_REQUEST_TIMEOUT: "requestTimeout",
} as const satisfies Readonly<Record<string, ErrorName>>;

/** The errors whose response is sent before there is a request. */
type UnreadableName = "unreadableRequest" | (typeof unreadable)[keyof typeof unreadable];

/** An unreadable request, and its origin. */
export interface UnreadableRequest {
  /** The parser's name for what is wrong, such as `HPE_INVALID_TRANSFER_ENCODING`; never what was sent. */
  readonly code: string;
  /** The address of the socket: there are no headers that could report another. */
  readonly clientAddress: string;
  /** The header `x-transaction-id` of the response, where there was one. */
  readonly requestId?: string;
}

/** A caller that went away in the middle is no broken request. */
const GONE = "HPE_INVALID_EOF_STATE";

/**
 * The headers of every response, errors included (NET-02).
 *
 * `Strict-Transport-Security` is sent over plain HTTP as well: there it is ignored (RFC 6797, section 8.1), and the
 * proxy in front passes it on.
 */
export const securityHeaders = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "strict-transport-security": "max-age=31536000",
} as const;

/** The largest request body, in bytes (NET-08). */
export const BODY_LIMIT_BYTES = 16 * 1024;

/** Options of `hardenServer`. */
interface HardenOptions {
  /** How many connections there may be. */
  readonly mostConnections: number;
  /** The event for new connections that carry HTTP. @default "connection" */
  readonly connectionEvent?: "connection" | "secureConnection";
  /** Is called for each unreadable request, whose response is sent here. */
  readonly onUnreadable?: ((request: UnreadableRequest) => void) | undefined;
  /** The body of the response, as JSON. @default `{"error": text}` */
  readonly unreadableBody?: ApiListener["unreadableBody"] | undefined;
}

/**
 * Options for every server of this project. They keep Node from sending responses of its own: the listener checks for a
 * missing `Host` itself.
 */
export const hardenedOptions = { requireHostHeader: false } as const;

/**
 * Protects an HTTP server of Node against its clients. Requests of a connection are served one by one (NET-22). Unread
 * responses are cut, and connections are limited (NET-13). Requests that Node would respond to or drop by itself go to
 * the listener or get a response with the security headers (NET-21).
 */
export function hardenServer(server: Server, options: HardenOptions): void {
  const {
    connectionEvent = "connection",
    mostConnections: most,
    onUnreadable,
    unreadableBody = shortBody,
  } = options;
  // A client that has closed its sending side may still read; without this Node would cut it before the response.
  Object.assign(server, { httpAllowHalfOpen: true });
  serveOneByOne(server, connectionEvent);
  limitConnections(server, { most, event: connectionEvent });
  server.prependListener("request", closeAfterUpgrade);
  server.on("connect", (request, socket) => respondToConnect(server, request, socket as Socket));
  server.on("clientError", (error, socket) => {
    giveUp({ error, socket: socket as Socket, bodyOf: unreadableBody, onUnreadable });
  });
  server.on("checkContinue", (request, response) => {
    if (Number(request.headers["content-length"] ?? 0) <= BODY_LIMIT_BYTES) response.writeContinue();
    // It is unknown whether the body still arrives, and so where the next request would begin.
    else response.shouldKeepAlive = false;
    server.emit("request", request, response);
  });
  // An expectation that is not known may be ignored (RFC 9110, section 10.1.1).
  server.on("checkExpectation", (request, response) => server.emit("request", request, response));
}

/**
 * No other protocol is spoken here, so that the header has no meaning (RFC 9110, section 7.8). But Node's parser drops
 * what stands behind such a request in the same packet, and would take the middle of a request for its beginning.
 */
function closeAfterUpgrade({ headers, socket }: IncomingMessage, response: ServerResponse): void {
  if (headers.upgrade === undefined) return;
  response.shouldKeepAlive = false;
  response.once("close", () => socket.removeAllListeners("data"));
}

/** Hands a request for a tunnel to the listener as if it were any other: Node would close the connection. */
function respondToConnect(server: Server, request: IncomingMessage, socket: Socket): void {
  // Node took its own listeners away.
  socket.on("error", () => undefined);
  const response = new nodeHttp.ServerResponse(request);
  response.assignSocket(socket);
  response.shouldKeepAlive = false;
  response.once("finish", () => socket.destroySoon());
  server.emit("request", request, response);
}

function shortBody(name: UnreadableName): object {
  return { error: errorCatalogue[name].text };
}

/** The response to an unreadable request, and its receivers. */
interface GiveUp {
  readonly error: NodeJS.ErrnoException;
  readonly socket: RespondingSocket;
  readonly bodyOf: ApiListener["unreadableBody"];
  readonly onUnreadable: HardenOptions["onUnreadable"];
}

/** Node keeps the response here that is written to the socket now, with its request. */
type RespondingSocket = Socket & { readonly _httpMessage?: ServerResponse | null; [GIVEN_UP]?: true };

/** Marks a socket whose bytes are not parsed any more. */
const GIVEN_UP = Symbol("given up");

/** How long a client may keep sending, or leave a response unread, before its connection is cut. */
const LINGER_MILLISECONDS = 2_000;

/**
 * Responds to an unreadable request (NET-08, NET-12, NET-13) with the security headers (NET-02), a transaction id
 * (NET-21) and a short body, and closes the connection: the start of the next request is unknown. Reports the request,
 * unless the caller was slow or went away.
 *
 * Complete requests before it have been started, so that each gets its own response first.
 */
function giveUp(details: GiveUp): void {
  const { error, socket } = details;
  // The parser fails again when the client closes its side.
  if (socket[GIVEN_UP] === true) return;
  socket[GIVEN_UP] = true;
  const { code = "" } = error;
  if (isParserError(code) || isUnreadableCode(code)) {
    socket.removeAllListeners("data");
    respondInTurn(details);
  } else {
    socket.destroy();
  }
}

/** Other errors are those of the connection, on which nothing can be said. */
function isParserError(code: string): boolean {
  return code.startsWith("HPE_");
}

function respondInTurn(details: GiveUp): void {
  const { error, socket, onUnreadable } = details;
  const current = socket._httpMessage;
  if (current?.req.complete === true && !socket.destroyed) {
    current.once("close", () => respondInTurn(details));
    return;
  }
  // In the middle of a response to the request that broke off, a second one would be taken for its body.
  const responds = socket.writable && current?.headersSent !== true;
  const requestId = randomUUID();
  closeAfter(socket, responds ? writeUnreadable(details, requestId) : "");
  const { code = "" } = error;
  if (!isParserError(code) || code === GONE) return;
  const clientAddress = normalizeAddress(socket.remoteAddress ?? "") ?? "unknown";
  onUnreadable?.({ code, clientAddress, ...(responds ? { requestId } : {}) });
}

function writeUnreadable({ error: { code = "" }, bodyOf }: GiveUp, requestId: string): string {
  const name = isUnreadableCode(code) ? unreadable[code] : "unreadableRequest";
  const { status } = errorCatalogue[name];
  const body = JSON.stringify(bodyOf(name));
  const headers = {
    ...securityHeaders,
    "x-transaction-id": requestId,
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    connection: "close",
  };
  const lines = Object.entries(headers).map(([header, value]) => `${header}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${nodeHttp.STATUS_CODES[status]}\r\n${lines.join("")}\r\n${body}`;
}

/**
 * Closes our side after the last bytes, and drops what the client sends on for a while: a reset would take the response
 * from a client that has not read it yet (RFC 9112, section 9.6).
 */
function closeAfter(socket: Socket, bytes: string): void {
  if (socket.destroyed) return;
  socket.end(bytes);
  socket.resume();
  const cut = setTimeout(() => socket.destroy(), LINGER_MILLISECONDS);
  socket.once("close", () => clearTimeout(cut));
}

function isUnreadableCode(code: string): code is keyof typeof unreadable {
  return Object.hasOwn(unreadable, code);
}

const nothing = (): void => undefined;

/**
 * Handles, in front of Express, requests to which Express or Node would respond without our headers and envelope
 * (NET-21): a missing or malformed `Host` and other ambiguous heads, requests about the server as a whole, and targets
 * that Express cannot read.
 */
export function createRequestListener(options: RequestListenerOptions): ApiListener {
  const { app, router } = options;
  const listener: RequestListener = (request, response) => {
    const fail = (error: unknown): void => router.handleError(error, request, response, nothing);
    const unclear = findUnclear(request);
    if (unclear !== undefined) {
      response.shouldKeepAlive = false;
      fail(new UnclearRequestError(unclear));
    } else if (isForServer(request)) {
      respondForServer(request, response, { ...options, fail });
    } else {
      app(request as Parameters<Express>[0], response as Parameters<Express>[1], (error?: unknown) => {
        if (error === undefined) router.rejectUnknownPath(request, response);
        else fail(error);
      });
    }
  };
  const { unreadableBody } = options;
  return Object.assign(listener, { request: app.request, response: app.response, unreadableBody });
}

/** Finds ambiguities that Node's parser accepts and other readers may interpret differently (NET-12). */
function findUnclear({ headers, httpVersion }: IncomingMessage): UnclearRequestError["code"] | undefined {
  if (httpVersion !== "1.1" && httpVersion !== "1.0") return "UNKNOWN_VERSION";
  const { host, "transfer-encoding": coding = "chunked" } = headers;
  if (coding.toLowerCase() !== "chunked") return "UNKNOWN_TRANSFER_CODING";
  return (host === undefined ? httpVersion === "1.0" : HOST.test(host)) ? undefined : "INVALID_HOST";
}

function isForServer({ url = "", method }: IncomingMessage): boolean {
  return url === "*" || (method === "CONNECT" && !url.startsWith("/"));
}

/** `OPTIONS *` asks what the server can do in general (RFC 9110, section 9.3.7); a tunnel is never opened. */
function respondForServer(
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
