import type { Clock } from "@gatehouse/sessions";
import type { SqliteStore } from "@gatehouse/store-sqlite";
import type { Logger } from "../logging/Logger.ts";
import type { OverloadGuard } from "../management/createOverloadGuard.ts";
import { createReadiness } from "../management/createReadiness.ts";
import { NotReadyError, type Readiness } from "../management/Readiness.ts";

/** What readiness depends on. */
export interface ReadinessParts {
  readonly store: SqliteStore;
  readonly overload: OverloadGuard;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Decides whether requests may be sent here: the store answers, its files are those that were opened (FAIL-27), there is
 * room for a sign-in on the disk (FAIL-28), and the process is not overloaded.
 */
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
      async files() {
        failOn(store.filesProblem());
      },
      async room() {
        failOn(store.roomProblem());
      },
      async load() {
        if (overload.isOverloaded()) throw new Error("The process is overloaded.");
      },
    },
  });
}

function failOn(problem: string | undefined): void {
  if (problem !== undefined) throw new NotReadyError(problem);
}
