import type { DatabaseSync } from "node:sqlite";
import type { Reserve } from "./database/createReserve.ts";
import type { Ends } from "./state/createEnds.ts";
import type { Renewals } from "./state/createRenewals.ts";
import type { RowCache } from "./state/createRowCache.ts";
import type { SessionTable } from "./state/createSessionTable.ts";
import type { Transactions } from "./state/createTransactions.ts";

/** What the operations of one open store share. */
export interface StoreContext {
  readonly database: DatabaseSync;
  readonly table: SessionTable;
  readonly ends: Ends;
  readonly transactions: Transactions;
  readonly cache: RowCache;
  readonly renewals: Renewals;
  readonly reserve: Reserve;
  /**
   * Digests of sessions that should have ended but could not be removed, for example on a full disk. They are not
   * accepted any more by this process, and every sweep tries again.
   */
  readonly denied: Set<string>;
  /** Writes down beside the store what it has ended so far. */
  noteEnds(): void;
}
