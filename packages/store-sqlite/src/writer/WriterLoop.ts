import { isDamage, sqliteCodeOf } from "../StoreFileUnusableError.ts";
import {
  type Command,
  type CommandName,
  carry,
  type Job,
  type Reply,
  type WriterCommands,
  type WriterMessage,
} from "./Command.ts";
import { addAccounts, changeAccount, saveAttempts } from "./changeAccount.ts";
import { checkWholeFile } from "./checkWholeFile.ts";
import { type Engine, NotNotedError } from "./createEngine.ts";
import { create, endMany, renew, take } from "./sessionCommands.ts";
import { removeEnded, sweep } from "./sweep.ts";

/** How long a transaction takes in further commands. */
const BATCH_MS = 6;
/** SQLITE_BUSY. */
const BUSY = 5;
/** How often the progress of the check is reported. */
const REPORT_EVERY_MS = 200;
/** Sessions that ended are removed once nothing was ended for so long. */
const REMOVE_AFTER_MS = 100;
/** New sessions in one transaction: the space that is kept free is enough for them. */
const MOST_CREATED = 32;

type Value = WriterCommands[keyof WriterCommands]["reply"];
type BatchedName = Exclude<CommandName, "sweep" | "check" | "problems" | "noteDamage" | "close">;
type Batched = Extract<Command, { name: BatchedName }>;

/** Commands that end something, or change what decides about ends: they are on the disk before their reply. */
const ENDING: readonly BatchedName[] = ["take", "endMany", "addAccounts", "changeAccount", "closeSignIns"];
const DURABLE: ReadonlySet<string> = new Set(ENDING);
const isDurable = (command: Batched): boolean =>
  DURABLE.has(command.name) || (command.name === "create" && command.given.replaces !== undefined);
const BATCHED: ReadonlySet<string> = new Set<BatchedName>([...ENDING, "create", "renew", "saveAttempts"]);

/**
 * Runs commands in their order: all that wait go into one transaction with one flush of the disk. Between two transactions
 * a job (sweep, check of the file) may do one step.
 */
export class WriterLoop {
  readonly #engine: Engine;
  readonly #send: (message: WriterMessage) => void;
  readonly #onClosed: () => void;
  readonly #queue: Command[] = [];
  readonly #jobs: { readonly id: number; readonly job: Job<Value> }[] = [];
  /** The number of ends so far: when it grows, there may be rows of sessions that ended. */
  #sequence: number;
  /** Runs while nothing else is to be done. */
  #removal: Job<undefined> | undefined;
  #removalTimer: NodeJS.Timeout | undefined;
  #isScheduled = false;
  #isClosed = false;

  /** @param onClosed called after the last message was sent */
  constructor(
    engine: Engine,
    send: (message: WriterMessage) => void,
    onClosed: () => void = () => undefined,
  ) {
    this.#engine = engine;
    this.#sequence = engine.ends.current().sequence;
    this.#send = send;
    this.#onClosed = onClosed;
  }

  receive(commands: readonly Command[]): void {
    this.#queue.push(...commands);
    this.#schedule();
  }

  #reply(replies: readonly Reply[]): void {
    const seen = this.#engine.look();
    this.#send({ kind: "replies", replies, ...seen });
    if (seen.sequence > this.#sequence) this.#removeLater();
    this.#sequence = seen.sequence;
  }

  #schedule(): void {
    const isIdle = this.#queue.length === 0 && this.#jobs.length === 0 && this.#removal === undefined;
    if (this.#isScheduled || this.#isClosed || isIdle) return;
    this.#isScheduled = true;
    setImmediate(() => this.#turn());
  }

  #turn(): void {
    this.#isScheduled = false;
    const batch = nextBatch(this.#queue);
    const next = batch.length > 0 ? undefined : this.#queue.shift();
    if (batch.length > 0) this.#reply(runBatch(this.#engine, batch, this.#queue));
    if (next !== undefined) this.#begin(next);
    if (this.#jobs.length > 0) this.#step();
    else if (batch.length === 0) this.#stepRemoval();
    this.#schedule();
  }

  #begin(command: Command): void {
    const { id } = command;
    if (command.name === "sweep") {
      this.#engine.flushSeal();
      this.#jobs.push({ id, job: sweep(this.#engine, command.given) });
    } else if (command.name === "check") {
      let reportedMs = Number.NEGATIVE_INFINITY;
      const report = (checked: number, total: number) => {
        if (performance.now() - reportedMs < REPORT_EVERY_MS) return;
        reportedMs = performance.now();
        this.#send({ kind: "progress", checked, total });
      };
      this.#jobs.push({ id, job: checkWholeFile(this.#engine.database, report) });
    } else if (command.name === "close") this.#finish(command);
    else if (!isBatched(command)) this.#reply([settle(id, () => runAlone(this.#engine, command))]);
  }

  /** One step of the job whose turn it is. */
  #step(): void {
    const next = this.#isClosed ? undefined : this.#jobs.shift();
    if (next === undefined) return;
    const { id, job } = next;
    try {
      const result = job.next();
      if (result.done === true) this.#reply([{ id, value: result.value }]);
      else this.#jobs.push(next);
    } catch (error) {
      this.#reply([{ id, error: carry(error) }]);
    }
  }

