import type { SessionLimits } from "./SessionLimits.ts";

/** Idle 30 min and absolute 12 h lie inside AAL2 and AAL3 of NIST SP 800-63B-4. */
export const defaultSessionLimits: SessionLimits = {
  idleTimeoutSeconds: 1800,
  absoluteTimeoutSeconds: 43_200,
  sessionsPerUser: 16,
  sessionsInAll: 100_000,
  recentAuthenticationSeconds: 300,
};
