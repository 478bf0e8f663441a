import { closeSync, constants, fstatSync, fsyncSync, openSync, readSync, writeSync } from "node:fs";
import type { Marker } from "./Marker.ts";
import { parseMarker } from "./parseMarker.ts";

/** One write of a fixed length in place is never seen half done. */
const MARKER_BYTES = 160;

/** What the file says, and when the file system says it was last changed. */
export interface MarkerReading {
  /** Nothing where the file is new, or holds something else. */
  readonly marker: Marker | undefined;
  readonly changedAtMs: number;
}

/** The open marker file. */
export interface MarkerFile {
  read(): MarkerReading;
  /** Not flushed: losing the last lines in a power cut only matters if the store is replaced as well. */
  write(marker: Marker): void;
  close(): void;
}

/** Opens the marker, or makes an empty one. */
export function createMarkerFile(path: string): MarkerFile {
  const file = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  return {
    read() {
      const bytes = Buffer.alloc(MARKER_BYTES);
      const length = readSync(file, bytes, 0, MARKER_BYTES, 0);
      const marker = parseMarker(bytes.toString("utf8", 0, length));
      return { marker, changedAtMs: fstatSync(file).ctimeMs };
    },
    write(marker) {
      writeSync(
        file,
        JSON.stringify(marker)
          .padEnd(MARKER_BYTES - 1)
          .concat("\n"),
        0,
      );
    },
    close() {
      fsyncSync(file);
      closeSync(file);
    },
  };
}
