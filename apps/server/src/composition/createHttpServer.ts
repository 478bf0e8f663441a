import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { Server as NetServer } from "node:net";
import { Server as TlsServer } from "node:tls";
import { messageClassesOf } from "@gatehouse/express-contract";
import type { Express } from "express";
import {
  type ApiListener,
  hardenedOptions,
  hardenServer,
  type UnreadableRequest,
} from "../http/hardenServer.ts";
import { connectionLimitsOf } from "../http/limitConnections.ts";
import { nodeHttp } from "../http/nodeHttp.ts";
import { secureContextOptions, type TlsIdentity } from "../tls/TlsIdentity.ts";
import { takeHandshakesInTurn } from "../tls/takeHandshakesInTurn.ts";

/** A client that takes longer for its first message, or for the rest of the handshake, is cut (NET-13). */
const HANDSHAKE_MILLISECONDS = 10_000;

/** How long a stop may take. */
interface DrainTimes {
  /** Then what is left is cut. @default 10000 */
  readonly longestMilliseconds?: number;
  /** A connection on which nothing comes for this long is closed. @default 1000 */
  readonly idleMilliseconds?: number;
}

/** How often connections that fell idle meanwhile are closed, in milliseconds. */
const SWEEP_MILLISECONDS = 50;

/** Limits that apply before a request is read (NET-08, NET-13). */
const limits = {
  maxHeaderSize: 16 * 1024,
  ...hardenedOptions,
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 1000,
  // Memory holds one packet of a client that waits for its turn, and no more (NET-22).
  highWaterMark: 16 * 1024,
  // A request without a body has ended when it comes; Node need not read it to its end.
  optimizeEmptyRequests: true,
};

/** Messages of an Express application are made with its prototypes, which spares it a change of every one. */
function messagesOf(listener: RequestListener & Partial<Pick<Express, "request" | "response">>) {
  const { request, response } = listener;
  return request === undefined || response === undefined ? {} : messageClassesOf({ request, response });
}

/**
 * Makes the server that carries the API: TLS 1.2 and 1.3 with an identity, plain HTTP without one (NET-01).
 *
 * @param onUnreadable called for each response to bytes that cannot be read as a request
 */
export function createHttpServer(
  listener: RequestListener & Partial<ApiListener>,
  identity: TlsIdentity | undefined,
  onUnreadable?: (request: UnreadableRequest) => void,
): Server {
  const options = { ...limits, ...messagesOf(listener) };
  const server =
    identity === undefined
      ? nodeHttp.createServer(options, listener)
      : createTlsServer(
          {
            ...options,
            ...secureContextOptions(identity),
            handshakeTimeout: HANDSHAKE_MILLISECONDS,
            // `takeHandshakesInTurn` allows it as soon as a client can receive a response.
            allowHalfOpen: false,
          },
          listener,
        );
  if (server instanceof TlsServer)
    takeHandshakesInTurn(server, { longestMilliseconds: HANDSHAKE_MILLISECONDS });
  hardenServer(server, {
    mostConnections: connectionLimitsOf().api,
    connectionEvent: identity === undefined ? "connection" : "secureConnection",
    onUnreadable,
    unreadableBody: listener.unreadableBody,
  });
  return server;
}

/**
 * Stops a server: takes no new connections, lets requests in flight finish, then closes what is left (OPS-02).
 *
 * Connections that are kept alive are not closed at once: a request may be on its way on any of them. Each gets one
 * more response, with `Connection: close`; only silent connections are closed. `close` of an HTTP server would close
 * idle connections at once, therefore that of the underlying server is called.
 */
export async function drain(server: Server, times: DrainTimes = {}): Promise<void> {
  const { longestMilliseconds = 10_000, idleMilliseconds = 1000 } = times;
  server.prependListener("request", closeAfterResponse);
  const closed = new Promise<void>((resolve) => void NetServer.prototype.close.call(server, () => resolve()));
  let sweep: NodeJS.Timeout | undefined;
  const silence = setTimeout(() => {
    sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MILLISECONDS);
  }, idleMilliseconds);
  const cut = setTimeout(() => server.closeAllConnections(), longestMilliseconds);
  await closed;
  for (const timer of [silence, cut]) clearTimeout(timer);
  clearInterval(sweep);
}

function closeAfterResponse(_request: IncomingMessage, response: ServerResponse): void {
  response.shouldKeepAlive = false;
}
