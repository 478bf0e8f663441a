import type { DatabaseSync } from "node:sqlite";

/** Runs work in one transaction: all of it happens, on disk, or none. */
export type Transact = <T>(work: () => T) => T;

/** The two kinds of transaction. */
interface Transactions {
  /** On disk when it returns. */
  readonly durable: Transact;
  /** May be lost in a power cut, never half done: for changes that no user loses anything by, such as a renewal. */
  readonly relaxed: Transact;
}

/**
 * Takes the write lock at the start, so that what was read in the transaction is still true when it writes.
 *
 * @param onEnd called after each transaction, also after one that failed; must not throw
 */
export function createTransactions(
  database: DatabaseSync,
  onEnd: () => void = () => undefined,
): Transactions {
  const begin = database.prepare("BEGIN IMMEDIATE");
  const commit = database.prepare("COMMIT");
  let isFlushing = true;

  function transact<T>(flush: boolean, work: () => T): T {
    if (flush !== isFlushing) database.exec(`PRAGMA synchronous = ${flush ? "FULL" : "NORMAL"}`);
    isFlushing = flush;
    begin.run();
    try {
      const result = work();
      commit.run();
      return result;
    } catch (error) {
      // SQLite has rolled back by itself after some faults, such as a full disk.
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    } finally {
      onEnd();
    }
  }

  return {
    durable: (work) => transact(true, work),
    relaxed: (work) => transact(false, work),
  };
}
