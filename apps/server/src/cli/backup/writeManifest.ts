import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { isoTime } from "../terminal/formatTime.ts";
import { writePrivately } from "./writePrivately.ts";

/** The version of the layout of a backup. */
const BACKUP_FORMAT = 1;

/** A file of a backup. */
export interface BackupFile {
  readonly name: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** What a backup says of itself. */
export interface BackupFacts {
  readonly release: string;
  readonly takenAtMs: number;
  readonly files: readonly BackupFile[];
  readonly notIncluded: readonly string[];
}

/** Reads what was written back from the disk, and adds it up. */
export function describeFiles(paths: readonly string[]): readonly BackupFile[] {
  return paths.map((path) => {
    const content = readFileSync(path);
    const sha256 = createHash("sha256").update(content).digest("hex");
    return { name: basename(path), bytes: content.length, sha256 };
  });
}

/** Writes `manifest.json` for people and programs, and `SHA256SUMS` for `sha256sum --check`. */
export function writeManifest(folder: string, { takenAtMs, ...facts }: BackupFacts): void {
  const manifest = { format: BACKUP_FORMAT, takenAt: isoTime(takenAtMs), ...facts };
  writePrivately(join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  const sums = facts.files.map(({ name, sha256 }) => `${sha256}  ${name}\n`);
  writePrivately(join(folder, "SHA256SUMS"), sums.join(""));
}
