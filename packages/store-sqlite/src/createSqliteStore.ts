import { StoreUnavailableError, systemClock } from "@gatehouse/sessions";
import { createReserve } from "./database/createReserve.ts";
import { openDatabase } from "./database/openDatabase.ts";
import { createMarkerFile } from "./marker/createMarkerFile.ts";
import { findStartup } from "./marker/findStartup.ts";
import { closeStore } from "./operations/closeStore.ts";
import { create } from "./operations/create.ts";
import { endMany } from "./operations/endMany.ts";
import { list } from "./operations/list.ts";
import { sweep } from "./operations/sweep.ts";
import { take } from "./operations/take.ts";
import { touch } from "./operations/touch.ts";
import type { SqliteStore } from "./SqliteStore.ts";
import type { StoreContext } from "./StoreContext.ts";
import { createEnds } from "./state/createEnds.ts";
import { createRenewals } from "./state/createRenewals.ts";
import { createRowCache } from "./state/createRowCache.ts";
import { createSessionTable } from "./state/createSessionTable.ts";
import { createSignInFlag } from "./state/createSignInFlag.ts";
import { createTransactions } from "./state/createTransactions.ts";

/** Where nobody else writes, a writer who should not be there is noticed after this long. */
const ASK_SOLE_WRITER_EVERY_MS = 100;

/** Where the store lies. */
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
  /** Unix milliseconds by the clock the file system goes by. @default `Date.now` */
  readonly wallClockMs?: () => number;
}

/**
 * Opens the embedded store: one SQLite file, every end of a session on disk before it is answered.
 *
 * @throws {StoreFileUnusableError} when the file is damaged, foreign, of a newer version or open to others.
 */
export function createSqliteStore(options: SqliteStoreOptions): SqliteStore {
  const {
    path,
    markerPath = `${path}.marker`,
    soleWriter = false,
    wallClockMs = systemClock.nowMs,
  } = options;
  const { database, created } = openDatabase(path);
  const marker = createMarkerFile(markerPath);
  const ends = createEnds(database);
  const context: StoreContext = {
    database,
    ends,
    table: createSessionTable(database),
    transactions: createTransactions(database),
    cache: createRowCache(database, soleWriter ? ASK_SOLE_WRITER_EVERY_MS : 0),
    renewals: createRenewals(),
    reserve: createReserve(database, path),
    denied: new Set(),
    noteEnds: () => marker.write({ ...ends.current(), writtenAtMs: wallClockMs() }),
  };
  const startup = findStartup(context, { created, marker });
  return createHandle(context, { startup, closeFiles: () => closeStore(context, marker) });
}

function createHandle(
  context: StoreContext,
  { startup, closeFiles }: Pick<SqliteStore, "startup"> & { readonly closeFiles: () => void },
): SqliteStore {
  let open = true;

  async function answer<T>(operation: string, work: () => T): Promise<T> {
    try {
      if (!open) throw new Error("The store is closed.");
      return work();
    } catch (cause) {
      throw new StoreUnavailableError(operation, { cause });
    }
  }

  const flag = createSignInFlag(context.database);
  return {
    startup,
    signInSwitch: {
      isClosed: () => answer("isClosed", flag.read),
      setClosed: (closed) => answer("setClosed", () => flag.write(closed)),
    },
    create: (request) => answer("create", () => create(context, request)),
    touch: (request) => answer("touch", () => touch(context, request)),
    take: (request) => answer("take", () => take(context, request)),
    list: (query) => answer("list", () => list(context, query)),
    endMany: (request) => answer("endMany", () => endMany(context, request)),
    sweep: (request) => answer("sweep", () => sweep(context, request)),
    async close() {
      if (open) await answer("close", closeFiles);
      open = false;
    },
  };
}
