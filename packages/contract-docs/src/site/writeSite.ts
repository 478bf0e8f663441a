import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { SiteFile } from "./sitePages.ts";

/** A folder that pages cannot be written to. */
export class OutputFolderError extends Error {
  override readonly name = "OutputFolderError";
  readonly code = "OUTPUT_FOLDER";
}

/** Options of `writeSite`. */
export interface WriteOptions {
  /** Called after each file with the count of files so far. */
  readonly onFile?: (count: number) => void;
  /** Stops the writing; the folder stays as it was. */
  readonly signal?: AbortSignal | undefined;
}

/** What was written. */
export interface WrittenSite {
  readonly files: number;
  readonly bytes: number;
}

/** By this file a folder is known to hold pages of this command, and may be replaced. */
const MARK = "llms.txt";

/**
 * Writes the files of a site into a folder: beside it first, then in its place as a whole, so that the folder holds the
 * old pages or the new ones. A folder that holds something else is not changed.
 *
 * @throws {OutputFolderError} when the folder cannot be written or holds something else.
 */
export async function writeSite(
  folder: string,
  files: Iterable<SiteFile>,
  options: WriteOptions = {},
): Promise<WrittenSite> {
  const target = resolve(folder);
  await assertReplaceable(target);
  const aside = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
  try {
    const written = await writeFiles(aside, files, options);
    await replace(target, aside);
    return written;
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw new OutputFolderError(
      `The pages cannot be written to "${folder}" (${error.code}). Check the folder and its rights.`,
      { cause: error },
    );
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}

async function assertReplaceable(target: string): Promise<void> {
  if (!existsSync(target)) return;
  if (!(await stat(target)).isDirectory())
    throw new OutputFolderError(`"${target}" is a file. Name a folder.`);
  const names = await readdir(target);
  if (names.includes(MARK) && names.includes("index.html")) return;
  // Folders without a file are what a tool leaves that removes generated files.
  const entries = await readdir(target, { recursive: true, withFileTypes: true });
  if (entries.every((entry) => entry.isDirectory())) return;
  throw new OutputFolderError(
    `"${target}" holds other files, which would be lost. Name an empty folder, or one with pages of this command.`,
  );
}

async function writeFiles(
  root: string,
  files: Iterable<SiteFile>,
  { onFile, signal }: WriteOptions,
): Promise<WrittenSite> {
  const folders = new Set<string>();
  let count = 0;
  let bytes = 0;
  for (const { path, text } of files) {
    signal?.throwIfAborted();
    const file = join(root, path);
    const parent = dirname(file);
    if (!folders.has(parent)) await mkdir(parent, { recursive: true });
    folders.add(parent);
    await writeFile(file, text);
    count += 1;
    bytes += Buffer.byteLength(text);
    onFile?.(count);
  }
  return { files: count, bytes };
}

/** Not every file system exchanges two folders in one step, so the old one is moved away between two renames. */
async function replace(target: string, aside: string): Promise<void> {
  const old = `${aside}.old`;
  const existed = existsSync(target);
  if (existed) await rename(target, old);
  try {
    await rename(aside, target);
  } catch (error) {
    if (existed) await rename(old, target);
    throw error;
  }
  await rm(old, { recursive: true, force: true });
}
