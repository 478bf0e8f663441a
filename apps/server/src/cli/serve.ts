import { createSystemClock } from "../composition/createSystemClock.ts";
import { describeStart } from "../composition/describeStart.ts";
import { handleSignals, isProfiledBy } from "../composition/handleSignals.ts";
import type { RunningServer } from "../composition/startServer.ts";
import { readConfiguration } from "../config/readConfiguration.ts";
import { createLineQueue, createStreamSink } from "../logging/createLineQueue.ts";
import { createLogger, type Logger } from "../logging/createLogger.ts";
import { installCrashPolicy } from "../logging/installCrashPolicy.ts";
import type { Invocation, Report } from "./Invocation.ts";

/** How long a crash may take to write out its log. */
const LONGEST_LOG_FLUSH_MILLISECONDS = 1000;

/**
 * Starts the server. It keeps running after the report, until a signal or a crash stops it.
 *
 * @throws {ConfigurationError} and the errors of `startServer`
 */
export async function serve({ line, settings, wallClock, hint }: Invocation): Promise<Report> {
  const configuration = readConfiguration(settings.environment);
  const sink = createStreamSink(line.stderr);
  const queue = createLineQueue({ sink: { ...sink, write: (text) => sink.write(hint(text)) } });
  const logger = createLogger({
    level: configuration.logLevel,
    queue,
    clock: wallClock,
    knownSecrets: configuration.adminPassword === undefined ? [] : [configuration.adminPassword],
  });
  let server: RunningServer | undefined;
  const signals = handleSignals({
    process,
    logger,
    isAtTerminal: line.stdout.isTTY === true,
    isProfiled: isProfiledBy([...process.execArgv, settings.environment.NODE_OPTIONS]),
    stop: async (signal) => await server?.stop(signal),
    restart: () => server?.restart() ?? false,
    held: line.heldSignals,
  });
  // Loaded here because the other commands do not need the HTTP edge and start faster without it.
  const { startServer } = await import("../composition/startServer.ts");
  const running = await startServer({
    configuration,
    clock: createSystemClock((stepMs) => warnOfStep(logger, stepMs)),
    wallClock,
    logger,
    logLine: (text) => void queue.push(text, "ordinary"),
    stdout: line.stdout,
  });
  server = running;
  running.metrics.watch("logLostLines", queue.droppedLines);
  installCrashPolicy({
    process,
    logger,
    stop: async (error) => {
      const reason = error instanceof Error ? error.name : typeof error;
      running.audit.record({ event: "sys_crash", details: { reason } });
      await running.stop("crash");
    },
    flush: () => queue.flush(LONGEST_LOG_FLUSH_MILLISECONDS),
  });
  signals.started();
  const { host, port, fingerprint, certificateFile, newAdminPassword, managementOrigin } = running;
  return {
    data: { host, port, fingerprint, certificateFile, newAdminPassword, managementOrigin },
    lines: () => [describeStart(running).trimEnd(), ""],
  };
}

/** Warns that the clock was set: the times of sessions and of records differ from now on. */
function warnOfStep(logger: Logger, stepMs: number): void {
  logger.warn("The clock of the machine was set.", {
    stepSeconds: Math.round(stepMs / 1000),
    consequence:
      stepMs > 0
        ? "Sessions may have ended early."
        : "Sessions keep the old time, so none of them is prolonged; certificates and records use the new one.",
  });
}
