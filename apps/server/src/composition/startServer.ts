import { once } from "node:events";
import { mkdirSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { loadContract } from "@gatehouse/contract";
import type { Finding } from "@gatehouse/express-contract";
import { type Clock, createSessions } from "@gatehouse/sessions";
import { openAccounts } from "../accounts/openAccounts.ts";
import type { Configuration } from "../config/Configuration.ts";
import { createApp, type Fault } from "../http/createApp.ts";
import { createGuard } from "../http/createGuard.ts";
import type { Logger } from "../logging/Logger.ts";
import { ensureSelfSignedIdentity } from "../tls/ensureSelfSignedIdentity.ts";
import { readTlsIdentity } from "../tls/readTlsIdentity.ts";
import type { TlsIdentity } from "../tls/TlsIdentity.ts";
import { createHttpServer } from "./createHttpServer.ts";
import type { StartFacts } from "./describeStart.ts";
import { drain } from "./drain.ts";
import { openStore } from "./openStore.ts";

const DOCUMENT = new URL("../../../../spec/openapi.yaml", import.meta.url);
const APPLIANCE = { name: "HCX Manager", type: "vsphere" };

/** What a server is started with. */
export interface StartOptions {
  readonly configuration: Configuration;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A server that listens. */
export interface RunningServer extends StartFacts {
  /** Finishes requests in flight, then closes the store. A second call waits for the first. */
  stop(): Promise<void>;
}

/**
 * Puts the server together and starts it.
 *
 * @throws {ContractError} when the document is broken
 * @throws {TlsIdentityError} when certificate or key cannot be used
 */
export async function startServer({ configuration, clock, logger }: StartOptions): Promise<RunningServer> {
  const { dataDirectory, tls } = configuration;
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const contract = await loadContract(DOCUMENT);
  const identity = await openIdentity(configuration, clock);
  const local = await openAccounts({ dataDirectory, adminPassword: configuration.adminPassword, clock });
  const store = openStore(configuration.store);
  const sessions = createSessions({
    store,
    clock,
    authenticators: [local.authenticator],
    limits: configuration,
  });
  const app = createApp({
    contract,
    sessions,
    clock,
    appliance: APPLIANCE,
    responseGuard: createGuard({
      contract,
      mode: "report",
      onFinding: (finding) => logFinding(logger, finding),
    }),
    onFault: (fault) => logFault(logger, fault),
  });
  const server = createHttpServer(app, identity);
  await listen(server, configuration);
  let stopping: Promise<void> | undefined;
  return {
    host: configuration.host,
    port: (server.address() as AddressInfo).port,
    fingerprint: identity?.fingerprint,
    certificateFile: tls.kind === "selfSigned" ? join(dataDirectory, "tls-cert.pem") : undefined,
    newAdminPassword: local.newAdminPassword,
    stop: () => {
      stopping ??= drain(server).then(() => store.close());
      return stopping;
    },
  };
}

async function openIdentity(
  { tls, dataDirectory }: Configuration,
  clock: Clock,
): Promise<TlsIdentity | undefined> {
  switch (tls.kind) {
    case "off":
      return undefined;
    case "files":
      return readTlsIdentity(tls);
    case "selfSigned":
      return ensureSelfSignedIdentity(dataDirectory, clock.nowMs());
  }
}

async function listen(server: Server, { port, host }: Configuration): Promise<void> {
  server.listen(port, host);
  await once(server, "listening");
}

function logFault(logger: Logger, { error, transactionId, operationId }: Fault): void {
  logger.error("A request could not be answered.", {
    requestId: transactionId,
    operation: operationId,
    error,
  });
}

/** The first answer that differs in a way is told at once; after that, each tenfold. */
function logFinding(logger: Logger, { fingerprint, count, difference }: Finding): void {
  if (!Number.isInteger(Math.log10(count))) return;
  logger.warn("An answer differs from the document.", { fingerprint, count, difference });
}
