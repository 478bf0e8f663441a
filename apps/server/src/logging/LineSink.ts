/** Where lines go. One `write` is under way at a time. */
export interface LineSink {
  /**
   * Writes whole lines, each with its line end. After a rejection nothing of `text` may remain in the sink, because
   * the same text is written again.
   */
  write(text: string): Promise<void>;
  /** Makes durable what was written and lets go of the file. */
  close(): Promise<void>;
}
