import type { DatabaseSync } from "node:sqlite";
import { type AccountWrites, createAccountWrites } from "../file/createAccountReads.ts";
import { FIRST_SEQUENCE, keepSessionsInMemory } from "../file/createTables.ts";
import {
  asUnusable,
  damaged,
  forgetDamage,
  noteDamage,
  type OpenedDatabase,
  openDatabase,
} from "../file/openDatabase.ts";
import { OLDER_COPY, OlderCopyError, sqliteCodeOf } from "../StoreFileUnusableError.ts";
import { createFileWatch } from "../seal/createFileWatch.ts";
import { createSeal, isSealed, type Seal } from "../seal/createSeal.ts";
import { findRestore } from "../seal/findRestore.ts";
import type { Problems, Seen, StoreStartup, WriterOptions } from "./Command.ts";
import { checkWholeFile } from "./checkWholeFile.ts";
import { createEnds, type Ends } from "./createEnds.ts";
import { createReserve, type Reserve } from "./createReserve.ts";
import { createSessionTable, type SessionTable } from "./createSessionTable.ts";
import { createTransactions, type Transact } from "./createTransactions.ts";

/** SQLITE_IOERR and SQLITE_FULL. */
const NO_ROOM = new Set([10, 13]);
/** The log holds up to about ten pages for each; SQLite's own measure is 1,000 pages. */
const CHANGES_PER_CHECKPOINT = 2000;
const TRANSACTIONS_PER_CHECKPOINT = 100;

/** What was ended is on the disk, but could not be noted beside the store. Nothing must be done once more. */
export class NotNotedError extends Error {
  readonly code = "ENDS_NOT_NOTED";

  constructor(options: { readonly cause: unknown }) {
    super("The marker beside the store cannot be written.", options);
    this.name = "NotNotedError";
  }
}

/** What the commands work with. */
export interface EngineContext {
  readonly database: DatabaseSync;
  readonly accounts: AccountWrites;
  readonly sessions: SessionTable;
  readonly ends: Ends;
  /** On disk when it returns, and noted beside the store. */
  readonly durable: Transact;
  /** May be lost in a power cut, never half done. */
  readonly relaxed: Transact;
}

/** The open store, as the one that writes it sees it. */
export interface Engine extends EngineContext {
  readonly startup: StoreStartup;
  readonly reserve: Reserve;
  /** Runs a transaction; once more after the log was moved into the store, where there was no room for the log. */
  withRoom<T>(transact: Transact, work: () => T): T;
  /** Counts the changes of a transaction, so that the log is moved into the store from time to time. */
  noteChanges(count: number): void;
  /** How far the store has come, and whether another process has written it since the last look. */
  look(): Seen;
  problems(): Problems;
  noteDamage(damage: string): void;
  /** Whether an older copy was put over the open file. */
  isOlder(): boolean;
  /** Puts what was noted beside the store on the disk, without waiting for it. */
  flushSeal(): void;
  close(): void;
}

/**
 * Opens the store file, or makes one, and finds out whether it is an older copy.
 *
 * @throws {StoreFileUnusableError} when the file is missing though its marker is there, damaged, foreign, of a newer
 * version or open to others.
 */
export function createEngine(options: WriterOptions): Engine {
  const { path, markerPath, soleWriter, sessionsInMemory } = options;
  const opened = openDatabase(path, isSealed(path, markerPath));
  const { database, fileIdentity: storeIdentity } = opened;
  try {
    if (opened.damageNoted) checkAgain(database, path);
    const watch = createFileWatch({ path, fileIdentity: storeIdentity });
    const seal = createSeal({
      path,
      markerPath,
      storeIdentity,
      soleWriter,
      onStoreWritten: watch.noteOwnWrite,
    });
    const startup = findStartup(opened, seal);
    if (sessionsInMemory) keepSessionsInMemory(database);
    const engine = seal.whileStoreIsWritten(() => createParts(database, { startup, seal, options }));
    engine.durable(() => undefined);
    // From here on the files must stay the same ones.
    watch.problem();
    return {
      ...engine,
      problems() {
        const files = watch.problem() ?? seal.problem() ?? (engine.isOlder() ? OLDER_COPY : undefined);
        const room = engine.reserve.problem();
        return { ...(files === undefined ? {} : { files }), ...(room === undefined ? {} : { room }) };
      },
    };
  } catch (error) {
    database.close();
    throw asUnusable(path, error);
  }
}

/** SQLite's own check, which was done before, knows nothing of the checksums of rows. */
function checkAgain(database: DatabaseSync, path: string): void {
  const check = checkWholeFile(database, () => undefined);
  let step = check.next();
  while (step.done !== true) step = check.next();
  if (step.value !== undefined) throw damaged(path, step.value);
  forgetDamage(path);
}

