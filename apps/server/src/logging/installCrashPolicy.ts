import type { Logger } from "./createLogger.ts";

/** The part of `process` that a crash concerns. */
export interface CrashingProcess {
  on(event: "uncaughtException", listener: (error: Error, origin: string) => void): unknown;
  off(event: "uncaughtException", listener: (error: Error, origin: string) => void): unknown;
  exit(code: number): void;
}

/** Options of `installCrashPolicy`. */
interface CrashPolicyOptions {
  readonly process: CrashingProcess;
  readonly logger: Logger;
  /** Stops the server: requests in flight finish. Called once. */
  readonly stop: (error: unknown) => Promise<void>;
  /** Writes out what was logged. Called after `stop`, also if that failed: the log has the reason. */
  readonly flush: () => Promise<unknown>;
  /** How long stopping may take before the process exits anyway. @default 15000 */
  readonly longestStopMilliseconds?: number;
}

/** The exit code after a crash; a supervisor restarts the process. */
const CRASH_EXIT_CODE = 70;

/**
 * Decides what happens to uncaught errors (failure 26): the first is logged once as fatal, requests in flight finish,
 * and the process exits with a code that is not 0. Its state is unknown then, so it never continues. Errors while it
 * stops are logged and change nothing.
 *
 * Node passes unhandled rejections the same way, with `unhandledRejection` as origin.
 *
 * @returns a function that removes the policy
 */
export function installCrashPolicy(options: CrashPolicyOptions): () => void {
  let crashed = false;
  const onCrash = (error: unknown, origin: string): void => {
    if (crashed) {
      options.logger.error("Another uncaught error, while stopping.", { origin, error });
      return;
    }
    crashed = true;
    options.logger.fatal("An uncaught error; the server stops.", { origin, error });
    void stopAndExit(options, error);
  };
  options.process.on("uncaughtException", onCrash);
  return () => options.process.off("uncaughtException", onCrash);
}

async function stopAndExit(options: CrashPolicyOptions, error: unknown): Promise<void> {
  const exit = (): void => options.process.exit(CRASH_EXIT_CODE);
  const timer = setTimeout(exit, options.longestStopMilliseconds ?? 15_000);
  try {
    await options.stop(error);
  } catch (stopError) {
    options.logger.error("The server could not stop in order.", { error: stopError });
  }
  await options.flush();
  clearTimeout(timer);
  exit();
}
