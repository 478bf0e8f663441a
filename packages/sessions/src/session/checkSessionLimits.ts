import { InvalidLimitsError } from "../errors/InvalidLimitsError.ts";
import type { SessionLimits } from "./SessionLimits.ts";

/** The shortest idle limit accepted, from Redfish (SessionService.SessionTimeout). */
export const MIN_IDLE_TIMEOUT_SECONDS = 30;
/** The longest absolute limit accepted: 24 h, the figure of AAL2 (NIST SP 800-63B-4) and of Redfish. */
export const MAX_ABSOLUTE_TIMEOUT_SECONDS = 86_400;

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
