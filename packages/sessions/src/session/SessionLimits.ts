/** How long sessions live and how many there may be. */
export interface SessionLimits {
  /** A session that is not used for this long ends. 30 <= idle <= absolute. @default 1800 */
  readonly idleTimeoutSeconds: number;
  /** A session ends after this long, used or not. At most 86,400. @default 43200 */
  readonly absoluteTimeoutSeconds: number;
  /** How many live sessions one user may have; one more ends the longest idle. @default 16 */
  readonly sessionsPerUser: number;
  /** How many live sessions there may be in all. @default 100000 */
  readonly sessionsInAll: number;
  /** How old a sign-in may be when a sensitive call relies on it. @default 300 */
  readonly recentAuthenticationSeconds: number;
}

/** Idle 30 min and absolute 12 h lie inside AAL2 and AAL3 of NIST SP 800-63B-4. */
export const defaultSessionLimits: SessionLimits = {
  idleTimeoutSeconds: 1800,
  absoluteTimeoutSeconds: 43_200,
  sessionsPerUser: 16,
  sessionsInAll: 100_000,
  recentAuthenticationSeconds: 300,
};
