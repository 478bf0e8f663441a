import type { Sessions } from "@gatehouse/sessions";
import { recordSweep } from "../audit/auditSessions.ts";
import type { AuditTrail } from "../audit/createAuditTrail.ts";
import type { Logger } from "../logging/Logger.ts";

/** What `startSweeping` works with. */
export interface SweepingOptions {
  readonly sessions: Pick<Sessions, "sweepSessions">;
  readonly audit: Pick<AuditTrail, "record">;
  readonly logger: Logger;
  /** Told how many sessions are live, after each sweep. */
  readonly onLive: (live: number) => void;
  /** @default 5000 */
  readonly intervalMilliseconds?: number;
}

/** A sweep that goes on until it is stopped. */
export interface Sweeping {
  /** Resolves when the sweep under way has ended; the store may be closed then. */
  stop(): Promise<void>;
}

/**
 * Removes sessions that ran out of time every few seconds (SES-21), writes each of them down (LOG-01) and tells how many
 * are left. A store that does not answer is told once, and asked again.
 */
export function startSweeping(options: SweepingOptions): Sweeping {
  const interval = options.intervalMilliseconds ?? 5000;
  let stopped = false;
  let failing = false;
  let timer: NodeJS.Timeout | undefined;
  const sweepAll = async (): Promise<void> => {
    try {
      await sweepUntilDone(options, () => stopped);
      failing = false;
    } catch (error) {
      if (!failing) options.logger.error("Expired sessions cannot be removed.", { error });
      failing = true;
    }
    if (!stopped) timer = setTimeout(start, interval).unref();
  };
  let underWay = Promise.resolve();
  const start = (): void => {
    underWay = sweepAll();
  };
  start();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}

async function sweepUntilDone(options: SweepingOptions, isStopped: () => boolean): Promise<void> {
  while (!isStopped()) {
    const swept = await options.sessions.sweepSessions();
    recordSweep(options.audit, swept.expired);
    if (!swept.more) return options.onLive(swept.live);
    // Requests have their turn between two batches.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
