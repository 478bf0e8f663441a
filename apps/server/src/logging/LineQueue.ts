/** Lines on their way to a sink. Nothing here waits: a caller never stands still because a log does (LOG-05). */
export interface LineQueue {
  /**
   * Takes a line, without its line end.
   *
   * @returns whether there was room; a line without room is counted and gone
   */
  push(line: string, urgency: LineUrgency): boolean;
  /** Resolves when everything taken so far is written, or when the time is up. */
  flush(longestMilliseconds: number): Promise<void>;
  /** Flushes, then closes the sink; both together within the time given. Later lines are dropped. */
  close(longestMilliseconds: number): Promise<void>;
  /** How many bytes wait at the moment. */
  queuedBytes(): number;
  /** How many lines were dropped so far. */
  droppedLines(): number;
}

/**
 * How much a line may claim when the sink stands still: `ordinary` lines, which strangers can cause in any number, use
 * three quarters of the room and leave the rest to `important` ones.
 */
export type LineUrgency = "ordinary" | "important";
