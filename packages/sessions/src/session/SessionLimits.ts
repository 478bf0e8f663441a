import { InvalidLimitsError } from "../errors/SessionsError.ts";

/** Idle 30 min and absolute 12 h lie inside AAL2 and AAL3 of NIST SP 800-63B-4. */
export const defaultSessionLimits: SessionLimits = {
  idleTimeoutSeconds: 1800,
  absoluteTimeoutSeconds: 43_200,
  sessionsPerUser: 16,
  sessionsInAll: 100_000,
  recentAuthenticationSeconds: 300,
};

/** The shortest idle limit accepted, from Redfish (SessionService.SessionTimeout). */
const MIN_IDLE_TIMEOUT_SECONDS = 30;

/** The longest absolute limit accepted: 24 h, the figure of AAL2 (NIST SP 800-63B-4) and of Redfish. */
const MAX_ABSOLUTE_TIMEOUT_SECONDS = 86_400;

/** How long sessions live and how many there may be. */
export interface SessionLimits {
  /** A session that is not used for this long ends. 30 <= idle <= absolute. @default 1800 */
  readonly idleTimeoutSeconds: number;
  /** A session ends after this long whatever happens. At most 86,400. @default 43200 */
  readonly absoluteTimeoutSeconds: number;
  /** How many live sessions one user may have; one more ends the longest idle. @default 16 */
  readonly sessionsPerUser: number;
  /** How many live sessions there may be in all. @default 100000 */
  readonly sessionsInAll: number;
  /** How old a sign-in may be when a sensitive call relies on it. @default 300 */
  readonly recentAuthenticationSeconds: number;
}

/**
 * Refuses limits outside 30 <= idle <= absolute <= 86,400 s and caps below one (SES-09).
 *
 * @throws {InvalidLimitsError} naming every limit that is wrong, all at once.
 */
export function checkSessionLimits(limits: SessionLimits): void {
  const faults = [...lifeFaults(limits), ...countFaults(limits)];
  if (faults.length > 0) throw new InvalidLimitsError(faults);
}

function lifeFaults({ idleTimeoutSeconds: idle, absoluteTimeoutSeconds: absolute }: SessionLimits): string[] {
  const faults: string[] = [];
  if (!Number.isSafeInteger(idle) || idle < MIN_IDLE_TIMEOUT_SECONDS) {
    faults.push(`The idle limit is ${idle} s; use a whole number of at least ${MIN_IDLE_TIMEOUT_SECONDS}.`);
  }
  if (!Number.isSafeInteger(absolute) || absolute > MAX_ABSOLUTE_TIMEOUT_SECONDS) {
    faults.push(
      `The absolute limit is ${absolute} s; use a whole number of at most ${MAX_ABSOLUTE_TIMEOUT_SECONDS}.`,
    );
  }
  if (idle > absolute) {
    faults.push(
      `The idle limit of ${idle} s is longer than the absolute limit of ${absolute} s; shorten it.`,
    );
  }
  return faults;
}

function countFaults(limits: SessionLimits): string[] {
  const counts = {
    "cap of sessions per user": limits.sessionsPerUser,
    "cap of sessions in all": limits.sessionsInAll,
    "age of a recent sign-in in seconds": limits.recentAuthenticationSeconds,
  };
  return Object.entries(counts)
    .filter(([, value]) => !Number.isSafeInteger(value) || value < 1)
    .map(([name, value]) => `The ${name} is ${value}; use a whole number of at least 1.`);
}
