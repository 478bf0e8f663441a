/** So many processes are started for one worker, where signals end them. */
const MOST_STARTS = 4;

/** A worker ended before it served, or did not serve in time. */
export class WorkerStartError extends Error {
  readonly code = "WORKER_NOT_STARTED";
  /** Whether a signal ended its process. */
  readonly isSignalled: boolean;

  /** @param reason the exit code or the signal that its process ended with; absent where it took too long */
  constructor(reason: unknown) {
    super(
      `A worker did not start (${reason === undefined ? "no response" : reason}); the log has the reason.`,
    );
    this.name = "WorkerStartError";
    this.isSignalled = typeof reason === "string";
  }
}

/**
 * Starts a worker, and starts it again where a signal ends its process. A terminal sends Ctrl+C to all processes: the
 * parent stops as soon as it has started, and workers ignore the signal only once they run.
 *
 * @throws {WorkerStartError} when it does not come up
 */
export async function startDespiteSignals(start: () => Promise<unknown>): Promise<void> {
  for (let startsLeft = MOST_STARTS - 1; ; startsLeft -= 1) {
    try {
      await start();
      return;
    } catch (error) {
      const isWorthwhile = error instanceof WorkerStartError && error.isSignalled && startsLeft > 0;
      if (!isWorthwhile) throw error;
    }
  }
}
