import { closeSync, existsSync, openSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { controlSocketPath } from "./controlSocketPath.ts";

const LOCK_FILE_NAME = "gatehouse.lock";
const HOLDER_FILE_NAME = "gatehouse.pid";

/** SQLite's result code for a lock that another process holds. */
const SQLITE_BUSY = 5;
const RETRY_MILLISECONDS = 50;

/** A data directory that no other process writes to. */
export interface DataDirectoryLock {
  /** A second call does nothing. */
  release(): void;
  /** Why the lock no longer excludes other processes; absent while it does. */
  problem(): string | undefined;
}

/** The caller of the lock, and its longest wait. */
interface LockRequest {
  /** The name of the holder for others that wait, such as `gatehouse serve`. */
  readonly holder: string;
  readonly longestWaitMilliseconds: number;
}

/**
 * Takes the lock of a data directory: one server or one command writes to it at a time.
 *
 * The lock is one of the operating system, taken through SQLite because Node offers none: it goes away with the process
 * that holds it, also when that is killed, so there is nothing to clean up. The file itself stays empty. After the file
 * of a running server was deleted, the lock is free, but the server still responds on its control socket.
 *
 * @throws {DataDirectoryBusyError} when another process holds it for longer than the wait
 */
export async function lockDataDirectory(
  dataDirectory: string,
  { holder, longestWaitMilliseconds }: LockRequest,
): Promise<DataDirectoryLock> {
  for (let waited = 0; ; waited += RETRY_MILLISECONDS) {
    const isServed = await acceptsConnections(controlSocketPath(dataDirectory));
    const lock = isServed ? undefined : tryLock(dataDirectory, holder);
    if (lock !== undefined) return lock;
    if (waited >= longestWaitMilliseconds) {
      throw new DataDirectoryBusyError(dataDirectory, readLockHolder(dataDirectory));
    }
    await pause(RETRY_MILLISECONDS);
  }
}

/** Takes the lock if it is free; nothing when another process holds it. */
export function tryLock(dataDirectory: string, holder: string): DataDirectoryLock | undefined {
  const file = join(dataDirectory, LOCK_FILE_NAME);
  makePrivately(file);
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    // Without this, taking the lock would leave a journal file behind.
    database.exec("PRAGMA journal_mode = MEMORY");
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
  writeFileSync(join(dataDirectory, HOLDER_FILE_NAME), `${process.pid} ${holder}\n`, { mode: 0o600 });
  const { ino } = statSync(file);
  return {
    release() {
      if (database.isOpen) database.close();
    },
    problem() {
      const isThere = statSync(file, { throwIfNoEntry: false })?.ino === ino;
      return isThere
        ? undefined
        : `${file} was deleted or replaced, and keeps out no other server; restart this one`;
    },
  };
}

function acceptsConnections(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

/**
 * SQLite would create the file readable for all users, and any user who can read it can hold a lock on it. An existing
 * file is not opened: closing it again would drop the lock if this process holds it.
 */
function makePrivately(file: string): void {
  if (existsSync(file)) return;
  try {
    closeSync(openSync(file, "wx", 0o600));
  } catch (error) {
    if (!existsSync(file)) throw error;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
}

/** The holder of the lock, or the last one; nothing when it is unknown. */
export function readLockHolder(dataDirectory: string): string | undefined {
  try {
    const [, pid, holder] =
      /^(\d{1,9}) (.{1,100})$/m.exec(readFileSync(join(dataDirectory, HOLDER_FILE_NAME), "utf8")) ?? [];
    return pid === undefined ? undefined : `process ${pid} (${holder})`;
  } catch {
    return undefined;
  }
}

/** Another process writes to the data directory. */
export class DataDirectoryBusyError extends Error {
  readonly code = "DATA_DIRECTORY_BUSY";
  readonly dataDirectory: string;
  /** The holder, if it is known. */
  readonly holder: string | undefined;

  constructor(dataDirectory: string, holder: string | undefined) {
    super(
      `The data directory ${dataDirectory} is in use by ${holder ?? "another process"}, and one process at a time may write to it. Wait until that has ended, or stop it.`,
    );
    this.name = "DataDirectoryBusyError";
    this.dataDirectory = dataDirectory;
    this.holder = holder;
  }
}
