import type { DatabaseSync } from "node:sqlite";
import { AccountNotKeptError, type Store, StoreUnavailableError } from "@gatehouse/sessions";
import { createReserve } from "./database/createReserve.ts";
import { asUnusable, type OpenedDatabase, openDatabase } from "./database/openDatabase.ts";
import { keepSessionsInMemory } from "./database/schema.ts";
import { addAccounts, changeAccount, saveAttempts } from "./operations/changeAccount.ts";
import { closeStore } from "./operations/closeStore.ts";
import { create } from "./operations/create.ts";
import { endMany } from "./operations/endMany.ts";
import { list } from "./operations/list.ts";
import { sweep } from "./operations/sweep.ts";
import { take } from "./operations/take.ts";
import { touch } from "./operations/touch.ts";
import type { StoreContext } from "./StoreContext.ts";
import { createFileWatch, type FileWatch } from "./seal/createFileWatch.ts";
import { createSeal, isSealed, type Seal } from "./seal/createSeal.ts";
import { findRestore } from "./seal/findRestore.ts";
import { createAccountTable } from "./state/createAccountTable.ts";
import { createEnds } from "./state/createEnds.ts";
import { createRenewals } from "./state/createRenewals.ts";
import { createRowCache } from "./state/createRowCache.ts";
import { createSessionTable } from "./state/createSessionTable.ts";
import { createTransactions } from "./state/createTransactions.ts";

/** The log holds about ten pages for each; SQLite's own measure is 1,000 pages. */
const TRANSACTIONS_PER_CHECKPOINT = 100;
/** Where nobody else writes, a writer who should not be there is noticed after this long. */
const ASK_SOLE_WRITER_EVERY_MS = 100;

/** Accounts, sessions, attempts and the switch for sign-ins in one file of this machine. */
export interface SqliteStore extends Store {
  /** What was found at the start; `restored` belongs into the log and the audit trail. */
  readonly startup: StoreStartup;
  /** Whether an older release kept accounts in a file of its own, and none were taken over. */
  accountsWereElsewhere(): boolean;
  /** Why the files of the store are no longer those that were opened (FAIL-27); nothing while they are. */
  filesProblem(): string | undefined;
  /** Why no session can be created for lack of room on the disk (FAIL-28); nothing while there is room. */
  roomProblem(): string | undefined;
}

/**
 * - `created`: there was no store file.
 * - `opened`: the file is the one this machine left.
 * - `restored`: the file is an older copy or may be one; all its sessions were ended (SES-22).
 */
export type StoreStartup =
  | { readonly kind: "created" }
  | { readonly kind: "opened" }
  | { readonly kind: "restored"; readonly reason: string };

/** Where the store is. */
export interface SqliteStoreOptions {
  /** The store file; made with mode 600 if there is none. Its directory must exist. */
  readonly path: string;
  /** What tells an old copy of the store from the one left here. Best on another disk. @default `path` + ".marker" */
  readonly markerPath?: string;
  /**
   * Whether the caller keeps every other writer away from the file, by a lock of its own. Session checks then need not
   * ask each time whether somebody else has ended the session. @default false
   */
  readonly soleWriter?: boolean;
  /** Whether sessions are kept in memory instead, and end with this process; accounts are in the file. @default false */
  readonly sessionsInMemory?: boolean;
}

/**
 * Opens the embedded store: one SQLite file, every end of a session on disk before it is answered.
 *
 * @throws {StoreFileUnusableError} when the file is missing though its marker is there, damaged, foreign, of a newer
 * version or open to others.
 */
export function createSqliteStore(options: SqliteStoreOptions): SqliteStore {
  const { path, markerPath = `${path}.marker`, soleWriter = false, sessionsInMemory = false } = options;
  const opened = openDatabase(path, isSealed(path, markerPath));
  const { database, fileIdentity: storeIdentity } = opened;
  try {
    const watch = createFileWatch({ path, fileIdentity: storeIdentity });
    const onStoreWritten = watch.noteOwnWrite;
    const seal = createSeal({ path, markerPath, storeIdentity, soleWriter, onStoreWritten });
    const startup = findStartup(opened, seal);
    const context = seal.whileStoreIsWritten(() => createContext(database, { path, seal, soleWriter }));
    if (sessionsInMemory) keepSessionsInMemory(database);
    context.noteEnds();
    // From here on the files must stay the same ones.
    watch.problem();
    return createHandle(context, { startup, seal, watch });
  } catch (error) {
    database.close();
    throw asUnusable(path, error);
  }
}

/**
 * Compares the store with what was noted beside it. When it is an older copy, all sessions in it end before anybody is
 * served, and it is another store from then on: neither its original nor a later copy passes for it.
 *
 * What was noted is read before the store: another process may be ending sessions at this moment, and it writes the
 * store first.
 */
