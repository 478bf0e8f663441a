import type { BigIntStats } from "node:fs";
import { type FileHandle, open, rename, stat } from "node:fs/promises";
import type { LineSink } from "../logging/createLineQueue.ts";

/** Opens a file, as `open` of `node:fs/promises` does. */
type OpenFile = (file: string, flags: string, mode?: number) => Promise<FileHandle>;

/** An audit file that is open for writing. */
interface AuditFile {
  readonly handle: FileHandle;
  /** The length of its whole lines in bytes. */
  readonly size: number;
  /** How many bytes of a last line without its end were cut off. */
  readonly cutBytes: number;
  readonly device: bigint;
  readonly inode: bigint;
}

/** A line is never longer than this, so the last one is in the last piece of this length. */
const LONGEST_LINE = 256 * 1024;

/** Options of `createAuditFileSink`. */
export interface AuditFileSinkOptions {
  readonly file: string;
  /** A file that would grow beyond this is rotated first. */
  readonly maxBytes: number;
  /** How many rotated files are kept, at least 1. */
  readonly keepFiles: number;
  /** Called when a file cannot be rotated; the sink continues with it. */
  readonly onTrouble?: (error: unknown) => void;
  /** Makes the file with the first line and not before. @default false */
  readonly isLazy?: boolean;
  /** Called when a file was rotated, so that the next line begins a new one. */
  readonly onRotate?: () => void;
  /** Called when the end of a line was cut off that was not written whole, with its bytes. */
  readonly onCut?: (bytes: number) => void;
  /** @default `open` of `node:fs/promises` */
  readonly openFile?: OpenFile;
}

/** Written lines are on the disk after this time at the latest. */
const SYNC_MILLISECONDS = 1000;

interface State {
  /** Absent after the file could not be opened again; the next write tries. */
  current: AuditFile | undefined;
  /** The length of what was written whole. */
  size: number;
  /** Whether a failed write may have left a piece behind `size`. */
  torn: boolean;
  rotationFails: boolean;
  syncTimer: NodeJS.Timeout | undefined;
}

/**
 * Writes lines to a file and rotates full files. A write that fails in the middle is undone, so no line is ever written
 * in part or twice. A file that was moved or removed is created again by the next write.
 *
 * @throws {AuditFileError} when the file cannot be opened at the start; later faults reject the writes
 */
export async function createAuditFileSink(options: AuditFileSinkOptions): Promise<LineSink> {
  const current = options.isLazy ? undefined : await openAuditFile(options.file, options.openFile);
  if (current !== undefined && current.cutBytes > 0) options.onCut?.(current.cutBytes);
  const state: State = {
    current,
    size: current?.size ?? 0,
    torn: false,
    rotationFails: false,
    syncTimer: undefined,
  };
  return {
    async write(text) {
      const bytes = Buffer.from(text);
      await rotateWhenFull(state, options, bytes.length);
      await append(state, await currentFile(state, options), bytes);
      syncSoon(state);
    },
    close: () => closeCurrent(state),
  };
}

async function rotateWhenFull(state: State, options: AuditFileSinkOptions, more: number): Promise<void> {
  if (state.size === 0 || state.size + more <= options.maxBytes) return;
  await closeCurrent(state);
  try {
    await rotateFiles(options.file, options.keepFiles);
    state.rotationFails = false;
    options.onRotate?.();
  } catch (error) {
    if (!state.rotationFails) options.onTrouble?.(error);
    state.rotationFails = true;
  }
}

async function currentFile(state: State, options: AuditFileSinkOptions): Promise<AuditFile> {
  if (state.current !== undefined && !(await isInPlace(state.current, options.file)))
    await closeCurrent(state);
  if (state.current === undefined) {
    state.current = await openAuditFile(options.file, options.openFile);
    state.size = state.current.size;
    state.torn = false;
  }
  return state.current;
}

async function isInPlace(current: AuditFile, file: string): Promise<boolean> {
  try {
    const stats = await stat(file, { bigint: true });
    return stats.ino === current.inode && stats.dev === current.device;
  } catch {
    return false;
  }
}

