import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { copyStore } from "@gatehouse/store-sqlite";
import { rejectionsFileOf } from "../../audit/auditEvents.ts";
import { auditFilesOf } from "../../audit/auditFilesOf.ts";
import { SERVER_VERSION } from "../../composition/SERVER_VERSION.ts";
import type { Configuration } from "../../config/Configuration.ts";
import { selfSignedFiles } from "../../tls/createSelfSignedIdentity.ts";
import { parseTlsIdentity, type TlsIdentity, type TlsIdentityFiles } from "../../tls/TlsIdentity.ts";
import { BackupError } from "../commandErrors.ts";
import { isoTime } from "../terminal/formatTable.ts";
import { flushDirectory, writePrivately } from "./writePrivately.ts";

/** The source and the target of a backup. */
interface BackupRequest {
  readonly configuration: Configuration;
  /** Absolute path of a directory that does not exist yet. */
  readonly target: string;
  readonly nowMs: number;
  /** Called before anything is read. */
  announce(): Promise<unknown>;
}

/** A backup that was taken. */
export interface Backup {
  readonly target: string;
  readonly files: readonly BackupFile[];
  /** Files that a restored server needs and the backup does not contain, one sentence each. */
  readonly notIncluded: readonly string[];
}

const MAX_TRIES = 5;
const LINE_END = 0x0a;

interface OpenedFile {
  readonly path: string;
  readonly handle: FileHandle;
  readonly inode: bigint;
}

const RETRY_MILLISECONDS = 500;

/** The version of the layout of a backup. */
const BACKUP_FORMAT = 1;