  /** While sessions are being ended, the thread has better things to do. */
  #removeLater(): void {
    this.#removal = undefined;
    clearTimeout(this.#removalTimer);
    this.#removalTimer = setTimeout(() => {
      this.#removal = removeEnded(this.#engine);
      this.#schedule();
    }, REMOVE_AFTER_MS).unref();
  }

  #stepRemoval(): void {
    try {
      if (this.#removal?.next().done === false) return;
    } catch (error) {
      // The sweep reports any other error.
      if (isDamage(error)) this.#send({ kind: "damage", error: carry(error) });
    }
    this.#removal = undefined;
  }

  #finish({ id, given }: Extract<Command, { name: "close" }>): void {
    this.#isClosed = true;
    this.#removal = undefined;
    clearTimeout(this.#removalTimer);
    const closed = carry(new Error("The store is closed."));
    this.#reply(this.#jobs.splice(0).map((job) => ({ id: job.id, error: closed })));
    const seen = this.#engine.look();
    const settled = settle(id, () => {
      try {
        if (given.renewals.length > 0) {
          this.#engine.withRoom(this.#engine.relaxed, () => renew(this.#engine, given));
        }
      } finally {
        this.#engine.close();
      }
      return undefined;
    });
    this.#send({ kind: "replies", replies: [settled], ...seen });
    this.#onClosed();
  }
}

/** Takes the commands from the front of the queue that may be in one transaction. */
function nextBatch(queue: Command[]): Batched[] {
  let created = 0;
  const end = queue.findIndex(({ name }) => {
    if (name === "create") created += 1;
    return !BATCHED.has(name) || created > MOST_CREATED;
  });
  return queue.splice(0, end === -1 ? queue.length : end).filter(isBatched);
}

function isBatched(command: Command): command is Batched {
  return BATCHED.has(command.name);
}

/**
 * Runs commands in one transaction. When it fails, each of them gets one of its own: what one of them needs, for example
 * room on the disk, must not keep the others from being done. What there was no time for goes back to the queue.
 */
function runBatch(engine: Engine, given: Batched[], queue: Command[]): readonly Reply[] {
  const [batch, roomless] = withReserve(engine, given);
  const transact = batch.some(isDurable) ? engine.durable : engine.relaxed;
  const replies: Reply[] = [];
  try {
    transact(() => {
      const startedMs = performance.now();
      for (const command of batch) {
        if (performance.now() - startedMs > BATCH_MS) break;
        replies.push({ id: command.id, value: run(engine, command) });
      }
    });
  } catch (error) {
    // Another process writes for long, and would hold up each of them; or all was done but the note of it.
    const isForAll = sqliteCodeOf(error) === BUSY || error instanceof NotNotedError;
    const fail = ({ id }: Command): Reply => ({ id, error: carry(error) });
    return [...roomless, ...batch.map((command) => (isForAll ? fail(command) : runOne(engine, command)))];
  }
  queue.unshift(...batch.slice(replies.length));
  engine.noteChanges(replies.length);
  try {
    confirmEvictions(engine, { replies, isDurable: transact === engine.durable });
    return [...roomless, ...replies];
  } catch (error) {
    return [...roomless, ...replies.map(({ id }) => ({ id, error: carry(error) }))];
  }
}

function runOne(engine: Engine, command: Batched): Reply {
  const { id } = command;
  return settle(id, () => {
    const transact = isDurable(command) ? engine.durable : engine.relaxed;
    const value = engine.withRoom(transact, () => run(engine, command));
    confirmEvictions(engine, { replies: [{ id, value }], isDurable: false });
    return value;
  });
}

/** Makes room for new sessions; where there is none, they fail and the others go on. */
function withReserve(
  engine: Engine,
  batch: Batched[],
): [batch: readonly Batched[], failed: readonly Reply[]] {
  if (!batch.some(({ name }) => name === "create")) return [batch, []];
  try {
    engine.reserve.ensure();
    return [batch, []];
  } catch (error) {
    const failed = batch
      .filter(({ name }) => name === "create")
      .map(({ id }) => ({ id, error: carry(error) }));
    return [batch.filter(({ name }) => name !== "create"), failed];
  }
}

/** A new session may be lost in a power cut, its user signs in again; an eviction may not. */
function confirmEvictions(
  engine: Engine,
  { replies, isDurable }: { readonly replies: readonly Reply[]; readonly isDurable: boolean },
): void {
  const hasEvicted = ({ value }: { value?: unknown }) =>
    typeof value === "object" &&
    value !== null &&
    "evicted" in value &&
    Array.isArray(value.evicted) &&
    value.evicted.length > 0;
  if (isDurable || !replies.some((one) => "value" in one && hasEvicted(one))) return;
  engine.withRoom(engine.durable, () => engine.ends.advance(0));
}

function run(engine: Engine, command: Batched): Value {
  switch (command.name) {
    case "create":
      return create(engine, command.given);
    case "take":
      return take(engine, command.given);
    case "endMany":
      return endMany(engine, command.given);
    case "renew":
      return renew(engine, command.given);
    case "addAccounts":
      return addAccounts(engine, command.given);
    case "changeAccount":
      return changeAccount(engine, command.given);
    case "saveAttempts":
      return saveAttempts(engine, command.given);
    case "closeSignIns":
      engine.ends.closeSignIns(command.given);
      engine.ends.advance(0);
      return undefined;
  }
}

function runAlone(engine: Engine, command: Extract<Command, { name: "problems" | "noteDamage" }>): Value {
  if (command.name === "problems") return engine.problems();
  if (command.name === "noteDamage") engine.noteDamage(command.given);
  return undefined;
}

function settle(id: number, work: () => Value): Reply {
  try {
    return { id, value: work() };
  } catch (error) {
    return { id, error: carry(error) };
  }
}
