import { AccountNotKeptError, StoreUnavailableError } from "@gatehouse/sessions";
import { accountErrorClasses } from "../accounts/accountErrors.ts";

/** An error as it crosses the line: its class by name, and its own fields. */
interface SentError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly cause?: SentError;
}

/** A message from one end to the other. */
export type LineMessage =
  | readonly ["call", id: number, name: string, input: unknown]
  | readonly ["done", id: number, output: unknown]
  | readonly ["failed", id: number, error: SentError]
  | readonly ["notify", name: string, input: unknown];

/** Handles a call or a notification. */
export type Handler = (input: never) => unknown;

/** Carries messages: in order, and each as a whole or not at all. */
interface LinePort {
  /**
   * @param onSent called when the system has taken the messages, or never will
   * @throws {Error} when a value cannot be copied to another process
   */
  send(messages: readonly LineMessage[], onSent: () => void): void;
}

/** Options of `createLine`. */
interface LineOptions {
  readonly port: LinePort;
  /** Handles a call of the other end. */
  readonly onCall: (name: string, input: unknown) => unknown;
  /** Handles the notifications of the other end, in the order in which they were sent. */
  readonly onNotification: (name: string, input: unknown) => void;
  /** The other end does not read what is sent; the line was cut. */
  readonly onUnread: () => void;
  /** How many messages may wait for the other end to read. @default 65536 */
  readonly mostUnread?: number;
}

/** One end of the line between the parent and a worker. `Notifications` maps names to the inputs that it sends. */
export interface Line<Notifications extends object = object> {
  /**
   * Calls a method of the other end.
   *
   * @throws {StoreUnavailableError} without a response in time, or when the line is cut; the call may have run or not
   */
  call(name: string, input: unknown, longestMilliseconds?: number): Promise<unknown>;
  /** Sends a notification, which has no response. */
  notify<Name extends keyof Notifications & string>(name: Name, input: Notifications[Name]): void;
  /** Takes what the other end sent. */
  receive(messages: readonly LineMessage[]): void;
  /** Sends what waits at once. */
  flush(): void;
  /** The other end has ended: every pending call fails. */
  cut(): void;
}

interface Waiting {
  readonly name: string;
  readonly timer: NodeJS.Timeout;
  resolve(output: unknown): void;
  reject(error: Error): void;
}

/** A sign-in may wait for a slow provider. */
const LONGEST_CALL_MILLISECONDS = 60_000;
/** Some seconds of sign-outs at full speed. */
const MOST_UNREAD = 65_536;

/** Errors that are recognised by their class; all others keep their `code`. */
const classes = new Map(
  [StoreUnavailableError, AccountNotKeptError, ...accountErrorClasses].map((one) => [one.name, one]),
);

/** Makes one end. */
export function createLine<Notifications extends object = object>(options: LineOptions): Line<Notifications> {
  const { onCall, onNotification, onUnread } = options;
  const calls = createCalls();
  const outbox = createOutbox({
    ...options,
    calls,
    onUnread: () => cut("The other end does not read.", onUnread),
  });
  const { push } = outbox;
  let isCut = false;

  function cut(reason: string, then?: () => void): void {
    isCut = true;
    outbox.close();
    calls.failAll(reason);
    then?.();
  }

  async function handleCall(id: number, name: string, input: unknown): Promise<void> {
    try {
      push(["done", id, await onCall(name, input)]);
    } catch (error) {
      push(["failed", id, packError(error)]);
    }
  }

  function take(message: LineMessage): void {
    if (message[0] === "notify") onNotification(message[1], message[2]);
    else if (message[0] === "call") void handleCall(message[1], message[2], message[3]);
    else calls.take(message);
  }

  return {
    call(name, input, longestMilliseconds = LONGEST_CALL_MILLISECONDS) {
      if (isCut) return Promise.reject(unavailable(name, "The line is cut."));
      const { id, promise } = calls.begin(name, longestMilliseconds);
      push(["call", id, name, input]);
      return promise;
    },
    notify: (name, input) => push(["notify", name, input]),
    receive: (messages) => messages.forEach(take),
    flush: outbox.flush,
    cut: () => cut("The line is cut."),
  };
}

interface OutboxOptions extends Pick<LineOptions, "port" | "onUnread" | "mostUnread"> {
  readonly calls: Sending["calls"];
}

