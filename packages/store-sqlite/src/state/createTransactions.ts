import type { DatabaseSync } from "node:sqlite";

/** Runs work in one transaction: all of it happens, on disk, or none. */
export type Transact = <T>(work: () => T) => T;

/** The two kinds of transaction. */
export interface Transactions {
  /** On disk when it returns. */
  readonly durable: Transact;
  /** May be lost in a power cut, never half done: for what costs nobody anything, such as a renewal. */
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

  function durable<T>(work: () => T): T {
    begin.run();
    try {
      const result = work();
      commit.run();
      return result;
    } catch (error) {
      rollBack(database);
      throw error;
    } finally {
      onEnd();
    }
  }

  function relaxed<T>(work: () => T): T {
    database.exec("PRAGMA synchronous = NORMAL");
    try {
      return durable(work);
    } finally {
      database.exec("PRAGMA synchronous = FULL");
    }
  }

  return { durable, relaxed };
}

/** SQLite has rolled back by itself after some faults, such as a full disk. */
function rollBack(database: DatabaseSync): void {
  if (database.isTransaction) database.exec("ROLLBACK");
}
