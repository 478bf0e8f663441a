import { AccountNotKeptError, StoreUnavailableError } from "@gatehouse/sessions";
import { isDamage, OlderCopyError } from "../StoreFileUnusableError.ts";
import { type Seen, WriterError } from "../writer/Command.ts";
import type { Writer, WriterEvents } from "../writer/startWriter.ts";
import { createEndings, type Endings } from "./createEndings.ts";
import type { Reader } from "./createReader.ts";
import { createRenewals, createRowCache, type Renewals, type RowCache } from "./createRowCache.ts";

/** How long a second writer beside a sole writer stays unnoticed, at most. */
const ASK_SOLE_WRITER_EVERY_MS = 100;
/** Last-seen times that are due are written together. */
const RENEW_AFTER_MS = 20;
/** How long they wait after the file took no write. */
const RENEW_AGAIN_AFTER_MS = 5000;
/** A window that contains all times: it ends a session of any age. */
const ANY_TIME = {
  nowMs: 0,
  createdAfterMs: Number.NEGATIVE_INFINITY,
  seenAfterMs: Number.NEGATIVE_INFINITY,
  seenUntilMs: Number.POSITIVE_INFINITY,
};

/** How far the check of the whole file has come; `checked` and `total` count rows and entries of indexes. */
export type FileCheck =
  | { readonly kind: "running"; readonly checked: number; readonly total: number }
  | { readonly kind: "sound" }
  | { readonly kind: "stopped"; readonly reason: string }
  | { readonly kind: "damaged"; readonly damage: string };

/** Options of a state. */
interface StoreStateOptions {
  readonly writer: Writer;
  readonly reader: Reader;
  readonly soleWriter: boolean;
  readonly cacheBytes: number;
  readonly onFileCheck: (check: FileCheck) => void;
  /** Called with the problem when the writer ended unasked, and without one when it runs again. */
  readonly onWriter?: ((state: { readonly problem?: string }) => void) | undefined;
}

/** What the calls of one open store share in the calling thread. */
export class StoreState implements WriterEvents {
  readonly writer: Writer;
  readonly reader: Reader;
  readonly soleWriter: boolean;
  readonly cache: RowCache;
  readonly renewals: Renewals = createRenewals();
  readonly endings: Endings = createEndings();
  readonly #check: ReturnType<typeof createFileCheck>;
  #isOpen = true;
  /** Whether an older copy was put over the file while it was open. */
  #isOlder = false;
  /** The number of ends that the rows in memory belong to. */
  #sequence: number;
  #askedAtMs = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  readonly #onWriter: NonNullable<StoreStateOptions["onWriter"]>;

  /** Nothing in memory; the check of the whole file begins. */
  constructor(options: StoreStateOptions) {
    this.writer = options.writer;
    this.reader = options.reader;
    this.soleWriter = options.soleWriter;
    this.cache = createRowCache(options.cacheBytes);
    this.#check = createFileCheck(options);
    this.#sequence = this.reader.sequence();
    this.#onWriter = options.onWriter ?? (() => undefined);
    this.writer.listen(this);
  }

  /** Runs a call; any error becomes a `StoreUnavailableError`. A result that is known at once is not delayed. */
  run<T>(operation: string, work: () => T | Promise<T>): Promise<T> {
    const onFailure = (cause: unknown): never => this.#fail(operation, cause);
    try {
      if (!this.#isOpen) throw new Error("The store is closed.");
      this.#check.failOnDamage();
      const result = work();
      return result instanceof Promise ? result.catch(onFailure) : Promise.resolve(result);
    } catch (cause) {
      return Promise.reject(cause).catch(onFailure);
    }
  }

  #fail(operation: string, cause: unknown): never {
    if (cause instanceof AccountNotKeptError) throw cause;
    if (isDamage(cause) || (cause instanceof WriterError && cause.isDamage)) this.#check.onDamage(cause);
    throw new StoreUnavailableError(operation, { cause });
  }

  /** As `run`, for calls that read from the file. */
  read<T>(operation: string, work: () => T | Promise<T>): Promise<T> {
    return this.run(operation, () => {
      this.assertCurrent();
      return work();
    });
  }

