import type { BigIntStats } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { AuditFileError } from "./AuditFileError.ts";

/** Opens a file, as `open` of `node:fs/promises` does. */
export type OpenFile = (file: string, flags: string, mode?: number) => Promise<FileHandle>;

/** An audit file that is open for writing. */
export interface AuditFile {
  readonly handle: FileHandle;
  /** The length of its whole lines in bytes. */
  readonly size: number;
  /** How many bytes of a last line without its end were cut off. */
  readonly cutBytes: number;
  readonly device: bigint;
  readonly inode: bigint;
}

/** A line is never longer than this, so the last one stands in the last piece of this length. */
const LONGEST_LINE = 256 * 1024;

/**
 * Opens an audit file to add to it, readable for its owner only. A last line without its end was never written whole
 * (the machine stopped in the middle of it) and is cut off.
 *
 * @throws {AuditFileError} when it cannot be opened or is not a file
 */
export async function openAuditFile(file: string, openFile: OpenFile = open): Promise<AuditFile> {
  await refuseOtherThanFile(file);
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

/** Before it is opened: opening a pipe that nobody reads would never end. */
async function refuseOtherThanFile(file: string): Promise<void> {
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
