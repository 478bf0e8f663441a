import type { StoreContext } from "../StoreContext.ts";

/** SQLITE_FULL and SQLITE_IOERR; extended codes keep theirs in the low byte. */
const NO_ROOM = new Set([10, 13]);

/**
 * Runs a durable transaction that ends sessions. On a full disk the log is moved into the store first, so that its
 * space can be written again, and the transaction is tried once more: signing out needs no new space.
 */
export function withRoom<T>(context: StoreContext, work: () => T): T {
  try {
    return context.transactions.durable(work);
  } catch (error) {
    if (!isNoRoom(error)) throw error;
    context.database.exec("PRAGMA wal_checkpoint(PASSIVE)");
    return context.transactions.durable(work);
  }
}

function isNoRoom(error: unknown): boolean {
  const code = error instanceof Error && "errcode" in error ? Number(error.errcode) : 0;
  return NO_ROOM.has(code & 0xff);
}