function findStartup(
  { database, created, fileIdentity, changedNs }: OpenedDatabase,
  seal: Pick<Seal, "read">,
): StoreStartup {
  if (created) return { kind: "created" };
  const reading = seal.read();
  const ends = createEnds(database);
  const facts = { ...ends.current(), recordedIdentity: ends.recordedIdentity(), fileIdentity, changedNs };
  const reason = findRestore(reading, facts);
  if (reason === undefined) return { kind: "opened" };
  createTransactions(database).durable(() => {
    ends.endAll({});
    ends.becomeAnother(fileIdentity);
  });
  return { kind: "restored", reason };
}

interface ContextOptions {
  readonly path: string;
  readonly seal: Seal;
  readonly soleWriter: boolean;
}

function createContext(database: DatabaseSync, { path, seal, soleWriter }: ContextOptions): StoreContext {
  const ends = createEnds(database);
  const checkpoint = createCheckpoint(database, { seal, soleWriter });
  const transactions = createTransactions(database, checkpoint.afterTransaction);
  const note = () => seal.write(ends.current());
  return {
    database,
    ends,
    transactions,
    checkpoint: checkpoint.run,
    table: createSessionTable(database),
    accounts: createAccountTable(database),
    cache: createRowCache(database, soleWriter ? ASK_SOLE_WRITER_EVERY_MS : 0),
    renewals: createRenewals(),
    reserve: createReserve(database, { path, checkpoint: checkpoint.run }),
    denied: new Set(),
    shutOut: new Set(),
    // With other writers, the write lock keeps two of them from writing marker and seal at a time.
    noteEnds: soleWriter ? note : () => transactions.durable(note),
  };
}

/**
 * Moves the log into the store file. SQLite would do it by itself within some commit; where this process is the only
 * writer it is done here, so that the marker can tell when the file was last changed.
 */
function createCheckpoint(database: DatabaseSync, { seal, soleWriter }: Omit<ContextOptions, "path">) {
  let transactions = 0;
  const run = () => {
    transactions = 0;
    seal.whileStoreIsWritten(() => database.exec("PRAGMA wal_checkpoint(PASSIVE)"));
  };
  if (soleWriter) database.exec("PRAGMA wal_autocheckpoint = 0");
  return {
    run,
    afterTransaction() {
      transactions += 1;
      if (!soleWriter || transactions < TRANSACTIONS_PER_CHECKPOINT) return;
      try {
        run();
      } catch {
        // What was committed is in the log; the next checkpoint moves it.
      }
    },
  };
}

function createHandle(
  context: StoreContext,
  {
    startup,
    seal,
    watch,
  }: { readonly startup: StoreStartup; readonly seal: Seal; readonly watch: FileWatch },
): SqliteStore {
  let open = true;
  const { accounts } = context;

  async function answer<T>(operation: string, work: () => T): Promise<T> {
    try {
      if (!open) throw new Error("The store is closed.");
      return work();
    } catch (cause) {
      if (cause instanceof AccountNotKeptError) throw cause;
      throw new StoreUnavailableError(operation, { cause });
    }
  }

  return {
    startup,
    accountsWereElsewhere: accounts.wereElsewhere,
    filesProblem: () => watch.problem() ?? seal.problem(),
    roomProblem: context.reserve.problem,
    signInSwitch: {
      isClosed: () => answer("signInSwitch.isClosed", context.ends.areSignInsClosed),
      setClosed: (closed) => answer("signInSwitch.setClosed", () => setSignInsClosed(context, closed)),
    },
    accounts: {
      list: () => answer("accounts.list", accounts.list),
      wereKept: () => answer("accounts.wereKept", accounts.wereKept),
      add: (added) => answer("accounts.add", () => addAccounts(context, added)),
      change: (request) => answer("accounts.change", () => changeAccount(context, request)),
    },
    attempts: {
      secret: () => answer("attempts.secret", accounts.attemptSecret),
      load: () => answer("attempts.load", accounts.loadAttempts),
      save: (entries) => answer("attempts.save", () => saveAttempts(context, entries)),
    },
    create: (request) => answer("create", () => create(context, request)),
    touch: (request) => answer("touch", () => touch(context, request)),
    take: (request) => answer("take", () => take(context, request)),
    list: (query) => answer("list", () => list(context, query)),
    endMany: (request) => answer("endMany", () => endMany(context, request)),
    sweep: (request) =>
      answer("sweep", () => {
        seal.flush();
        return sweep(context, request);
      }),
    async close() {
      if (open) await answer("close", () => closeStore(context, seal));
      open = false;
    },
  };
}

/** Counts as an end, so that an older copy of the store is recognised by it. */
function setSignInsClosed(context: StoreContext, closed: boolean): void {
  context.transactions.durable(() => {
    context.ends.closeSignIns(closed);
    context.ends.advance();
  });
  context.noteEnds();
}