/** A file of a backup. */
interface BackupFile {
  readonly name: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** The facts of a backup. */
interface BackupFacts {
  readonly release: string;
  readonly takenAtMs: number;
  readonly files: readonly BackupFile[];
  readonly notIncluded: readonly string[];
}

/**
 * Copies a data directory, with places that `checkPaths` has seen, as it is at one moment for each file, also while a
 * server works on it. Every copy is checked before the backup gets its name, so a directory of that name is whole.
 *
 * Marker and seal of the store are left out on purpose: a store without them is taken for an older copy, so that a
 * restored server revives no session (SES-22).
 *
 * @throws {BackupError} when something cannot be copied or the copy is not sound
 */
export async function createBackup(request: BackupRequest): Promise<Backup> {
  const { configuration, target } = request;
  await request.announce();
  const partial = `${target}.partial`;
  try {
    removeDirectory(partial);
    mkdirSync(partial, { mode: 0o700 });
    const files = await copyAll(configuration, partial);
    const notIncluded = missingIn(configuration);
    writeManifest(partial, { release: SERVER_VERSION, takenAtMs: request.nowMs, files, notIncluded });
    flushDirectory(partial);
    renameSync(partial, target);
    flushDirectory(dirname(target));
    return { target, files, notIncluded };
  } catch (cause) {
    removeDirectory(partial);
    if (cause instanceof BackupError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BackupError(`No backup was taken: ${reason}`, { cause });
  }
}

function removeDirectory(directory: string): void {
  // Not by `force` alone: that throws where the system rejects the name itself, and hides why.
  if (existsSync(directory)) rmSync(directory, { recursive: true, force: true });
}

/**
 * Makes sure that there is something to copy and a place to copy it to.
 *
 * @throws {BackupError} when there is not
 */
export function checkPaths({ dataDirectory, store }: Configuration, target: string): void {
  if (!existsSync(store.file)) {
    throw new BackupError(`There is nothing to back up in ${dataDirectory}: it has no accounts yet.`);
  }
  if (existsSync(target)) {
    throw new BackupError(
      `${target} exists already. Name a directory that does not, so that nothing is mixed up.`,
    );
  }
  if (!existsSync(dirname(target))) {
    throw new BackupError(
      `${dirname(target)} does not exist. Make it first; a backup belongs on another disk.`,
    );
  }
  const way = relative(resolve(dataDirectory), target);
  if (way.split(sep, 1)[0] !== "..") {
    throw new BackupError(
      `${target} is inside of the data directory. Choose a place outside, on another disk.`,
    );
  }
}

async function copyAll(configuration: Configuration, folder: string): Promise<readonly BackupFile[]> {
  const { dataDirectory, store, audit } = configuration;
  const names = [
    copyStoreInto(folder, store.file),
    ...(await copyTlsIdentity(dataDirectory, folder)),
    ...(audit.kind === "file" ? await copyAuditTrail(audit.file, folder) : []),
    ...(audit.kind === "file" ? await copyAuditTrail(rejectionsFileOf(audit.file), folder) : []),
  ];
  return describeFiles(names.map((name) => join(folder, name)));
}

function copyStoreInto(folder: string, file: string): string {
  const name = basename(file);
  copyStore(file, join(folder, name));
  return name;
}

function missingIn({ tls, audit, store }: Configuration): readonly string[] {
  return [
    "The settings: keep a copy of the file or unit that sets them.",
    ...(tls.kind === "files"
      ? [`The certificate and its key: ${tls.certificateFile} and ${tls.keyFile}.`]
      : []),
    ...(audit.kind === "stdout"
      ? ["The audit trail: it goes to stdout, and is where your system collects it."]
      : []),
    ...(store.kind === "memory" ? ["Sessions: they are kept in the memory of the server."] : []),
  ];
}

/**
 * Copies all files of an audit trail, each up to its last whole line.
 *
 * The files are opened before any is read, and the list is read again: when files were rotated in between, it starts
 * anew, so that none is missed and none is copied twice.
 *
 * @returns the names of what was copied
 * @throws {BackupError} when files are rotated all the time
 */
async function copyAuditTrail(file: string, folder: string): Promise<readonly string[]> {
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
    "No backup was taken: files of the audit trail are rotated faster than they can be copied. Raise GATEHOUSE_AUDIT_MAX_BYTES.",
  );
}

async function openAll(paths: readonly string[]): Promise<readonly OpenedFile[]> {
  const opened: OpenedFile[] = [];
  for (const path of paths) {
    const one = await openOne(path);
    if (one !== undefined) opened.push(one);
  }
  return opened;
}

/** Nothing for a file that was rotated since the list was made; the second check detects it. */
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

/**
 * Copies the self-signed certificate and its key, if there are any. Two files that do not belong together are read once
 * more: a new pair may just be on its way.
 *
 * @returns the names of what was copied
 * @throws {TlsIdentityError} when they still do not
 */
async function copyTlsIdentity(dataDirectory: string, folder: string): Promise<readonly string[]> {
  const files = selfSignedFiles(dataDirectory);
  if (!existsSync(files.certificateFile) || !existsSync(files.keyFile)) return [];
  const { certificate, key } = await readPair(files);
  const names = { certificate: basename(files.certificateFile), key: basename(files.keyFile) };
  writePrivately(join(folder, names.certificate), certificate);
  writePrivately(join(folder, names.key), key);
  return [names.certificate, names.key];
}

async function readPair(files: TlsIdentityFiles): Promise<TlsIdentity> {
  try {
    return read(files);
  } catch {
    await pause(RETRY_MILLISECONDS);
    return read(files);
  }
}

function read(files: TlsIdentityFiles): TlsIdentity {
  const certificate = readFileSync(files.certificateFile, "utf8");
  return parseTlsIdentity({ certificate, key: readFileSync(files.keyFile, "utf8") }, files);
}

/** Reads what was written back from the disk, and adds it up. */
function describeFiles(paths: readonly string[]): readonly BackupFile[] {
  return paths.map((path) => {
    const content = readFileSync(path);
    const sha256 = createHash("sha256").update(content).digest("hex");
    return { name: basename(path), bytes: content.length, sha256 };
  });
}

/** Writes `manifest.json` for people and programs, and `SHA256SUMS` for `sha256sum --check`. */
function writeManifest(folder: string, { takenAtMs, ...facts }: BackupFacts): void {
  const manifest = { format: BACKUP_FORMAT, takenAt: isoTime(takenAtMs), ...facts };
  writePrivately(join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  const sums = facts.files.map(({ name, sha256 }) => `${sha256}  ${name}\n`);
  writePrivately(join(folder, "SHA256SUMS"), sums.join(""));
}
