import type { MarkerReading } from "./createMarkerFile.ts";
import type { Marker } from "./Marker.ts";

/**
 * How far the time written in the marker and the time the file system gives may lie apart. After a power cut the two
 * may be flushed at different moments; a copy put back shows the time of the copying.
 */
const TIME_TOLERANCE_MS = 60_000;

/**
 * Why the store must be taken for an old copy, or nothing (SES-22).
 *
 * - The store file alone was put back: it has ended less than the marker promises.
 * - The whole directory was put back: the marker agrees with the store, but the file system changed the marker at
 *   another time than the marker says. The change time (ctime) cannot be set by copying tools. A change of owner or
 *   mode looks the same; then everybody signs in again once.
 *
 * What cannot be seen from inside is a machine put back as a whole (snapshot of a virtual machine).
 */
export function findRestore(
  { marker, changedAtMs }: MarkerReading,
  store: Pick<Marker, "storeId" | "sequence">,
): string | undefined {
  if (marker === undefined) return "the marker beside the store is missing";
  if (marker.storeId !== store.storeId) return "the marker belongs to another store";
  if (marker.sequence > store.sequence) return "sessions were ended that the store still holds";
  const apartMs = Math.abs(changedAtMs - marker.writtenAtMs);
  if (apartMs > TIME_TOLERANCE_MS) return "the directory was copied back or its files were changed";
  return undefined;
}