  /** Drops the rows in memory if another process may have ended some of them. */
  refresh(nowMs: number): void {
    if (this.#isOlder) throw new OlderCopyError();
    const age = nowMs - this.#askedAtMs;
    if (this.soleWriter && age >= 0 && age < ASK_SOLE_WRITER_EVERY_MS) return;
    // What the own writer has committed and not reported yet looks like a commit of another process. It notices those too.
    if (this.soleWriter && this.writer.pending() > 0) return;
    this.#askedAtMs = nowMs;
    this.assertCurrent();
  }

  /**
   * Looks how far the file has come, before something is read from it that memory does not have. Drops the rows in memory
   * where another process may have ended some, because the next look cannot see that change again.
   *
   * @throws {OlderCopyError} when it has gone back, from then on
   */
  assertCurrent(): void {
    if (this.#isOlder) throw new OlderCopyError();
    const sequence = this.reader.sequence();
    // While the own writer is about to reply, it may be its commit; it says itself whether it was the only one.
    const isOwn = this.soleWriter && this.writer.pending() > 0;
    if (sequence !== this.#sequence && !isOwn) this.cache.dropAll();
    this.#isOlder = sequence < this.#sequence;
    if (this.#isOlder) throw new OlderCopyError();
    this.#sequence = sequence;
  }

  /** Takes in how far the writer has come. */
  onSeen({ sequence, foreign }: Seen): void {
    if (foreign) this.cache.dropAll();
    // The file may have been read since the writer wrote this: it has not gone back.
    this.#sequence = Math.max(this.#sequence, sequence);
  }

  onProgress(checked: number, total: number): void {
    this.#check.onProgress(checked, total);
  }

  onDamage(error: WriterError): void {
    this.#check.onDamage(error);
  }

  onStopped(problem: string): void {
    this.#onWriter({ problem });
  }

  /** The writer was started again; nothing was called since. */
  onRestarted(): void {
    this.cache.dropAll();
    this.#check.begin();
    // What fails now is owed again, and the next sweep tries once more.
    this.settleOwed().catch(() => undefined);
    this.#onWriter({});
  }

  fileCheck(): FileCheck {
    return this.#check.state();
  }

  /** Drops everything this process remembers of a session that is gone. */
  forget(tokenHash: string): void {
    this.cache.drop(tokenHash);
    this.renewals.forget(tokenHash);
  }

  /** Writes the last-seen times that are due, together with others of the same moment. */
  renewSoon(delayMs = RENEW_AFTER_MS): void {
    this.#timer ??= setTimeout(() => {
      this.renewNow().catch(() => this.renewSoon(RENEW_AGAIN_AFTER_MS));
    }, delayMs).unref();
  }

  async renewNow(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const sent = this.renewals.due();
    if (sent.length === 0) return;
    await this.writer.call("renew", { renewals: sent }, (gone) => {
      for (const renewal of sent) {
        this.renewals.written(renewal);
        this.cache.renew(...renewal);
      }
      for (const tokenHash of gone) this.forget(tokenHash);
    });
  }

  /** Ends what should have ended before. */
  async settleOwed(): Promise<void> {
    for (const [selection, ending] of this.endings.owedBulks()) {
      await this.writer.call("endMany", { ...selection, window: ANY_TIME, renewals: [] }, () => {
        this.cache.dropAll();
        ending.settled();
      });
    }
    await Promise.all(this.endings.owedTakes().map((tokenHash) => this.#takeOwed(tokenHash)));
  }

  async #takeOwed(tokenHash: string): Promise<void> {
    const taking = this.endings.beginTake(tokenHash);
    try {
      await this.writer.call("take", { tokenHash, lastSeenAtMs: 0, window: ANY_TIME }, () => {
        this.forget(tokenHash);
        taking.ended();
      });
    } catch (error) {
      taking.failed();
      throw error;
    }
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#check.close();
    clearTimeout(this.#timer);
    // First, so that the writer is the last to close the file, and moves the log into it.
    if (this.writer.database === undefined) this.reader.close();
    try {
      const all = this.renewals.writtenUntil(Number.POSITIVE_INFINITY);
      await this.writer.call("close", { renewals: all });
    } catch (cause) {
      throw new StoreUnavailableError("close", { cause });
    }
  }
}

/** The check of the whole file, and what is known about damage. */
function createFileCheck({ writer, onFileCheck }: StoreStateOptions) {
  let state: FileCheck = { kind: "running", checked: 0, total: 0 };
  let reportedTenths = 0;
  let isClosed = false;

  function become(next: FileCheck): void {
    state = next;
    onFileCheck(next);
  }

  function onDamage(cause: unknown): void {
    if (state.kind === "damaged") return;
    const damage = cause instanceof Error ? cause.message : String(cause);
    become({ kind: "damaged", damage });
    // Where this fails, the next start finds the same damage as this one did.
    writer.call("noteDamage", damage).catch(() => undefined);
  }

  function begin(): void {
    reportedTenths = 0;
    become({ kind: "running", checked: 0, total: 0 });
    writer.call("check", undefined).then(
      (damage) => (damage === undefined ? become({ kind: "sound" }) : onDamage(new Error(damage))),
      (error: unknown) => {
        if (state.kind === "running" && !isClosed) become({ kind: "stopped", reason: String(error) });
      },
    );
  }

  begin();
  return {
    begin,
    onDamage,
    state: () => state,
    /** The store is about to be closed, which interrupts the check. */
    close() {
      isClosed = true;
    },
    failOnDamage() {
      if (state.kind === "damaged") throw new Error(`The store is damaged: ${state.damage}`);
    },
    onProgress(checked: number, total: number) {
      if (state.kind !== "running") return;
      state = { kind: "running", checked, total };
      const tenths = Math.floor((10 * checked) / Math.max(total, 1));
      if (tenths <= reportedTenths) return;
      reportedTenths = tenths;
      onFileCheck(state);
    },
  };
}
