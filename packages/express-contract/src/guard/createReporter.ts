import { createHash } from "node:crypto";
import { type Difference, differenceFingerprint } from "@gatehouse/contract";
import { checkResponse, type ObservedResponse, redactDifference } from "./checkResponse.ts";
import { createRateLimit, createSampler } from "./createSampler.ts";
import type { Finding, ResponseGuardOptions } from "./ResponseGuard.ts";

const BODY_LIMIT_BYTES = 65_536;
const QUEUE_LIMIT = 256;
const CHECKS_PER_SECOND_LIMIT = 100;
const GROUP_LIMIT = 500;
const FINGERPRINT_LENGTH = 12;
/** All waiting bodies together may take as much as this many of the longest ones. */
const FULL_BODIES_IN_QUEUE = 32;

/** Counts what was checked and found. */
export interface Tally {
  add(mode: Finding["mode"], differences: readonly Difference[]): void;
  readonly counts: { readonly checked: number; readonly findings: number };
  /** One finding for each fingerprint, the last of its kind, in the order in which they were first seen. */
  groups(): readonly Finding[];
}

/** Makes a tally that keeps at most `groupLimit` fingerprints; later ones are reported and not kept. */
export function createTally({ groupLimit = GROUP_LIMIT, onFinding }: ResponseGuardOptions): Tally {
  const counts = { checked: 0, findings: 0 };
  const groups = new Map<string, Finding>();
  const add: Tally["add"] = (mode, differences) => {
    counts.checked += 1;
    for (const difference of differences) {
      const fingerprint = fingerprintOf(difference);
      const count = (groups.get(fingerprint)?.count ?? 0) + 1;
      const finding: Finding = { mode, fingerprint, count, difference };
      if (count > 1 || groups.size < groupLimit) groups.set(fingerprint, finding);
      counts.findings += 1;
      onFinding(finding);
    }
  };
  return { add, counts, groups: () => [...groups.values()] };
}

/** A short name for a difference: the same for all array items, and without any value of the response. */
function fingerprintOf(difference: Difference): string {
  const text = differenceFingerprint(difference);
  return createHash("sha256").update(text).digest("hex").slice(0, FINGERPRINT_LENGTH);
}

/** Checks responses after they left. */
export interface Reporter {
  readonly bodyLimitBytes: number;
  /** Whether the next response is one to check. */
  readonly isChosen: () => boolean;
  push(response: ObservedResponse): void;
  /** Chosen by rate, and then not checked. */
  readonly dropped: () => number;
}

/** Makes a reporter; the tally gets the differences of each response, without the values that came. */
export function createReporter(options: ResponseGuardOptions, tally: Tally): Reporter {
  const { bodyLimitBytes = BODY_LIMIT_BYTES, queueLimit = QUEUE_LIMIT, schedule = setImmediate } = options;
  const queue = createCheckQueue({
    lengthLimit: queueLimit,
    sizeLimitBytes: FULL_BODIES_IN_QUEUE * bodyLimitBytes,
    schedule,
    check: (response) => tally.add("report", checkResponse(response).map(redactDifference)),
  });
  const { isChosen, spared } = createChoice(options);
  return { bodyLimitBytes, isChosen, push: queue.push, dropped: () => queue.dropped() + spared() };
}

/** Makes the choice of responses: a share of all, and not too many of those. */
function createChoice({ sampleRate = 1, checksPerSecondLimit, monotonicMs }: ResponseGuardOptions) {
  const isSampled = createSampler(sampleRate);
  const isWithinLimit = createRateLimit(
    checksPerSecondLimit ?? CHECKS_PER_SECOND_LIMIT,
    monotonicMs ?? (() => performance.now()),
  );
  let spared = 0;
  const isChosen = () => {
    if (!isSampled()) return false;
    if (isWithinLimit()) return true;
    spared += 1;
    return false;
  };
  return { isChosen, spared: () => spared };
}

interface CheckQueueOptions {
  readonly lengthLimit: number;
  /** Bytes of all bodies together. */
  readonly sizeLimitBytes: number;
  readonly schedule: (task: () => void) => void;
  readonly check: (response: ObservedResponse) => void;
}

/** Makes a bounded queue that checks one response at a time, between requests and never in one. */
function createCheckQueue(options: CheckQueueOptions) {
  const waiting: ObservedResponse[] = [];
  let bytes = 0;
  let dropped = 0;
  let scheduled = false;

  const work = () => {
    scheduled = false;
    const next = waiting.shift();
    if (next === undefined) return;
    bytes -= next.body?.length ?? 0;
    if (waiting.length > 0) wake();
    options.check(next);
  };
  const wake = () => {
    if (scheduled) return;
    scheduled = true;
    options.schedule(work);
  };
  const push = (response: ObservedResponse) => {
    const size = response.body?.length ?? 0;
    if (waiting.length >= options.lengthLimit || bytes + size > options.sizeLimitBytes) {
      dropped += 1;
      return;
    }
    waiting.push(response);
    bytes += size;
    wake();
  };
  return { push, dropped: () => dropped };
}
