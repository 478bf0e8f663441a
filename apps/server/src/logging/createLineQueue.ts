import type { Writable } from "node:stream";

/** Options of `createLineQueue`. */
interface LineQueueOptions {
  readonly sink: LineSink;
  /** The room for lines that wait. @default 4194304 */
  readonly capacityBytes?: number;
  /** How long to wait after a failed write before the next try. @default 1000 */
  readonly retryMilliseconds?: number;
  /** Called for the first failed write of a series. */
  readonly onTrouble?: (error: unknown) => void;
  /** Called when the sink takes lines again after it failed or lines were dropped, with the number of those. */
  readonly onRecovered?: (dropped: number) => void;
}

/** Lines on their way to a sink. Nothing here waits: a stalled log never stalls a caller (LOG-05). */
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
  /** How many lines wait at the moment; after `close`, how many were never written. */
  queuedLines(): number;
  /** How many lines were dropped so far. */
  droppedLines(): number;
}

/**
 * How much room a line may use when the sink is stalled: `ordinary` lines, which any client can cause in any number,
 * use three quarters of the room and leave the rest to `important` ones.
 */
type LineUrgency = "ordinary" | "important";

/** The destination of lines. One `write` is pending at a time. */
export interface LineSink {
  /**
   * Writes whole lines, each with its line end. After a rejection nothing of `text` may remain in the sink, because
   * the same text is written again.
   */
  write(text: string): Promise<void>;
  /** Makes durable what was written and lets go of the file. */
  close(): Promise<void>;
}

/** Everything a terminal or a log viewer may act on instead of showing: controls, direction marks, line ends, gaps. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]/gu;
const PLAIN = /^[\x20-\x7e]*$/;

/** One write takes about this much, so that a full queue does not become one giant string. */
const BATCH_BYTES = 64 * 1024;
const ORDINARY_SHARE = 0.75;

/** Losses are reported once so much room is free again, else the report is lost as well. */
const RECOVERED_SHARE = 0.5;

interface Waiting {
  readonly line: string;
  readonly bytes: number;
}

interface State {
  lines: Waiting[];
  bytes: number;
  dropped: number;
  unreported: number;
  troubled: boolean;
  /** Whether there is something to report once the sink accepts lines again. */
  owesNews: boolean;
  closed: boolean;
  /** Ends when nothing waits any more; absent when nothing is being written. */
  pump: Promise<void> | undefined;
}

/**
 * Puts a bounded line in front of a sink: lines are taken at once and written in order behind the caller's back.
 *
 * When the sink is stalled or fails, lines wait; when there is no more room, the newest are dropped and counted.
 * What was taken is never dropped, so that a chain over the lines has no gaps.
 */
export function createLineQueue(options: LineQueueOptions): LineQueue {
  const capacity = options.capacityBytes ?? 4 * 1024 * 1024;
  const state: State = {
    lines: [],
    bytes: 0,
    dropped: 0,
    unreported: 0,
    troubled: false,
    owesNews: false,
    closed: false,
    pump: undefined,
  };
  const flush = async (longestMilliseconds: number): Promise<void> => {
    if (state.pump !== undefined) await within(longestMilliseconds, state.pump);
  };
  return {
    push(line, urgency) {
      const bytes = Buffer.byteLength(line) + 1;
      const room = urgency === "ordinary" ? capacity * ORDINARY_SHARE : capacity;
      if (state.closed || state.bytes + bytes > room) {
        state.dropped += 1;
        state.unreported += 1;
        state.owesNews = true;
        return false;
      }
      state.lines.push({ line, bytes });
      state.bytes += bytes;
      state.pump ??= pump(state, options, capacity);
      return true;
    },
    flush,
    async close(longestMilliseconds) {
      if (state.closed) return;
      await within(
        longestMilliseconds,
        flush(longestMilliseconds).then(() => closeSink(state, options.sink)),
      );
      state.closed = true;
    },
    queuedBytes: () => state.bytes,
    queuedLines: () => state.lines.length,
    droppedLines: () => state.dropped,
  };
}

async function closeSink(state: State, sink: LineSink): Promise<void> {
  state.closed = true;
  await sink.close();
}

async function pump(state: State, options: LineQueueOptions, capacity: number): Promise<void> {
  // One turn later, so that lines of the same turn share a write and no request pays for it.
  await new Promise((resolve) => setImmediate(resolve));
  while (state.lines.length > 0 && !state.closed) {
    const batch = takeBatch(state.lines);
    if (!(await tryWrite(state, options, `${batch.map(({ line }) => line).join("\n")}\n`))) continue;
    state.lines.splice(0, batch.length);
    state.bytes -= batch.reduce((sum, { bytes }) => sum + bytes, 0);
    reportRecovery(state, options, capacity);
  }
  state.pump = undefined;
}

function takeBatch(lines: readonly Waiting[]): readonly Waiting[] {
  let bytes = 0;
  const end = lines.findIndex((line) => {
    bytes += line.bytes;
    return bytes > BATCH_BYTES;
  });
  return end === -1 ? lines.slice() : lines.slice(0, Math.max(end, 1));
}

async function tryWrite(state: State, options: LineQueueOptions, text: string): Promise<boolean> {
  try {
    await options.sink.write(text);
    state.troubled = false;
    return true;
  } catch (error) {
    if (!state.troubled) options.onTrouble?.(error);
    state.troubled = true;
    state.owesNews = true;
    await pause(options.retryMilliseconds ?? 1000);
    return false;
  }
}

function reportRecovery(state: State, options: LineQueueOptions, capacity: number): void {
  if (!state.owesNews || state.bytes > capacity * RECOVERED_SHARE) return;
  state.owesNews = false;
  const dropped = state.unreported;
  state.unreported = 0;
  options.onRecovered?.(dropped);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}

async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, timeUp]);
  clearTimeout(timer);
}

/**
 * Writes lines to a stream, usually `process.stdout`.
 *
 * A write is done when the stream has handed it on, so a reader that does not read holds back this sink and nothing
 * else. `fs.write` is not used on purpose: it would park one of the few threads that the whole process shares, and a
 * parked thread keeps the process from exiting.
 */
export function createStreamSink(stream: Writable): LineSink {
  // A stream without a listener turns a reader that went away (EPIPE) into a crash; the write reports it as well.
  const ignore = (): void => undefined;
  stream.on("error", ignore);
  return {
    write: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => (error ? reject(error) : resolve()));
      }),
    async close() {
      stream.off("error", ignore);
    },
  };
}

/**
 * Writes every unprintable character of a JSON text as `\uXXXX`, so that one record stays one line and shows as what
 * it is in every viewer (LOG-04). JSON itself leaves DEL, the C1 controls, U+2028 and direction marks as they are.
 *
 * @param json JSON without white space between its parts: unprintable characters are then inside a string
 */
export function escapeUnprintable(json: string): string {
  return PLAIN.test(json) ? json : json.replace(UNPRINTABLE, escapeUnits);
}

function escapeUnits(character: string): string {
  let escaped = "";
  for (let index = 0; index < character.length; index += 1) {
    escaped += `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`;
  }
  return escaped;
}

/**
 * Cuts a text to a number of UTF-16 units and marks the cut with `…`; a surrogate pair is never cut in two and half
 * pairs become U+FFFD, so that strict readers of JSON can read it (LOG-04).
 */
export function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text.toWellFormed();
  return `${text
    .slice(0, longest)
    .toWellFormed()
    .replace(/\ufffd$/, "")}…`;
}
