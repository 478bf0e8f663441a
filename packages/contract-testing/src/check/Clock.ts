/** Where time comes from. */
export interface Clock {
  /** Unix milliseconds. */
  nowMs(): number;
  sleep(milliseconds: number): Promise<void>;
}
