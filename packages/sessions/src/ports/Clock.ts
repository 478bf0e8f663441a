/** Where the domain takes the time from. */
export interface Clock {
  /** Unix milliseconds. Never smaller than an earlier answer of the same clock. */
  nowMs(): number;
}
