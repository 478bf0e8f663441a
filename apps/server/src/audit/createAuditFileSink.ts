import { stat } from "node:fs/promises";
import type { LineSink } from "../logging/LineSink.ts";
import { type AuditFile, type OpenFile, openAuditFile } from "./AuditFile.ts";
import { rotateFiles } from "./rotateFiles.ts";

/** What `createAuditFileSink` works with. */
export interface AuditFileSinkOptions {
  readonly file: string;
  /** A file that would grow beyond this is put aside first. */
  readonly maxBytes: number;
  /** How many files put aside are kept, at least 1. */
  readonly keepFiles: number;
  /** Called when a file cannot be put aside; the sink goes on with it. */
  readonly onTrouble?: (error: unknown) => void;
  /** Makes the file with the first line and not before. @default false */
  readonly isLazy?: boolean;
  /** Called when a file was put aside, so that the next line begins a new one. */
  readonly onRotate?: () => void;
  /** Called when the end of a line was cut off that was not written whole, with its bytes. */
  readonly onCut?: (bytes: number) => void;
  /** @default `open` of `node:fs/promises` */
  readonly openFile?: OpenFile;
}

/** Written lines are on the disk after this long at the latest, whatever the machine does. */
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
 * Writes lines to a file and puts full files aside. A write that fails in the middle is undone, so no line is ever
 * written in part or twice. A file that somebody moved or removed is made anew with the next write.
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
    // A disk that fails here fails the next write as well, which is told.
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
