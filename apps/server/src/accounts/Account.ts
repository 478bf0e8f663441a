/** A local account as it is kept in the accounts file. */
export interface Account {
  /** Stays with the account for life; an account made again under the same name is somebody else. */
  readonly id: string;
  readonly username: string;
  /** A PHC string. */
  readonly passwordHash: string;
  readonly roles: readonly string[];
  readonly disabled: boolean;
  readonly createdAtMs: number;
  readonly passwordChangedAtMs: number;
  /** From then on the password opens nothing: the time of its one use, or its last moment. Only generated first ones have it (AUT-11). */
  readonly passwordExpiresAtMs?: number;
  /** Grows with every change but a renewed hash. */
  readonly version: number;
}