/** Messages of one turn of the event loop are sent together: a message costs more than its content. */
function createOutbox({ port, calls, onUnread, mostUnread = MOST_UNREAD }: OutboxOptions) {
  let waiting: LineMessage[] = [];
  let unread = 0;
  let isClosed = false;

  function onSent(count: number): void {
    unread -= count;
  }

  function flush(): void {
    const messages = waiting;
    waiting = [];
    if (messages.length > 0 && !isClosed) sendAll({ port, messages, calls, onSent });
  }

  return {
    flush,
    push(message: LineMessage): void {
      if (isClosed) return;
      if (unread >= mostUnread) {
        onUnread();
        return;
      }
      if (waiting.length === 0) setImmediate(flush);
      waiting.push(message);
      unread += 1;
    },
    close(): void {
      isClosed = true;
      waiting = [];
    },
  };
}

/** The calls that wait for a response. */
function createCalls() {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;

  function end(id: number, how: (call: Waiting) => void): void {
    const call = waiting.get(id);
    if (call === undefined) return;
    waiting.delete(id);
    clearTimeout(call.timer);
    how(call);
  }

  const fail = (id: number, reason: string) =>
    end(id, ({ name, reject }) => reject(unavailable(name, reason)));

  return {
    end,
    take(message: Extract<LineMessage, readonly ["done" | "failed", ...unknown[]]>): void {
      end(message[1], ({ resolve, reject }) =>
        message[0] === "done" ? resolve(message[2]) : reject(unpackError(message[2])),
      );
    },
    begin(name: string, longestMilliseconds: number) {
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      lastId += 1;
      const id = lastId;
      const giveUp = () => fail(id, `No response within ${longestMilliseconds} ms.`);
      waiting.set(id, { name, resolve, reject, timer: setTimeout(giveUp, longestMilliseconds) });
      return { id, promise };
    },
    failAll(reason: string): void {
      for (const id of waiting.keys()) fail(id, reason);
    },
  };
}

interface Sending {
  readonly port: LinePort;
  readonly messages: readonly LineMessage[];
  readonly calls: Pick<ReturnType<typeof createCalls>, "end">;
  readonly onSent: (count: number) => void;
}

/** A value that cannot be copied costs its own message and no other. */
function sendAll({ messages, ...sending }: Sending): void {
  const { port, calls, onSent } = sending;
  try {
    port.send(messages, () => onSent(messages.length));
  } catch (cause) {
    const [only] = messages;
    if (messages.length > 1) {
      for (const message of messages) sendAll({ ...sending, messages: [message] });
    } else if (only?.[0] === "done") {
      sendAll({ ...sending, messages: [["failed", only[1], packError(cause)]] });
    } else {
      onSent(messages.length);
      if (only?.[0] === "notify") throw cause;
      if (only?.[0] !== "call") return;
      calls.end(only[1], ({ name, reject }) => reject(new StoreUnavailableError(name, { cause })));
    }
  }
}

function unavailable(operation: string, reason: string): StoreUnavailableError {
  return new StoreUnavailableError(operation, { cause: new Error(reason) });
}

/** Turns a thrown value into plain data. */
function packError(thrown: unknown): SentError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const { name, message, stack, cause, ...fields } = { ...error, ...pickOf(error) };
  const sent = { name, message, stack, fields: copyable(fields) };
  return cause === undefined ? sent : { ...sent, cause: packError(cause) };
}

function pickOf({ name, message, stack, cause }: Error) {
  return { name, message, stack, cause };
}

/** Removes fields that are no plain data. */
function copyable(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  try {
    return structuredClone(fields);
  } catch {
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value !== "object"));
  }
}

/** Restores an error: with its own class where callers check that, else with its name, `code` and fields. */
function unpackError({ name, message, stack, fields, cause }: SentError): Error {
  const error = new Error(message, cause === undefined ? undefined : { cause: unpackError(cause) });
  const known = classes.get(name);
  if (known !== undefined) Object.setPrototypeOf(error, known.prototype);
  return Object.assign(error, { ...fields, name }, stack === undefined ? {} : { stack });
}

/** @throws {Error} when there is no such handler */
export function found(handlers: ReadonlyMap<string, Handler>, name: string): Handler {
  const handler = handlers.get(name);
  if (handler === undefined) throw new Error(`The line knows no ${name}.`);
  return handler;
}