async function append(state: State, { handle }: AuditFile, bytes: Buffer): Promise<void> {
  if (state.torn) await handle.truncate(state.size);
  state.torn = true;
  try {
    await handle.appendFile(bytes);
  } catch (error) {
    // At once, not with the next write: the process may not live to see it.
    await handle.truncate(state.size).then(
      () => {
        state.torn = false;
      },
      () => undefined,
    );
    throw error;
  }
  state.torn = false;
  state.size += bytes.length;
}

function syncSoon(state: State): void {
  if (state.syncTimer !== undefined) return;
  state.syncTimer = setTimeout(() => {
    state.syncTimer = undefined;
    // A disk that fails here fails the next write as well, which is reported.
    state.current?.handle.datasync().catch(() => undefined);
  }, SYNC_MILLISECONDS).unref();
}

async function closeCurrent(state: State): Promise<void> {
  clearTimeout(state.syncTimer);
  state.syncTimer = undefined;
  const handle = state.current?.handle;
  state.current = undefined;
  try {
    await handle?.datasync();
  } finally {
    await handle?.close();
  }
}

/**
 * Opens an audit file to add to it, readable for its owner only. A last line without its end was never written whole
 * (the machine stopped in the middle of it) and is cut off.
 *
 * @throws {AuditFileError} when it cannot be opened or is not a file
 */
async function openAuditFile(file: string, openFile: OpenFile = open): Promise<AuditFile> {
  await assertRegularFile(file);
  const handle = await openFor(file, openFile);
  try {
    const stats = await handle.stat({ bigint: true });
    const size = await cutTornLine(file, handle, stats);
    const cutBytes = Number(stats.size) - size;
    return { handle, size, cutBytes, device: stats.dev, inode: stats.ino };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Runs before the file is opened: opening a pipe without a reader would never return. */
async function assertRegularFile(file: string): Promise<void> {
  const stats = await stat(file).catch(() => undefined);
  if (stats?.isFile() === false) throw new AuditFileError(file, "is not a regular file.");
}

async function openFor(file: string, openFile: OpenFile): Promise<FileHandle> {
  try {
    return await openFile(file, "a", 0o600);
  } catch (cause) {
    throw new AuditFileError(file, "cannot be opened for writing.", { cause });
  }
}

async function cutTornLine(file: string, handle: FileHandle, stats: BigIntStats): Promise<number> {
  const size = Number(stats.size);
  const tail = await readTail(file, size);
  const torn = tail.length - (tail.lastIndexOf(0x0a) + 1);
  if (torn > 0) await handle.truncate(size - torn);
  return size - torn;
}

/** Reads the last line that has its end; nothing when there is none. */
export async function readLastLine(file: string): Promise<string | undefined> {
  const reader = await open(file, "r");
  const { size } = await reader.stat().finally(() => reader.close());
  const tail = await readTail(file, size);
  const end = tail.lastIndexOf(0x0a);
  if (end === -1) return undefined;
  return tail.toString("utf8", end === 0 ? 0 : tail.lastIndexOf(0x0a, end - 1) + 1, end);
}

async function readTail(file: string, size: number): Promise<Buffer> {
  const reader = await open(file, "r");
  try {
    const length = Math.min(size, LONGEST_LINE);
    const { buffer, bytesRead } = await reader.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.subarray(0, bytesRead);
  } finally {
    await reader.close();
  }
}

/** The audit file cannot be used. */
export class AuditFileError extends Error {
  readonly code = "AUDIT_FILE_UNUSABLE";
  readonly file: string;

  constructor(file: string, fault: string, options?: ErrorOptions) {
    super(`The audit file ${file} ${fault}`, options);
    this.name = "AuditFileError";
    this.file = file;
  }
}

/**
 * Moves `audit.log` to `audit.log.1`, that to `audit.log.2` and so on; number `keepFiles + 1` is removed.
 *
 * The oldest moves first, so that a stop in the middle loses nothing and leaves the order as it is.
 */
export async function rotateFiles(file: string, keepFiles: number): Promise<void> {
  for (let age = keepFiles - 1; age >= 1; age -= 1) await moveIfThere(`${file}.${age}`, `${file}.${age + 1}`);
  await moveIfThere(file, `${file}.1`);
}

async function moveIfThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}
