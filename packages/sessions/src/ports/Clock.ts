/** Where the domain takes the time from. */
export interface Clock {
  /** Unix milliseconds. */
  nowMs(): number;
}
