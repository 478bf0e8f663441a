import type { DatabaseSync } from "node:sqlite";
import type { Reserve } from "./database/createReserve.ts";
import type { AccountTable } from "./state/createAccountTable.ts";
import type { Ends } from "./state/createEnds.ts";
import type { Renewals } from "./state/createRenewals.ts";
import type { RowCache } from "./state/createRowCache.ts";
import type { SessionTable } from "./state/createSessionTable.ts";
import type { Transactions } from "./state/createTransactions.ts";

/** What the operations of one open store share. */
export interface StoreContext {
  readonly database: DatabaseSync;
  readonly table: SessionTable;
  readonly accounts: AccountTable;
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
  /**
   * Users whose account should have been changed but could not be (FAIL-28). None of their sessions is accepted by this
   * process and no new one is created until a change of the account succeeds; every sweep tries to end the sessions.
   */
  readonly shutOut: Set<string>;
  /** Moves the log into the store file, so that its space can be written again. */
  checkpoint(): void;
  /** Notes beside the store how far it has come. */
  noteEnds(): void;
}
