/** An event of an event stream (WHATWG HTML, 9.2.6). */
export interface ServerSentEvent {
  /** The name of the event; `message` for the client when left out. */
  readonly event?: string;
  /** Text is sent as it is, everything else as JSON. */
  readonly data: unknown;
  /** What the client sends back in `Last-Event-ID` when it connects anew. */
  readonly id?: string;
  /** How long the client waits before it connects anew, in milliseconds. */
  readonly retryMs?: number;
}

/** How events are sent. */
export interface EventStreamOptions {
  /**
   * How long the stream may be silent before a comment is sent, in milliseconds, so that proxies keep the connection
   * open; 0 for never.
   *
   * @default 15_000
   */
  readonly keepAliveMs?: number;
}

const KEEP_ALIVE_MS = 15_000;
const COMMENT = ":\n\n";

/**
 * Makes the body of a `text/event-stream` response out of events. When the client goes away, the source is closed at
 * once (`return()`); a generator that waits for something should also end by the request's `signal`.
 *
 * @example
 * return { status: 200, body: serverSentEvents(changes(request.signal)) };
 */
export function serverSentEvents(
  events: AsyncIterable<ServerSentEvent>,
  { keepAliveMs = KEEP_ALIVE_MS }: EventStreamOptions = {},
): AsyncIterable<string> {
  return { [Symbol.asyncIterator]: () => createTextIterator(events[Symbol.asyncIterator](), keepAliveMs) };
}

/** No generator: those cannot be closed while they wait. */
function createTextIterator(
  events: AsyncIterator<ServerSentEvent>,
  keepAliveMs: number,
): AsyncIterator<string, undefined> {
  let pending: Promise<IteratorResult<ServerSentEvent>> | undefined;
  return {
    next: async () => {
      pending ??= events.next();
      const result = await settledWithin(pending, keepAliveMs);
      if (result === undefined) return { done: false, value: COMMENT };
      pending = undefined;
      return result.done === true
        ? { done: true, value: undefined }
        : { done: false, value: formatEvent(result.value) };
    },
    return: async () => {
      // Not awaited: a generator that waits for its next event closes when that comes.
      events.return?.().catch(() => undefined);
      pending?.catch(() => undefined);
      return { done: true, value: undefined };
    },
  };
}

/** The result, or `undefined` when it takes longer. */
async function settledWithin<Result>(result: Promise<Result>, limitMs: number): Promise<Result | undefined> {
  if (limitMs <= 0) return result;
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, limitMs, undefined);
  });
  try {
    return await Promise.race([result, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Writes one event.
 *
 * @throws TypeError when a field holds a line break, which would begin another field
 */
function formatEvent({ event, data, id, retryMs }: ServerSentEvent): string {
  const text = typeof data === "string" ? data : JSON.stringify(data);
  const lines = [
    ...(event === undefined ? [] : [`event: ${oneLine("event", event)}`]),
    ...(id === undefined ? [] : [`id: ${oneLine("id", id)}`]),
    ...(retryMs === undefined ? [] : [`retry: ${Math.trunc(retryMs)}`]),
    ...text.split(/\r\n|\r|\n/).map((line) => `data: ${line}`),
  ];
  return `${lines.join("\n")}\n\n`;
}

function oneLine(field: string, text: string): string {
  if (/[\r\n\0]/.test(text)) throw new TypeError(`The field "${field}" of an event holds a line break.`);
  return text;
}
