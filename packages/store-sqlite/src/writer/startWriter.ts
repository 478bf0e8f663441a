import type { DatabaseSync } from "node:sqlite";
import { Worker } from "node:worker_threads";
import { StoreFileUnusableError } from "../StoreFileUnusableError.ts";
import {
  type Command,
  type CommandName,
  type Reply,
  type Seen,
  type StoreStartup,
  type WriterCommands,
  WriterError,
  type WriterMessage,
  type WriterOptions,
  WriterStoppedError,
} from "./Command.ts";
import { createEngine } from "./createEngine.ts";
import { WriterLoop } from "./WriterLoop.ts";

/** The first pause before a writer that ended is started again; each further one is twice as long. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

/**
 * So many callers go on in one turn of the event loop. The replies of one transaction may be hundreds, and what their
 * callers do next takes 50 to 100 µs each; session checks would wait for all of it.
 */
const CALLERS_PER_TURN = 24;

/** The side of the calling thread. */
export interface Writer {
  readonly startup: StoreStartup;
  /** The connection of a writer that runs in the calling thread. */
  readonly database: DatabaseSync | undefined;
  /** How many calls wait for a reply. */
  pending(): number;
  /** Sets the listener of events; until then the store is open and has no events. */
  listen(events: WriterEvents): void;
  /**
   * Has the writer do one thing.
   *
   * @param onReply called with the result before any later message of the writer is looked at
   * @throws {WriterError} when the writer could not do it, and nothing was changed
   * @throws {WriterStoppedError} when the writer ended; it may have done it or not
   */
  call<Name extends CommandName>(
    name: Name,
    given: WriterCommands[Name]["given"],
    onReply?: (reply: WriterCommands[Name]["reply"]) => void,
  ): Promise<WriterCommands[Name]["reply"]>;
}

/** The events of the writer beside its replies. */
export interface WriterEvents {
  onSeen(seen: Seen): void;
  onProgress(checked: number, total: number): void;
  /** Damage of the file that was found outside of a call. */
  onDamage(error: WriterError): void;
  /** The writer ended unasked; its calls have failed. */
  onStopped(reason: string): void;
  /** It runs again, before anything else is called. */
  onRestarted(): void;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
  onReply?: ((reply: never) => void) | undefined;
}

interface Link {
  post(commands: readonly Command[]): void;
  /** Whether the process must stay alive for it. */
  keepAlive(isNeeded: boolean): void;
}

/**
 * Starts the writer of a store in a thread of its own, and starts it again when it ends unasked.
 *
 * @throws {StoreFileUnusableError} when the store cannot be used
 */
export async function startWriter(options: WriterOptions): Promise<Writer> {
  const calls = new Calls();
  let pauseMs = FIRST_PAUSE_MS;

  async function open(): Promise<StoreStartup> {
    const { worker, startup } = await startThread(options, (message) => calls.receive(message));
    calls.connect({
      post: (commands) => worker.postMessage(commands),
      keepAlive: (isNeeded) => (isNeeded ? worker.ref() : worker.unref()),
    });
    worker.once("exit", (code) => {
      calls.disconnect(`it ended with code ${code}`);
      if (!calls.isClosed) restartLater();
    });
    pauseMs = FIRST_PAUSE_MS;
    return startup;
  }

  function restartLater(): void {
    setTimeout(() => {
      if (calls.isClosed) return;
      open().then(
        () => calls.events?.onRestarted(),
        (error: unknown) => {
          calls.disconnect(error instanceof Error ? error.message : String(error));
          restartLater();
        },
      );
    }, pauseMs).unref();
    pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
  }

  const startup = await open();
  return calls.toWriter(startup, undefined);
}

/** Runs the writer in the calling thread. */
export function runWriterHere(options: WriterOptions): Writer {
  const engine = createEngine(options);
  const calls = new Calls();
  const loop = new WriterLoop(engine, (message) => calls.receive(message));
  calls.connect({ post: (commands) => loop.receive(commands), keepAlive: () => undefined });
  return calls.toWriter(engine.startup, engine.database);
}

