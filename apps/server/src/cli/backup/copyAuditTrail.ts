import { type FileHandle, open } from "node:fs/promises";
import { basename, join } from "node:path";
import { auditFilesOf } from "../../audit/auditFilesOf.ts";
import { BackupError } from "./BackupError.ts";
import { writePrivately } from "./writePrivately.ts";

const MAX_TRIES = 5;
const LINE_END = 0x0a;

/**
 * Copies all files of an audit trail, each up to its last whole line.
 *
 * The files are opened before any is read, and the list is read again: when files were put aside in between, it starts
 * anew, so that none is missed and none is copied twice.
 *
 * @returns the names of what was copied
 * @throws {BackupError} when files are put aside all the time
 */
export async function copyAuditTrail(file: string, folder: string): Promise<readonly string[]> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const opened = await openAll(await auditFilesOf(file));
    try {
      if (!(await areStillThere(file, opened))) continue;
      for (const { path, handle } of opened) {
        writePrivately(join(folder, basename(path)), wholeLines(await handle.readFile()));
      }
      return opened.map(({ path }) => basename(path));
    } finally {
      for (const { handle } of opened) await handle.close();
    }
  }
  throw new BackupError(
    "No backup was taken: files of the audit trail are put aside faster than they can be copied. Raise GATEHOUSE_AUDIT_MAX_BYTES.",
  );
}

interface OpenedFile {
  readonly path: string;
  readonly handle: FileHandle;
  readonly inode: bigint;
}

async function openAll(paths: readonly string[]): Promise<readonly OpenedFile[]> {
  const opened: OpenedFile[] = [];
  for (const path of paths) {
    const one = await openOne(path);
    if (one !== undefined) opened.push(one);
  }
  return opened;
}

/** Nothing for a file that was put aside since the list was made; the second look finds out. */
async function openOne(path: string): Promise<OpenedFile | undefined> {
  try {
    const handle = await open(path, "r");
    return { path, handle, inode: (await handle.stat({ bigint: true })).ino };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

async function areStillThere(file: string, opened: readonly OpenedFile[]): Promise<boolean> {
  const again = await openAll(await auditFilesOf(file));
  for (const { handle } of again) await handle.close();
  const key = (files: readonly OpenedFile[]): string =>
    files.map(({ path, inode }) => `${path}:${inode}`).join("|");
  return key(again) === key(opened);
}

function wholeLines(content: Buffer): Buffer {
  return content.subarray(0, content.lastIndexOf(LINE_END) + 1);
}
