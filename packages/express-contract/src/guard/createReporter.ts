import type { Difference } from "@gatehouse/contract";
import { createCheckQueue } from "./createCheckQueue.ts";
import { differencesOf } from "./differencesOf.ts";
import type { ObservedResponse } from "./ObservedResponse.ts";
import type { ResponseGuardOptions } from "./ResponseGuardOptions.ts";
import { redactDifference } from "./redactDifference.ts";

const BODY_LIMIT_BYTES = 65_536;
const QUEUE_LIMIT = 256;
/** All waiting bodies together may take as much as this many of the longest ones. */
const FULL_BODIES_IN_QUEUE = 32;

/** Checks responses after they left. */
export interface Reporter {
  readonly bodyLimitBytes: number;
  push(response: ObservedResponse): void;
  readonly dropped: () => number;
}

/** Makes a reporter; `onChecked` gets the differences of each response, without the values that came. */
export function createReporter(
  options: ResponseGuardOptions,
  onChecked: (differences: readonly Difference[]) => void,
): Reporter {
  const { bodyLimitBytes = BODY_LIMIT_BYTES, queueLimit = QUEUE_LIMIT, schedule = setImmediate } = options;
  const queue = createCheckQueue({
    lengthLimit: queueLimit,
    sizeLimitBytes: FULL_BODIES_IN_QUEUE * bodyLimitBytes,
    schedule,
    check: (response) => onChecked(differencesOf(response).map(redactDifference)),
  });
  return { bodyLimitBytes, ...queue };
}
