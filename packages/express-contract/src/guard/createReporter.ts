import type { Difference } from "@gatehouse/contract";
import { createCheckQueue } from "./createCheckQueue.ts";
import { createRateLimit } from "./createRateLimit.ts";
import { createSampler } from "./createSampler.ts";
import { differencesOf } from "./differencesOf.ts";
import type { ObservedResponse } from "./ObservedResponse.ts";
import type { ResponseGuardOptions } from "./ResponseGuardOptions.ts";
import { redactDifference } from "./redactDifference.ts";

const BODY_LIMIT_BYTES = 65_536;
const QUEUE_LIMIT = 256;
const CHECKS_PER_SECOND_LIMIT = 100;
/** All waiting bodies together may take as much as this many of the longest ones. */
const FULL_BODIES_IN_QUEUE = 32;

/** Checks responses after they left. */
export interface Reporter {
  readonly bodyLimitBytes: number;
  /** Whether the next answer is one to look at. */
  readonly isChosen: () => boolean;
  push(response: ObservedResponse): void;
  /** Chosen by rate, and then not looked at. */
  readonly dropped: () => number;
}

/** Makes the choice of answers: a share of all, and not too many of those. */
function createChoice({ sampleRate = 1, checksPerSecondLimit, monotonicMs }: ResponseGuardOptions) {
  const isSampled = createSampler(sampleRate);
  const isWithinLimit = createRateLimit({
    perSecond: checksPerSecondLimit ?? CHECKS_PER_SECOND_LIMIT,
    monotonicMs: monotonicMs ?? (() => performance.now()),
  });
  let spared = 0;
  const isChosen = () => {
    if (!isSampled()) return false;
    if (isWithinLimit()) return true;
    spared += 1;
    return false;
  };
  return { isChosen, spared: () => spared };
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
  const { isChosen, spared } = createChoice(options);
  return { bodyLimitBytes, isChosen, push: queue.push, dropped: () => queue.dropped() + spared() };
}
