import type { Store } from "@gatehouse/sessions";
import { accountCalls } from "./reader/accountCalls.ts";
import { createReader, openToRead } from "./reader/createReader.ts";
import { type FileCheck, StoreState } from "./reader/StoreState.ts";
import { sessionCalls } from "./reader/sessionCalls.ts";
import type { Problems, StoreStartup } from "./writer/Command.ts";
import { runWriterHere, startWriter } from "./writer/startWriter.ts";

/** Accounts, sessions, attempts and the switch for sign-ins in one file of this machine. */
export interface SqliteStore extends Store {
  /** What was found at the start; `restored` belongs into the log and the audit trail. */
  readonly startup: StoreStartup;
  /** Whether an older release kept accounts in a file of its own, and none were taken over. */
  accountsWereElsewhere(): boolean;
  /**
   * Why the files of the store are no longer those that were opened (FAIL-27), and why no session can be created for
   * lack of room on the disk (FAIL-28).
   *
   * @throws {StoreUnavailableError} while nothing can be written
   */
  problems(): Promise<Problems>;
  /** How far the check of the whole file has come, which runs beside everything else. */
  fileCheck(): FileCheck;
}

/** Where the store is. */
export interface SqliteStoreOptions {
  /** The store file; made with mode 600 if there is none. Its directory must exist. */
  readonly path: string;
  /** The marker, which distinguishes an old copy from the store. Best on another disk. @default `path` + ".marker" */
  readonly markerPath?: string;
  /**
   * Whether the caller keeps every other writer away from the file, by a lock of its own. Session checks then need not
   * check each time whether another process has ended the session. @default false
   */
  readonly soleWriter?: boolean;
  /** Whether sessions are kept in memory instead, and end with this process; accounts are in the file. @default false */
  readonly sessionsInMemory?: boolean;
  /**
   * Where the file is written: in a thread of its own, so that no call waits for the disk but its caller; or in the
   * calling thread, which starts faster. Sessions in memory are always in the calling thread. @default "thread"
   */
  readonly writer?: "thread" | "here";
  /** How much memory sessions may take that are kept at hand, bytes. @default 67108864 (64 MiB) */
  readonly cacheBytes?: number;
  /** Called when the check of the whole file begins, has done a further tenth, and ends. */
  readonly onFileCheck?: (check: FileCheck) => void;
  /** Called when the writer ended unasked, and when it runs again. */
  readonly onWriter?: (state: { readonly problem?: string }) => void;
}

const CACHE_BYTES = 64 * 1024 * 1024;

/**
 * Opens the embedded store: one SQLite file, every end of a session on disk before its call returns.
 *
 * @throws {StoreFileUnusableError} when the file is missing though its marker is there, damaged, foreign, of a newer
 * version or open to others.
 */
export async function createSqliteStore(options: SqliteStoreOptions): Promise<SqliteStore> {
  const { path, markerPath = `${path}.marker`, soleWriter = false, sessionsInMemory = false } = options;
  const { writer: where = "thread", cacheBytes = CACHE_BYTES } = options;
  const writerOptions = { path, markerPath, soleWriter, sessionsInMemory };
  const isHere = where === "here" || sessionsInMemory;
  const writer = isHere ? runWriterHere(writerOptions) : await startWriter(writerOptions);
  const reader = createReader(writer.database ?? openToRead(path));
  const { onFileCheck = () => undefined, onWriter } = options;
  return createHandle(new StoreState({ writer, reader, soleWriter, cacheBytes, onFileCheck, onWriter }));
}

function createHandle(state: StoreState): SqliteStore {
  const { reader, writer } = state;
  return {
    startup: writer.startup,
    accountsWereElsewhere: reader.accounts.wereElsewhere,
    problems: () => state.run("problems", () => writer.call("problems", undefined)),
    fileCheck: () => state.fileCheck(),
    ...accountCalls(state),
    ...sessionCalls(state),
    close: () => state.close(),
  };
}
