/** Too many passwords wait to be hashed; nothing was changed. */
export class BusyHashingError extends Error {
  readonly code = "HASHING_BUSY";
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super(`Too many passwords are being checked; try again in ${retryAfterSeconds} s.`);
    this.name = "BusyHashingError";
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
