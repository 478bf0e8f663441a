import type { AttemptStore, Clock } from "@gatehouse/sessions";
import { createAttemptLimiter, type LocalAttemptLimiter } from "../accounts/limiter/createAttemptLimiter.ts";
import type { AuditTrail } from "../audit/createAuditTrail.ts";
import type { Logger } from "../logging/Logger.ts";

const SAVE_EVERY_MS = 1000;

/** What a limiter is opened with. */
export interface OpenLimiterOptions {
  readonly store: AttemptStore;
  readonly clock: Clock;
  readonly audit: Pick<AuditTrail, "record">;
  readonly logger: Pick<Logger, "error">;
}

/** A limiter that saves its counts about once a second. */
export interface OpenedLimiter {
  readonly limiter: LocalAttemptLimiter;
  /** Saves once more; the store may be closed after. */
  close(): Promise<void>;
}

/**
 * Opens the limiter of failed sign-ins with what the last process counted, and tells the audit trail of locks.
 *
 * @throws {StoreUnavailableError} when the store did not answer
 */
export async function openLimiter({
  store,
  clock,
  audit,
  logger,
}: OpenLimiterOptions): Promise<OpenedLimiter> {
  const limiter = await createAttemptLimiter({
    store,
    clock,
    // Never goes back, so no lock becomes longer; where the clock was set forward, locks end early (FAIL-10).
    monotonicMs: () => clock.nowMs(),
    onLock: ({ authType, username, clientAddress }, lockSeconds) =>
      audit.record({
        event: "authn_login_lock",
        target: { provider: authType, username },
        clientAddress,
        details: { reason: "maxretries", lockSeconds },
      }),
  });
  let failing = false;
  const save = async () => {
    try {
      await limiter.save();
      failing = false;
    } catch (error) {
      if (!failing)
        logger.error("Failed sign-ins are counted, and are not kept through a restart.", { error });
      failing = true;
    }
  };
  const timer = setInterval(() => void save(), SAVE_EVERY_MS).unref();
  return {
    limiter,
    async close() {
      clearInterval(timer);
      await save();
    },
  };
}
