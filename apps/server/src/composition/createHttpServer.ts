import {
  createServer as createPlainServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  ServerResponse,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import { messageClassesOf } from "@gatehouse/express-contract";
import type { Express } from "express";
import { answerUnreadable, type UnreadableRequest } from "../http/answerUnreadable.ts";
import { serveOneByOne } from "../http/serveOneByOne.ts";
import { secureContextOptions } from "../tls/secureContextOptions.ts";
import type { TlsIdentity } from "../tls/TlsIdentity.ts";
import { connectionLimitOf } from "./connectionLimitOf.ts";

/** Limits that hold before a request is looked at (NET-08, NET-13). */
const limits = {
  maxHeaderSize: 16 * 1024,
  // `createRequestListener` asks for it, in our own words.
  requireHostHeader: false,
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 1000,
  // What was read of a client that has to wait for its turn lies in memory: one packet, and no more (NET-22).
  highWaterMark: 16 * 1024,
};

/** A client that takes none of its answer for so long is cut; Node looks again once, so it may be twice as long. */
const UNREAD_MILLISECONDS = 7_500;

/** Messages of an Express application are made with its prototypes, which spares it a change of every one. */
function messagesOf(listener: RequestListener & Partial<Pick<Express, "request" | "response">>) {
  const { request, response } = listener;
  return request === undefined || response === undefined ? {} : messageClassesOf({ request, response });
}

/**
 * Makes the server that carries the API: TLS 1.2 and 1.3 with an identity, plain HTTP without one (NET-01).
 *
 * @param onUnreadable told of what is answered here because it cannot be read as a request
 */
export function createHttpServer(
  listener: RequestListener & Partial<Pick<Express, "request" | "response">>,
  identity: TlsIdentity | undefined,
  onUnreadable?: (request: UnreadableRequest) => void,
): Server {
  const options = { ...limits, ...messagesOf(listener) };
  const server =
    identity === undefined
      ? createPlainServer(options, listener)
      : createTlsServer(
          {
            ...options,
            ...secureContextOptions(identity),
            handshakeTimeout: 10_000,
            // As the plain server of Node has it.
            allowHalfOpen: true,
          },
          listener,
        );
  server.maxConnections = connectionLimitOf();
  // A client that sent all it has to say may still read; without this Node would cut it before the answer is there.
  Object.assign(server, { httpAllowHalfOpen: true });
  server.prependListener("request", cutWhoDoesNotRead);
  serveOneByOne(server, identity === undefined ? "connection" : "secureConnection");
  server.on("connect", (request, socket) => answerConnect(server, request, socket as Socket));
  server.on("clientError", (error, socket) => {
    const unreadable = answerUnreadable(error, socket as Socket);
    if (unreadable !== undefined) onUnreadable?.(unreadable);
  });
  // An expectation that is not known may be ignored (RFC 9110, section 10.1.1); Node would answer it without our headers.
  server.on("checkExpectation", (request, response) => server.emit("request", request, response));
  return server;
}

/** Hands a request for a tunnel to the listener as if it were any other: Node would close the connection (NET-21). */
function answerConnect(server: Server, request: IncomingMessage, socket: Socket): void {
  // Node took its own listeners away.
  socket.on("error", () => undefined);
  const response = new ServerResponse(request);
  response.assignSocket(socket);
  response.shouldKeepAlive = false;
  response.once("finish", () => socket.destroySoon());
  server.emit("request", request, response);
}

/** An answer that nobody reads lies in memory. A request that waits for its answer is left alone. */
function cutWhoDoesNotRead(_request: IncomingMessage, response: ServerResponse): void {
  response.setTimeout(UNREAD_MILLISECONDS, () => {
    const { socket } = response;
    if (socket !== null && socket.writableLength > 0) socket.destroy();
  });
}
