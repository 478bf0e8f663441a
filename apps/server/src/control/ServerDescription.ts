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
  /** Absent in a server of release 0.1. */
  readonly store?: {
    /** Absolute path. */
    readonly file: string;
    /** Why its files are not those that were opened; absent while they are. */
    readonly filesProblem?: string | undefined;
    /** Why nobody can sign in for lack of room; absent while there is room. */
    readonly roomProblem?: string | undefined;
  };
  /** What it was started with, see `configurationFacts`; absent in a server of release 0.1. */
  readonly configuration?: Readonly<Record<string, string>>;
  readonly audit: {
    /** How many bytes wait to be written. */
    readonly queuedBytes: number;
    /** How many events were lost so far. */
    readonly lostEvents: number;
  };
}
