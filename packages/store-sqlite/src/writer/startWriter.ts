import type { DatabaseSync } from "node:sqlite";
import { Worker } from "node:worker_threads";
import { StoreFileUnusableError } from "../StoreFileUnusableError.ts";
import type {
  CarriedError,
  Command,
  CommandName,
  Reply,
  Seen,
  StoreStartup,
  WriterCommands,
  WriterMessage,
  WriterOptions,
} from "./commands.ts";
import { createEngine } from "./createEngine.ts";
import { createWriterLoop } from "./createWriterLoop.ts";

/** The first pause before a writer that ended is started again; each further one is twice as long. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

/** The side of the calling thread. */
export interface Writer {
  readonly startup: StoreStartup;
  /** The connection of a writer that runs in the calling thread. */
  readonly database: DatabaseSync | undefined;
  /** Why nothing can be written at the moment; nothing while the writer runs. */
  problem(): string | undefined;
  /** How many calls wait for a reply. */
  pending(): number;
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

/** What the writer tells beside its replies. */
export interface WriterEvents {
  onSeen(seen: Seen): void;
  onProgress(checked: number, total: number): void;
  /** The writer ended unasked; its calls have failed. */
  onStopped(reason: string): void;
  /** It runs again, before anything else is called. */
  onRestarted(startup: StoreStartup): void;
}

/** The writer could not do what it was told. */
export class WriterError extends Error {
  readonly code = "WRITER_FAILED";
  /** The result code of SQLite, 0 where it was something else. */
  readonly errcode: number;
  readonly isDamage: boolean;

  constructor({ message, stack, errcode = 0, isDamage = false }: CarriedError) {
    super(message);
    this.name = "WriterError";
    if (stack !== undefined) this.stack = stack;
    this.errcode = errcode;
    this.isDamage = isDamage;
  }
}

/** The writer ended before it replied. */
export class WriterStoppedError extends Error {
  readonly code = "WRITER_STOPPED";

  constructor(reason: string) {
    super(`The thread that writes the store has ended: ${reason}`);
    this.name = "WriterStoppedError";
  }
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
export async function startWriter(options: WriterOptions, events: WriterEvents): Promise<Writer> {
  const calls = createCalls(events);
  let pauseMs = FIRST_PAUSE_MS;

  async function open(): Promise<StoreStartup> {
    const { worker, startup } = await startThread(options, calls.receive);
    calls.connect({
      post: (commands) => worker.postMessage(commands),
      keepAlive: (isNeeded) => (isNeeded ? worker.ref() : worker.unref()),
    });
    worker.once("exit", (code) => {
      calls.disconnect(`it ended with code ${code}`);
      if (!calls.isClosed()) restartLater();
    });
    pauseMs = FIRST_PAUSE_MS;
    return startup;
  }

  function restartLater(): void {
    setTimeout(() => {
      if (calls.isClosed()) return;
      open().then(events.onRestarted, (error: unknown) => {
        calls.disconnect(error instanceof Error ? error.message : String(error));
        restartLater();
      });
    }, pauseMs).unref();
    pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
  }

  const startup = await open();
  return { startup, database: undefined, ...calls.port };
}

/** Runs the writer in the calling thread. */
export function runWriterHere(options: WriterOptions, events: WriterEvents): Writer {
  const engine = createEngine(options);
  const calls = createCalls(events);
  const loop = createWriterLoop(engine, calls.receive);
  calls.connect({ post: loop.receive, keepAlive: () => undefined });
  return { startup: engine.startup, database: engine.database, ...calls.port };
}

/** The calls that wait for a reply. Those of one turn of the event loop are posted together. */
function createCalls(events: WriterEvents) {
  const waiting = new Map<number, Waiting>();
  let outbox: Command[] = [];
  let link: Link | undefined;
  let stopped = "it was not started yet";
  let closed = false;
  let lastId = 0;

  function flush(): void {
    const commands = outbox;
    outbox = [];
    if (link !== undefined && commands.length > 0) link.post(commands);
  }

  function take({ id, ...reply }: Reply): void {
    const call = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) link?.keepAlive(false);
    if ("error" in reply) return call?.reject(new WriterError(reply.error));
    call?.onReply?.(reply.value as never);
    call?.resolve(reply.value);
  }

  const port: Pick<Writer, "call" | "pending" | "problem"> = {
    pending: () => waiting.size,
    problem: () => (link === undefined ? `The store takes no write: ${stopped}.` : undefined),
    call(name, given, onReply) {
      if (link === undefined) return Promise.reject(new WriterStoppedError(stopped));
      lastId += 1;
      if (outbox.length === 0) setImmediate(flush);
      if (waiting.size === 0) link.keepAlive(true);
      outbox.push({ id: lastId, name, given } as Command);
      if (name === "close") closed = true;
      return new Promise((resolve, reject) => {
        waiting.set(lastId, { resolve: resolve as Waiting["resolve"], reject, onReply });
      });
    },
  };
  return {
    port,
    isClosed: () => closed,
    connect(next: Link) {
      link = next;
      link.keepAlive(false);
    },
    disconnect(reason: string) {
      link = undefined;
      stopped = reason;
      outbox = [];
      if (!closed) events.onStopped(reason);
      const lost = [...waiting.values()];
      waiting.clear();
      for (const { reject } of lost) reject(new WriterStoppedError(reason));
    },
    receive(message: WriterMessage) {
      if (message.kind === "progress") events.onProgress(message.checked, message.total);
      if (message.kind !== "replies") return;
      for (const reply of message.replies) take(reply);
      events.onSeen(message);
    },
  };
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
/** From source, packages of this workspace are found in source too, whatever runs the caller. */
const THREAD_OPTIONS = IS_SOURCE
  ? { execArgv: [...process.execArgv, "--conditions=@gatehouse/source"] }
  : {};
