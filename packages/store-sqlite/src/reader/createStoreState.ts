import { AccountNotKeptError, StoreUnavailableError } from "@gatehouse/sessions";
import { isDamage } from "../StoreFileUnusableError.ts";
import type { Seen } from "../writer/commands.ts";
import { type Writer, WriterError } from "../writer/startWriter.ts";
import { createEndings, type Endings } from "./createEndings.ts";
import type { Reader } from "./createReader.ts";
import { createRenewals, type Renewals } from "./createRenewals.ts";
import { createRowCache, type RowCache } from "./createRowCache.ts";

/** Where nobody else writes, a writer who should not be there is noticed after this long. */
const ASK_SOLE_WRITER_EVERY_MS = 100;
/** Last-seen times that are due are written together. */
const RENEW_AFTER_MS = 20;
/** How long they wait after the file took no write. */
const RENEW_AGAIN_AFTER_MS = 5000;
/** Ends a session whatever its times are. */
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

/** What the calls of one open store share in the calling thread. */
export interface StoreState {
  readonly writer: Writer;
  readonly reader: Reader;
  readonly cache: RowCache;
  readonly renewals: Renewals;
  readonly endings: Endings;
  readonly soleWriter: boolean;
  /** Runs a call; whatever goes wrong becomes a `StoreUnavailableError`. */
  answer<T>(operation: string, work: () => T | Promise<T>): Promise<T>;
  /** Drops the rows in memory if another process may have ended some of them. */
  refresh(nowMs: number): void;
  /** Writes the last-seen times that are due, together with others of the same moment. */
  renewSoon(): void;
  renewNow(): Promise<void>;
  /** Ends what should have ended before. */
  settleOwed(): Promise<void>;
  /** Drops everything this process remembers of a session that is gone. */
  forget(tokenHash: string): void;
  fileCheck(): FileCheck;
  close(): Promise<void>;
  onSeen(seen: Seen): void;
  onProgress(checked: number, total: number): void;
  onRestarted(): void;
}

/** What a state is made of. */
export interface StoreStateOptions {
  readonly writer: Writer;
  readonly reader: Reader;
  readonly soleWriter: boolean;
  readonly cacheBytes: number;
  readonly onFileCheck: (check: FileCheck) => void;
}

/** Nothing in memory; the check of the whole file begins. */
export function createStoreState(options: StoreStateOptions): StoreState {
  const { writer, reader, soleWriter } = options;
  const cache = createRowCache(options.cacheBytes);
  const renewals = createRenewals();
  const endings = createEndings();
  const check = createFileCheck(options);
  let open = true;
  let expected = reader.sequence();
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  async function answer<T>(operation: string, work: () => T | Promise<T>): Promise<T> {
    try {
      if (!open) throw new Error("The store is closed.");
      check.failOnDamage();
      return await work();
    } catch (cause) {
      if (cause instanceof AccountNotKeptError) throw cause;
      if (isDamage(cause) || (cause instanceof WriterError && cause.isDamage)) check.onDamage(cause);
      throw new StoreUnavailableError(operation, { cause });
    }
  }

  function forget(tokenHash: string): void {
    cache.drop(tokenHash);
    renewals.forget(tokenHash);
  }

  async function renewNow(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const sent = renewals.due();
    if (sent.length === 0) return;
    await writer.call("renew", { renewals: sent }, (gone) => {
      for (const renewal of sent) {
        renewals.written(renewal);
        cache.renew(...renewal);
      }
      for (const tokenHash of gone) forget(tokenHash);
    });
  }

  function renewAfter(delayMs: number): void {
    timer ??= setTimeout(() => {
      renewNow().catch(() => renewAfter(RENEW_AGAIN_AFTER_MS));
    }, delayMs).unref();
  }

  async function settleOwed(): Promise<void> {
    for (const [selection, ending] of endings.owedBulks()) {
      await writer.call("endMany", { ...selection, window: ANY_TIME, renewals: [] }, () => {
        cache.dropAll();
        ending.settled();
      });
    }
    for (const tokenHash of endings.owedTakes()) {
      const taking = endings.beginTake(tokenHash);
      try {
        await writer.call("take", { tokenHash, lastSeenAtMs: 0, window: ANY_TIME }, () => {
          forget(tokenHash);
          taking.ended();
        });
      } catch (error) {
        taking.failed();
        throw error;
      }
    }
  }

  return {
    writer,
    reader,
    cache,
    renewals,
    endings,
    soleWriter,
    answer,
    forget,
    renewNow,
    settleOwed,
    renewSoon: () => renewAfter(RENEW_AFTER_MS),
    refresh(nowMs) {
      const age = nowMs - askedAtMs;
      if (soleWriter && age >= 0 && age < ASK_SOLE_WRITER_EVERY_MS) return;
      // What the own writer has committed and not told yet looks like a commit of another process. It notices those too.
      if (soleWriter && writer.pending() > 0) return;
      askedAtMs = nowMs;
      const sequence = reader.sequence();
      if (sequence !== expected) cache.dropAll();
      expected = sequence;
    },
    onSeen({ sequence, foreign }) {
      if (foreign) cache.dropAll();
      expected = sequence;
    },
    onRestarted() {
      cache.dropAll();
      check.begin();
      // What fails now is owed again, and the next sweep tries once more.
      settleOwed().catch(() => undefined);
    },
    onProgress: check.onProgress,
    fileCheck: check.state,
    async close() {
      if (!open) return;
      open = false;
      clearTimeout(timer);
      // First, so that the writer is the last to close the file, and moves the log into it.
      if (writer.database === undefined) reader.close();
      try {
        await writer.call("close", { renewals: renewals.writtenUntil(Number.POSITIVE_INFINITY) });
      } catch (cause) {
        throw new StoreUnavailableError("close", { cause });
      }
    },
  };
}

/** The check of the whole file, and what is known about damage. */
function createFileCheck({ writer, onFileCheck }: StoreStateOptions) {
  let state: FileCheck = { kind: "running", checked: 0, total: 0 };
  let toldTenths = 0;

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
    toldTenths = 0;
    become({ kind: "running", checked: 0, total: 0 });
    writer.call("check", undefined).then(
      (damage) => (damage === undefined ? become({ kind: "sound" }) : onDamage(new Error(damage))),
      (error: unknown) => {
        if (state.kind === "running") become({ kind: "stopped", reason: String(error) });
      },
    );
  }

  begin();
  return {
    begin,
    onDamage,
    state: () => state,
    failOnDamage() {
      if (state.kind === "damaged") throw new Error(`The store is damaged: ${state.damage}`);
    },
    onProgress(checked: number, total: number) {
      if (state.kind !== "running") return;
      state = { kind: "running", checked, total };
      const tenths = Math.floor((10 * checked) / Math.max(total, 1));
      if (tenths <= toldTenths) return;
      toldTenths = tenths;
      onFileCheck(state);
    },
  };
}
