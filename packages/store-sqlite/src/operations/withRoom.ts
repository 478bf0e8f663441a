import type { StoreContext } from "../StoreContext.ts";

/** SQLITE_IOERR and SQLITE_FULL; extended codes keep theirs in the low byte. */
const NO_ROOM = new Set([10, 13]);

/**
 * Runs a transaction. When there is no room for the log, the log is moved into the store first, so that its space can
 * be written again, and the transaction is tried once more: signing out needs no new space.
 */
export function withRoom<T>(context: StoreContext, transact: (work: () => T) => T, work: () => T): T {
  try {
    return transact(work);
  } catch (error) {
    if (!isNoRoom(error)) throw error;
    context.database.exec("PRAGMA wal_checkpoint(PASSIVE)");
    return transact(work);
  }
}

function isNoRoom(error: unknown): boolean {
  const code = error instanceof Error && "errcode" in error ? Number(error.errcode) : 0;
  return NO_ROOM.has(code & 0xff);
}
