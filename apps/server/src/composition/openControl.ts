import type { Clock, Sessions } from "@gatehouse/sessions";
import type { SqliteStore } from "@gatehouse/store-sqlite";
import type { LocalAttemptLimiter } from "../accounts/limiter/createAttemptLimiter.ts";
import type { LocalAccounts } from "../accounts/openAccounts.ts";
import type { AuditTrail } from "../audit/AuditEvent.ts";
import { type Configuration, configurationFacts } from "../config/Configuration.ts";
import type { ServerDescription } from "../control/controlProtocol.ts";
import { controlSocketPath, hasControlSockets } from "../control/controlSocketPath.ts";
import { type AdministrationParts, createAdministration } from "../control/createAdministration.ts";
import { type ControlSocket, openControlSocket } from "../control/openControlSocket.ts";
import type { Logger } from "../logging/createLogger.ts";
import type { Crew } from "../workers/startWorkers.ts";
import { SERVER_VERSION } from "./SERVER_VERSION.ts";

/** The environment of the control socket. */
interface ControlEnvironment {
  readonly configuration: Configuration;
  readonly clock: Clock;
  readonly wallClock: Clock;
  readonly logger: Logger;
}

/** The parts that the control socket uses and reports. */
interface ControlParts {
  readonly local: LocalAccounts;
  readonly sessions: Sessions;
  readonly limiter: LocalAttemptLimiter;
  readonly audit: AuditTrail;
  readonly opened: SqliteStore;
  /** The port of the API. */
  readonly port: number;
  readonly managementOrigin: string | undefined;
  /** The processes that serve; absent where it is this one. */
  readonly crew: Pick<Crew, "serving"> | undefined;
}

/** Options of the control of a running server. */
interface ControlOptions {
  readonly dataDirectory: string;
  readonly parts: AdministrationParts;
  readonly logger: Logger;
  /** The description of the server, created for each call. */
  describe(): Promise<ServerDescription>;
}

/**
 * Opens the control socket of a server that listens.
 *
 * @throws {ControlSocketError} when it cannot be opened
 */
export function openControl(
  { configuration, clock, wallClock, logger }: ControlEnvironment,
  { local, sessions, limiter, audit, opened, port, managementOrigin, crew }: ControlParts,
): Promise<ControlSocket> {
  const { dataDirectory, host, tls } = configuration;
  const scheme = tls.kind === "off" ? "http" : "https";
  const origin = `${scheme}://${host.includes(":") ? `[${host}]` : host}:${port}`;
  const facts = configurationFacts(configuration);
  return startControl({
    dataDirectory,
    parts: { accounts: local.accounts, sessions: sessions.operator, limiter, audit },
    logger,
    describe: async () => ({
      release: SERVER_VERSION,
      pid: process.pid,
      origin,
      managementOrigin,
      ...(crew && { workers: crew.serving() }),
      sessionClockMs: clock.nowMs(),
      wallClockMs: wallClock.nowMs(),
      audit: { queuedBytes: audit.queuedBytes(), lostEvents: audit.lostEvents() },
      store: {
        file: configuration.store.file,
        ...(await describeProblems(opened)),
      },
      configuration: facts,
    }),
  });
}

/**
 * Lets the owner of the data directory administer a running server, where the platform can keep everybody else out.
 *
 * @throws {ControlSocketError} when the socket cannot be opened
 */
async function startControl(options: ControlOptions): Promise<ControlSocket> {
  const { dataDirectory, parts, logger, describe } = options;
  if (!hasControlSockets(process.platform)) {
    logger.info("There is no control socket on this platform; stop the server to use the command line.");
    return { close: async () => undefined };
  }
  return openControlSocket({
    path: controlSocketPath(dataDirectory),
    administer: (operator) => ({
      ...createAdministration(parts, operator),
      describeServer: describe,
    }),
    onFault: (error) => logger.error("An operation of the control socket failed.", { error }),
  });
}

/** A store that cannot be asked has a problem of its own, which every other call reports. */
async function describeProblems(store: SqliteStore) {
  try {
    const { files, room } = await store.problems();
    return { filesProblem: files, roomProblem: room };
  } catch {
    return {};
  }
}
