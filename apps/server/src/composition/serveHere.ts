import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Server as TlsServer } from "node:tls";
import { auditUnreadable } from "../http/auditRejection.ts";
import type { ApiParts, ServedApi, StartOptions } from "./ApiParts.ts";
import { createGatehouseApp } from "./createGatehouseApp.ts";
import { createHttpServer, drain } from "./createHttpServer.ts";
import { keepTlsFresh } from "./openIdentity.ts";

/** Serves the API in this process. */
export async function serveHere(options: StartOptions, parts: ApiParts): Promise<ServedApi> {
  const { configuration, wallClock, logger } = options;
  const { local, identity, presented, audit, metrics, opening } = parts;
  const app = createGatehouseApp(options, { ...parts, accounts: local.accounts });
  const server = createHttpServer(app, identity?.identity, (request) => auditUnreadable(audit, request));
  opening.defer(() => drain(server));
  server.listen(configuration.port, configuration.host);
  await once(server, "listening");
  if (identity !== undefined && server instanceof TlsServer) {
    const kept = keepTlsFresh({ server, ...identity, wallClock, logger, audit, metrics });
    presented.current = kept.current;
    opening.defer(kept.stop);
  }
  return { port: (server.address() as AddressInfo).port };
}
