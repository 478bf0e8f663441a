import { createServer as createPlainServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { secureContextOptions } from "../tls/secureContextOptions.ts";
import type { TlsIdentity } from "../tls/TlsIdentity.ts";

/** Limits that hold before a request is looked at (NET-08, NET-13). */
const limits = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 1000,
};

/** Above this many open connections, new ones are closed at once: files and the store need descriptors too. */
const MAX_CONNECTIONS = 4096;

/**
 * Makes the server that carries the API: TLS 1.2 and 1.3 with an identity, plain HTTP without one (NET-01).
 */
export function createHttpServer(listener: RequestListener, identity: TlsIdentity | undefined): Server {
  const server =
    identity === undefined
      ? createPlainServer(limits, listener)
      : createTlsServer(
          {
            ...limits,
            ...secureContextOptions(identity),
            handshakeTimeout: 10_000,
          },
          listener,
        );
  server.maxConnections = MAX_CONNECTIONS;
  return server;
}