/** The calls that wait for a reply. Those of one turn of the event loop are posted together. */
class Calls {
  readonly #waiting = new Map<number, Waiting>();
  readonly #settled: (() => void)[] = [];
  #outbox: Command[] = [];
  #link: Link | undefined;
  #stopped = "it was not started yet";
  #lastId = 0;
  isClosed = false;
  events: WriterEvents | undefined;

  toWriter(startup: StoreStartup, database: Writer["database"]): Writer {
    return {
      startup,
      database,
      call: this.call,
      pending: () => this.#waiting.size,
      listen: (events) => {
        this.events = events;
      },
    };
  }

  connect(link: Link): void {
    this.#link = link;
    link.keepAlive(false);
  }

  disconnect(reason: string): void {
    this.#link = undefined;
    this.#stopped = reason;
    this.#outbox = [];
    if (!this.isClosed) this.events?.onStopped(reason);
    const lost = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of lost) reject(new WriterStoppedError(reason));
  }

  call: Writer["call"] = (name, given, onReply) => {
    if (this.#link === undefined) return Promise.reject(new WriterStoppedError(this.#stopped));
    this.#lastId += 1;
    const id = this.#lastId;
    if (this.#outbox.length === 0) setImmediate(() => this.#flush());
    if (this.#waiting.size === 0) this.#link.keepAlive(true);
    this.#outbox.push({ id, name, given } as Command);
    if (name === "close") this.isClosed = true;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as Waiting["resolve"], reject, onReply });
    });
  };

  receive(message: WriterMessage): void {
    if (message.kind === "progress") this.events?.onProgress(message.checked, message.total);
    if (message.kind === "damage") this.events?.onDamage(new WriterError(message.error));
    if (message.kind !== "replies") return;
    const isGoingOn = this.#settled.length > 0;
    for (const reply of message.replies) this.#settle(reply);
    this.events?.onSeen(message);
    if (!isGoingOn) this.#goOn();
  }

  /** What the replies changed in memory is in place for all of them; only their callers go on one after the other. */
  #goOn(): void {
    for (const goOn of this.#settled.splice(0, CALLERS_PER_TURN)) goOn();
    if (this.#settled.length > 0) setImmediate(() => this.#goOn());
  }

  #flush(): void {
    const commands = this.#outbox;
    this.#outbox = [];
    if (commands.length > 0) this.#link?.post(commands);
  }

  #settle({ id, ...reply }: Reply): void {
    const call = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#link?.keepAlive(false);
    if ("error" in reply) this.#settled.push(() => call?.reject(new WriterError(reply.error)));
    else {
      call?.onReply?.(reply.value as never);
      this.#settled.push(() => call?.resolve(reply.value));
    }
  }
}

/** Resolves once the thread has opened the store. */
async function startThread(
  options: WriterOptions,
  receive: (message: WriterMessage) => void,
): Promise<{ readonly worker: Worker; readonly startup: StoreStartup }> {
  const worker = new Worker(WRITER_THREAD, { workerData: options, ...THREAD_OPTIONS });
  const { promise, resolve, reject } = Promise.withResolvers<StoreStartup>();
  worker.on("message", (message: WriterMessage) => {
    if (message.kind === "opened") resolve(message.startup);
    else if (message.kind === "unusable") reject(unusable(message));
    else receive(message);
  });
  // An error ends the thread; what waits for it fails then.
  worker.on("error", reject);
  worker.once("exit", (code) => reject(new WriterStoppedError(`it ended with code ${code}`)));
  return { worker, startup: await promise };
}

function unusable(message: Extract<WriterMessage, { kind: "unusable" }>): StoreFileUnusableError {
  const cause = message.cause === undefined ? undefined : new Error(message.cause);
  return new StoreFileUnusableError(message, { cause });
}

const IS_SOURCE = import.meta.url.endsWith(".ts");
const WRITER_THREAD = new URL(`./writerThread.${IS_SOURCE ? "ts" : "js"}`, import.meta.url);
const SOURCE = "--conditions=@gatehouse/source";
/**
 * A thread takes the options of its process, unless it is given some; then those of the engine, such as
 * `--max-old-space-size`, are rejected. From source, packages of this workspace are found in source too.
 */
const THREAD_OPTIONS = IS_SOURCE && !process.execArgv.includes(SOURCE) ? { execArgv: [SOURCE] } : {};
