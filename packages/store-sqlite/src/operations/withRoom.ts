import type { StoreContext } from "../StoreContext.ts";

/** SQLITE_IOERR and SQLITE_FULL; extended codes keep theirs in the low byte. */
const NO_ROOM = new Set([10, 13]);
/** SQLITE_READONLY and SQLITE_CANTOPEN: what a file system that took damage answers. */
const NO_WRITE = new Set([...NO_ROOM, 8, 14]);

/**
 * Runs a transaction. When there is no room for the log, the log is moved into the store first, so that its space can
 * be written again, and the transaction is tried once more: signing out needs no new space.
 */
export function withRoom<T>(context: StoreContext, transact: (work: () => T) => T, work: () => T): T {
  try {
    return transact(work);
  } catch (error) {
    if (!NO_ROOM.has(codeOf(error))) throw error;
    context.checkpoint();
    return transact(work);
  }
}

/** Whether the disk took no write; a store that another process holds for a while is busy, and that passes. */
export function isWriteRejected(error: unknown): boolean {
  return NO_WRITE.has(codeOf(error));
}

function codeOf(error: unknown): number {
  return error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : 0;
}
