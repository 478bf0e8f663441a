import { createServer as createPlainServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { messageClassesOf } from "@gatehouse/express-contract";
import type { Express } from "express";
import { hardenedOptions, hardenServer, type UnreadableRequest } from "../http/hardenServer.ts";
import { secureContextOptions } from "../tls/secureContextOptions.ts";
import type { TlsIdentity } from "../tls/TlsIdentity.ts";
import { connectionLimitOf } from "./connectionLimitOf.ts";

/** Limits that hold before a request is looked at (NET-08, NET-13). */
const limits = {
  maxHeaderSize: 16 * 1024,
  ...hardenedOptions,
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 1000,
  // What was read of a client that has to wait for its turn lies in memory: one packet, and no more (NET-22).
  highWaterMark: 16 * 1024,
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
  hardenServer(server, {
    connectionEvent: identity === undefined ? "connection" : "secureConnection",
    onUnreadable,
  });
  return server;
}
