/** How many failures are tolerated before sign-ins must wait. */
export interface AttemptLimits {
  /** Wrong passwords for one account from one address before that pair is locked. @default 3 */
  readonly failuresPerPair: number;
  /** Wrong passwords for one local account from everywhere before unfamiliar addresses are locked out. @default 30 */
  readonly failuresPerAccount: number;
  /**
   * Wrong passwords for one account of another provider from everywhere before it is locked here, for familiar
   * addresses too. vCenter locks an account itself after five failures within three minutes, for everybody, so failures
   * at our API must stop before. @default 4
   */
  readonly failuresPerForeignAccount: number;
  /** How many of these may come from unfamiliar addresses; the rest is kept for the owner's mistakes. @default 3 */
  readonly unfamiliarFailuresPerForeignAccount: number;
  /** Failed attempts from one address, for any account, before it has to wait. @default 100 */
  readonly failuresPerAddress: number;
  /** How long failures are remembered. @default 900 */
  readonly windowSeconds: number;
  /** The first lock of a pair; each further one is twice as long. @default 60 */
  readonly firstLockSeconds: number;
  /** The longest lock. @default 900 */
  readonly longestLockSeconds: number;
}

/** Three failures, then a minute, as the published appliance does it; the other values keep clients below that. */
export const defaultAttemptLimits: AttemptLimits = {
  failuresPerPair: 3,
  failuresPerAccount: 30,
  failuresPerForeignAccount: 4,
  unfamiliarFailuresPerForeignAccount: 3,
  failuresPerAddress: 100,
  windowSeconds: 900,
  firstLockSeconds: 60,
  longestLockSeconds: 900,
};
