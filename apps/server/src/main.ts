import { createSystemClock } from "./composition/createSystemClock.ts";
import { describeStart } from "./composition/describeStart.ts";
import { startServer } from "./composition/startServer.ts";
import { ConfigurationError } from "./config/ConfigurationError.ts";
import { readConfiguration } from "./config/readConfiguration.ts";
import { createLineQueue } from "./logging/createLineQueue.ts";
import { createLogger } from "./logging/createLogger.ts";
import { createStreamSink } from "./logging/createStreamSink.ts";

/** The exit code for a configuration or a data directory that cannot be used. */
const CANNOT_START = 2;

try {
  const configuration = readConfiguration(process.env);
  const clock = createSystemClock();
  const queue = createLineQueue({ sink: createStreamSink(process.stderr) });
  const server = await startServer({
    configuration,
    clock,
    logger: createLogger({ level: "info", queue, clock }),
  });
  process.stdout.write(describeStart(server));
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void server.stop());
} catch (error) {
  const known = error instanceof ConfigurationError || (error instanceof Error && "code" in error);
  process.stderr.write(
    known ? `${error.message}\n` : `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = CANNOT_START;
}
