/** A server that listens, in a process of its own. */
export interface RunningServer {
  readonly port: number;
  /** From the start of the process until it listened, in milliseconds. */
  readonly bootMs: number;
  /** User and system time of the process so far, in microseconds. */
  cpuMicroseconds(): Promise<number>;
  stop(): Promise<void>;
}
