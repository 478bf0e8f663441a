/** How many failures are borne before sign-ins have to wait. */
export interface AttemptLimits {
  /** Wrong passwords for one account from one address before that pair is locked. @default 3 */
  readonly failuresPerPair: number;
  /** Wrong passwords for one account from everywhere before strangers to it are locked out. @default 30 */
  readonly failuresPerAccount: number;
  /** Failed attempts from one address, for whatever account, before it is told to wait. @default 100 */
  readonly failuresPerAddress: number;
  /** How long failures are remembered. @default 900 */
  readonly windowSeconds: number;
  /** The first lock of a pair; each further one is twice as long. @default 60 */
  readonly firstLockSeconds: number;
  /** The longest lock. @default 900 */
  readonly longestLockSeconds: number;
}

/** Three failures, then a minute, as the published appliance does it; the rest keeps a stranger from more than that. */
export const defaultAttemptLimits: AttemptLimits = {
  failuresPerPair: 3,
  failuresPerAccount: 30,
  failuresPerAddress: 100,
  windowSeconds: 900,
  firstLockSeconds: 60,
  longestLockSeconds: 900,
};
