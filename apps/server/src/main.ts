import { createSystemClock } from "./composition/createSystemClock.ts";
import { createWallClock } from "./composition/createWallClock.ts";
import { describeStart } from "./composition/describeStart.ts";
import { startServer } from "./composition/startServer.ts";
import { ConfigurationError } from "./config/ConfigurationError.ts";
import { readConfiguration } from "./config/readConfiguration.ts";
import { createLineQueue } from "./logging/createLineQueue.ts";
import { createLogger } from "./logging/createLogger.ts";
import { createStreamSink } from "./logging/createStreamSink.ts";
import { installCrashPolicy } from "./logging/installCrashPolicy.ts";

/** How long a crash may take to write out its log. */
const LONGEST_LOG_FLUSH_MILLISECONDS = 1000;

/** The exit code for a configuration or a data directory that cannot be used. */
const CANNOT_START = 2;

try {
  const configuration = readConfiguration(process.env);
  const wallClock = createWallClock();
  const queue = createLineQueue({ sink: createStreamSink(process.stderr) });
  const logger = createLogger({
    level: configuration.logLevel,
    queue,
    clock: wallClock,
    knownSecrets: configuration.adminPassword === undefined ? [] : [configuration.adminPassword],
  });
  const server = await startServer({
    configuration,
    clock: createSystemClock(),
    wallClock,
    logger,
    stdout: process.stdout,
  });
  server.metrics.watch("logLostLines", queue.droppedLines);
  installCrashPolicy({
    process,
    logger,
    stop: async (error) => {
      const reason = error instanceof Error ? error.name : typeof error;
      server.audit.record({ event: "sys_crash", details: { reason } });
      await server.stop("crash");
      await queue.flush(LONGEST_LOG_FLUSH_MILLISECONDS);
    },
  });
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => void server.stop(signal));
  }
  process.stdout.write(describeStart(server));
} catch (error) {
  const known = error instanceof ConfigurationError || (error instanceof Error && "code" in error);
  process.stderr.write(
    known ? `${error.message}\n` : `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = CANNOT_START;
}
