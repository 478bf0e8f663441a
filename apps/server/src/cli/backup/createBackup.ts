import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { copyStore } from "@gatehouse/store-sqlite";
import { rejectionsFileOf } from "../../audit/strangersRoom.ts";
import { SERVER_VERSION } from "../../composition/SERVER_VERSION.ts";
import type { Configuration } from "../../config/Configuration.ts";
import { BackupError } from "./BackupError.ts";
import { copyAuditTrail } from "./copyAuditTrail.ts";
import { copyTlsIdentity } from "./copyTlsIdentity.ts";
import { type BackupFile, describeFiles, writeManifest } from "./writeManifest.ts";
import { flushDirectory } from "./writePrivately.ts";

/** What is copied where. */
export interface BackupRequest {
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
  /** What a restored server needs and the backup does not hold, one sentence each. */
  readonly notIncluded: readonly string[];
}

/**
 * Copies a data directory, with places that `checkPlaces` has seen, as it is at one moment for each file, also while a
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
  // Not by `force` alone: that throws where the system refuses the name itself, and hides why.
  if (existsSync(directory)) rmSync(directory, { recursive: true, force: true });
}

/**
 * Makes sure that there is something to copy and a place to copy it to.
 *
 * @throws {BackupError} when there is not
 */
export function checkPlaces({ dataDirectory, store }: Configuration, target: string): void {
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
