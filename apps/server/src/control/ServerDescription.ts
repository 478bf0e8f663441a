/** What a running server says of itself to its operator. */
export interface ServerDescription {
  readonly release: string;
  readonly pid: number;
  /** `https://<host>:<port>` of the API. */
  readonly origin: string;
  /** `http://<host>:<port>` of the listener for monitors; absent when it is off. */
  readonly managementOrigin?: string | undefined;
  /** The clock that sessions go by, Unix milliseconds. */
  readonly sessionClockMs: number;
  /** The clock of the machine, Unix milliseconds. */
  readonly wallClockMs: number;
  readonly audit: {
    /** How many bytes wait to be written. */
    readonly queuedBytes: number;
    /** How many events were lost so far. */
    readonly lostEvents: number;
  };
}
