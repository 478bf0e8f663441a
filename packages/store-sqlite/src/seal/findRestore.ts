import type { OldMarker, SealReading, StoreProgress } from "./createSeal.ts";

/** How far the time in a marker of an older release may lie from the time the file system gives. */
const OLD_TOLERANCE_MS = 2000;

/** The progress of the store, and the identities of its file. */
interface StoreFacts extends StoreProgress {
  /** The identity of the file that its tables were made in. */
  readonly recordedIdentity: string;
  /** The identity of the file that it is in. */
  readonly fileIdentity: string;
  /** When the file was last changed before it was opened, nanoseconds. */
  readonly changedNs: string;
}

/**
 * Why the store must be taken for an older copy, or nothing (SES-22).
 *
 * - The file is a copy: its inode or its birth differ from what was recorded in it.
 * - Old content was written into the same file: it has ended less than marker or seal promise, or the file has another
 *   change time than the marker records.
 * - Marker and seal were put back too: a copy of the seal is another file, and one that was written in place has another
 *   change time than the marker records. No tool can set that time. A change of its owner, mode or links looks the same;
 *   then all sessions end once.
 *
 * What cannot be seen from inside is a disk or a machine put back as a whole, as a snapshot does it.
 */
export function findRestore(reading: SealReading, store: StoreFacts): string | undefined {
  if (store.recordedIdentity !== store.fileIdentity) return "the store file is a copy";
  const { marker, progress } = reading;
  if (marker === undefined) return "the marker beside the store is missing";
  if (marker.storeId !== store.storeId) return "the marker belongs to another store";
  if (marker.sequence > store.sequence) return "the store is older than what was promised since";
  if (!("seal" in marker)) return findOldRestore(reading, marker);
  if (marker.store !== store.fileIdentity) return "the store file is a copy";
  if ((marker.storeChangedNs ?? store.changedNs) !== store.changedNs) {
    return "the store file was written by another program";
  }
  if (progress === undefined) return "the seal beside the store is missing";
  if (progress.storeId !== store.storeId) return "the seal belongs to another store";
  if (progress.sequence > store.sequence) return "the store is older than what was promised since";
  if (reading.seal !== marker.seal) return "the seal beside the store is a copy";
  const isUntouched = progress.sequence === marker.sequence && reading.sealChangedNs === marker.sealChangedNs;
  return isUntouched || reading.isTorn
    ? undefined
    : "the seal beside the store was written by another program";
}

/** Before 0.2 there was no seal, and the marker held when it was written. */
function findOldRestore({ progress, markerChangedNs }: SealReading, marker: OldMarker): string | undefined {
  if (progress !== undefined) return "the marker beside the store is of an older release";
  return Math.abs(Number(markerChangedNs) / 1e6 - marker.writtenAtMs) > OLD_TOLERANCE_MS
    ? "the directory was copied back or its files were changed"
    : undefined;
}
