/** The time of the server, estimated from its responses; the clock of the reader's machine may be wrong. */
export interface ServerClock {
  /** Unix milliseconds. */
  nowMs(): number;
  /** Takes note of the `time` of a response that has just arrived. */
  heard(serverMs: number): void;
}

/** Makes a clock that follows the server, and the reader's machine until the first response. */
export function createServerClock(localMs: () => number = Date.now): ServerClock {
  let offsetMs = 0;
  return {
    nowMs: () => localMs() + offsetMs,
    heard: (serverMs) => {
      offsetMs = serverMs - localMs();
    },
  };
}
