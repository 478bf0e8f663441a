import type { Clock, SessionStore } from "@gatehouse/sessions";
import type { Logger } from "../logging/Logger.ts";
import type { OverloadGuard } from "../management/createOverloadGuard.ts";
import { createReadiness } from "../management/createReadiness.ts";
import type { Readiness } from "../management/Readiness.ts";

/** What readiness depends on. */
export interface ReadinessParts {
  readonly store: SessionStore;
  readonly overload: OverloadGuard;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Makes the judge of whether requests may be sent here: the store answers, and the process is not at its end. */
export function openReadiness({ store, overload, clock, logger }: ReadinessParts): Readiness {
  return createReadiness({
    logger,
    checks: {
      async store() {
        // Nothing was created after now: the store is asked, and has nothing to carry.
        const nowMs = clock.nowMs();
        const window = { nowMs, createdAfterMs: nowMs, seenAfterMs: nowMs, seenUntilMs: nowMs };
        await store.list({ window, limit: 1 });
      },
      async load() {
        if (overload.isOverloaded()) throw new Error("The process is at the end of its strength.");
      },
    },
  });
}