/**
 * Compares the store with what was noted beside it. When it is an older copy, all sessions in it end before it is
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
  // Another process has made the file and not yet written its marker; no copy of such a store could revive a session.
  const isNew = facts.sequence === FIRST_SEQUENCE && ends.openSessions() === 0;
  const isBegun = isNew && reading.marker === undefined && facts.recordedIdentity === fileIdentity;
  if (reason === undefined || isBegun) return { kind: "opened" };
  createTransactions(database).durable(() => {
    ends.endAll({});
    ends.becomeAnother(fileIdentity);
  });
  return { kind: "restored", reason };
}

interface PartsOptions {
  readonly startup: StoreStartup;
  readonly seal: Seal;
  readonly options: WriterOptions;
}

function createParts(
  database: DatabaseSync,
  { startup, seal, options: { path, soleWriter } }: PartsOptions,
): Omit<Engine, "problems"> {
  const ends = createEnds(database);
  const course = createCourse(ends);
  const checkpoint = createCheckpoint(database, { seal, soleWriter, course });
  const transactions = createTransactions(database, () => checkpoint.count(0));
  const note = () => seal.write(ends.current());
  // With other writers, the write lock keeps two of them from writing marker and seal at a time.
  const noteEnds = soleWriter ? note : () => transactions.durable(note);
  const counted = createCounted(ends, course);

  return {
    database,
    accounts: createAccountWrites(database),
    sessions: createSessionTable(database),
    ends,
    startup,
    reserve: createReserve(database, { path, checkpoint: checkpoint.run }),
    durable(work) {
      const result = counted(transactions.durable, work);
      try {
        noteEnds();
      } catch (cause) {
        throw new NotNotedError({ cause });
      }
      return result;
    },
    relaxed: (work) => counted(transactions.relaxed, work),
    withRoom(transact, work) {
      try {
        return transact(work);
      } catch (error) {
        if (!NO_ROOM.has(sqliteCodeOf(error))) throw error;
        checkpoint.run();
        return transact(work);
      }
    },
    noteChanges: checkpoint.count,
    look: createLook(database, ends),
    noteDamage: (damage) => noteDamage(path, damage),
    flushSeal: seal.flush,
    isOlder: course.isOlder,
    close() {
      if (course.isOlder()) database.close();
      else seal.whileStoreIsWritten(() => database.close());
      seal.close();
    },
  };
}

/** Transactions that write down at their end what they counted. */
function createCounted(ends: Ends, course: Course) {
  return <T>(transact: Transact, work: () => T): T => {
    try {
      const result = transact(() => {
        course.assertCurrent();
        const done = work();
        ends.settle();
        return done;
      });
      course.goOn();
      return result;
    } finally {
      ends.reset();
    }
  };
}

type Course = ReturnType<typeof createCourse>;

/**
 * Knows how far the store has come. Where the file has gone back, an older copy was put over it: it takes no write any
 * more, and nothing is noted beside it, so that the next start knows it for what it is.
 */
function createCourse(ends: Ends) {
  let furthest = 0;
  const isOlder = (): boolean => ends.current().sequence < furthest;
  const goOn = (): void => {
    furthest = Math.max(furthest, ends.current().sequence);
  };
  goOn();
  return {
    isOlder,
    goOn,
    /** @throws {OlderCopyError} when the file has gone back */
    assertCurrent() {
      if (isOlder()) throw new OlderCopyError();
    },
  };
}

/** SQLite's `data_version` changes with every commit of another connection that writes. */
function createLook(database: DatabaseSync, ends: Ends): Engine["look"] {
  const dataVersion = database.prepare("PRAGMA data_version");
  let before = dataVersion.get()?.data_version;
  return () => {
    const version = dataVersion.get()?.data_version;
    const foreign = version !== before;
    before = version;
    return { sequence: ends.current().sequence, foreign };
  };
}

/**
 * Moves the log into the store file. SQLite would do it by itself within some commit; where this process is the only
 * writer it is done here, so that the marker can record the last change of the file.
 */
function createCheckpoint(
  database: DatabaseSync,
  {
    seal,
    soleWriter,
    course,
  }: { readonly seal: Seal; readonly soleWriter: boolean; readonly course: Course },
) {
  let transactions = 0;
  let changes = 0;
  const run = () => {
    transactions = 0;
    changes = 0;
    course.assertCurrent();
    seal.whileStoreIsWritten(() => database.exec("PRAGMA wal_checkpoint(PASSIVE)"));
  };
  if (soleWriter) database.exec("PRAGMA wal_autocheckpoint = 0");
  return {
    run,
    /** Counts changes, or one transaction. */
    count(more: number) {
      if (more === 0) transactions += 1;
      changes += more;
      const isDue = transactions >= TRANSACTIONS_PER_CHECKPOINT || changes >= CHANGES_PER_CHECKPOINT;
      if (!soleWriter || !isDue || database.isTransaction) return;
      try {
        run();
      } catch {
        // What was committed is in the log; the next checkpoint moves it.
      }
    },
  };
}
