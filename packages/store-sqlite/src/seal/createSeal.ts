import {
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  fsync,
  lstatSync,
  openSync,
  readSync,
  writeSync,
} from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { privacyProblemOf } from "../file/openDatabase.ts";
import { StoreFileUnusableError } from "../StoreFileUnusableError.ts";
import { identityOf, replacementOf } from "./createFileWatch.ts";

/** One write of a fixed length in place is never read half done. */
const RECORD_BYTES = 512;

/** Another process writes both in less time than it takes to read them so often. */
const MOST_READINGS = 20;

/** How far a store has come: everything that was ended up to `sequence` was promised to stay so. */
export interface StoreProgress {
  readonly storeId: string;
  readonly sequence: number;
}

/** The content of the marker. */
interface Marker extends StoreProgress {
  /** The identity of the store file. */
  readonly store: string;
  /** The identity of the seal. */
  readonly seal: string;
  /** When the seal was last changed, nanoseconds: the change time that the file system keeps, and no tool can set. */
  readonly sealChangedNs: string;
  /** The sequence that is about to be written into the seal, where a crash came between. */
  readonly pending?: number;
  /**
   * When the store file was last changed, nanoseconds; absent where several processes write it, and while this one does:
   * between two checkpoints all writes go to the log.
   */
  readonly storeChangedNs?: string;
}

/** The content of the seal. */
interface SealRecord extends StoreProgress {
  /**
   * When the marker that announced it was written, nanoseconds: of a crash between the two, this is the marker that lies
   * there. Absent in seals of earlier releases.
   */
  readonly markerChangedNs?: string;
}

/** The content of the marker of releases before 0.2. */
export interface OldMarker extends StoreProgress {
  readonly writtenAtMs: number;
}

/** What was found beside the store. */
export interface SealReading {
  /** Absent where the file is new or holds something else. */
  readonly marker: Marker | OldMarker | undefined;
  readonly markerChangedNs: string;
  /** The content of the seal; absent where the file is new or holds something else. */
  readonly progress: SealRecord | undefined;
  readonly seal: string;
  readonly sealChangedNs: string;
  /**
   * Whether the process ended after it wrote the seal and before it wrote the marker. The seal knows when the marker
   * before it was written; one that was put back was written at another time.
   */
  readonly isTorn: boolean;
}

/** The two files beside a store that show whether it is the one this machine left. */
export interface Seal {
  /** @throws {StoreFileUnusableError} when others write both without a pause */
  read(): SealReading;
  /**
   * Notes how far the store has come. The marker knows the change time of the seal, and the seal is touched by nothing
   * else: where any of the files is put back, in place too, the two no longer fit. Not flushed by itself.
   */
  write(progress: StoreProgress): void;
  /** Does work that writes the store file itself, such as a checkpoint. The marker knows its change time afterwards. */
  whileStoreIsWritten<T>(work: () => T): T;
  /** Puts both on the disk, without waiting for it. */
  flush(): void;
  /** Why the files are not those that were opened, or nothing. */
  problem(): string | undefined;
  close(): void;
}

/** Whether there is a marker or a seal, so that there must be a store. */
export function isSealed(path: string, markerPath: string): boolean {
  return [markerPath, `${path}.seal`].some(
    (file) => (lstatSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0,
  );
}

/** Beside which store, and how. */
interface SealOptions {
  readonly path: string;
  readonly markerPath: string;
  /** The identity of the store file. */
  readonly storeIdentity: string;
  /** Whether this process alone writes the store file. */
  readonly soleWriter: boolean;
  /** Called with the change time of the store file whenever this process has written it. */
  onStoreWritten(changedNs: string): void;
}

/**
 * Opens marker and seal, or makes empty ones.
 *
 * @throws {StoreFileUnusableError} when one of them is a link, no file, of another user or open to others.
 */
export function createSeal(options: SealOptions): Seal {
  const { path, markerPath, storeIdentity, soleWriter } = options;
  const marker = openRecord(markerPath);
  const seal = openRecord(`${path}.seal`);
  const files = [marker, seal];
  let storeChange: Pick<Marker, "storeChangedNs"> = {};

  function rewriteMarker(change: Partial<Marker>): void {
    const { storeChangedNs: _, ...before } = { storeChangedNs: "", ...parseMarker(marker.read()) };
    if ("seal" in before) marker.write({ ...before, ...change });
  }

  function completeMarker({ storeId, sequence }: StoreProgress): void {
    const stats = seal.stats();
    const sealed = { seal: identityOf(stats), sealChangedNs: String(stats.ctimeNs) };
    marker.write({ storeId, sequence, store: storeIdentity, ...sealed, ...storeChange } satisfies Marker);
  }

  return {
    read: () => readBoth({ path, marker, seal }),
    write(progress) {
      rewriteMarker({ ...storeChange, pending: progress.sequence });
      seal.write({ ...progress, markerChangedNs: String(marker.stats().ctimeNs) } satisfies SealRecord);
      completeMarker(progress);
    },
    whileStoreIsWritten(work) {
      if (!soleWriter) return work();
      storeChange = {};
      const reading = readBoth({ path, marker, seal });
      // A kill left them so; another write of the marker before that of the seal would make them look put back.
      if (reading.progress !== undefined && reading.isTorn) completeMarker(reading.progress);
      else rewriteMarker(storeChange);
      try {
        return work();
      } finally {
        const storeChangedNs = String(lstatSync(path, { bigint: true, throwIfNoEntry: false })?.ctimeNs);
        storeChange = { storeChangedNs };
        options.onStoreWritten(storeChangedNs);
        rewriteMarker(storeChange);
      }
    },
    flush() {
      for (const file of files) file.flush();
    },
    problem: () => files.map((file) => file.problem()).find((problem) => problem !== undefined),
    close() {
      for (const file of files) file.close();
    },
  };
}

type RecordFile = ReturnType<typeof openRecord>;

/** What is read together. */
interface Files {
  /** The store file. */
  readonly path: string;
  readonly marker: RecordFile;
  readonly seal: RecordFile;
}

/**
 * Reads both until nothing was written between: other processes may note ends of theirs. Halves of two states could look
 * like one that was left by a crash, so that none is given where they go on changing.
 */
function readBoth({ path, marker, seal }: Files): SealReading {
  const read = (): SealReading => {
    const sealStats = seal.stats();
    const progress = parseSeal(seal.read());
    const parsed = parseMarker(marker.read());
    const markerChangedNs = String(marker.stats().ctimeNs);
    const isAnnounced = parsed !== undefined && "pending" in parsed && parsed.pending === progress?.sequence;
    return {
      marker: parsed,
      markerChangedNs,
      progress,
      isTorn: isAnnounced && progress?.markerChangedNs === markerChangedNs,
      seal: identityOf(sealStats),
      sealChangedNs: String(sealStats.ctimeNs),
    };
  };
  let reading = read();
  for (let tries = 0; tries < MOST_READINGS; tries += 1) {
    const again = read();
    if (isDeepStrictEqual(again, reading)) return reading;
    reading = again;
  }
  const advice =
    "its marker and seal change all the time; find the program that writes them, then try again.";
  throw new StoreFileUnusableError({ path, fault: "not-openable", advice });
}

/** A small file that is written in place. */
function openRecord(path: string) {
  const found = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  const fault = found === undefined ? undefined : privacyProblemOf(found, path);
  if (fault !== undefined) throw new StoreFileUnusableError({ path, fault: "open-to-others", advice: fault });
  const file = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  const identity = identityOf(fstatSync(file, { bigint: true }));
  let isOpen = true;
  return {
    stats: (): BigIntStats => fstatSync(file, { bigint: true }),
    read(): string {
      const bytes = Buffer.alloc(RECORD_BYTES);
      return bytes.toString("utf8", 0, readSync(file, bytes, 0, RECORD_BYTES, 0));
    },
    write(record: object) {
      const text = JSON.stringify(record).padEnd(RECORD_BYTES - 1);
      writeSync(file, `${text}\n`, 0);
    },
    flush() {
      // A machine that loses power before this is done ends all sessions once; no data is lost.
      fsync(file, () => undefined);
    },
    problem: () => replacementOf(path, identity),
    close() {
      if (isOpen) closeSync(file);
      isOpen = false;
    },
  };
}

function parseMarker(text: string): Marker | OldMarker | undefined {
  const value = parseObject(text);
  const progress = parseProgress(text);
  if (progress === undefined) return undefined;
  const { store, seal, sealChangedNs, pending, storeChangedNs, writtenAtMs } = value;
  if (typeof writtenAtMs === "number") return { ...progress, writtenAtMs };
  if (typeof store !== "string" || typeof seal !== "string" || typeof sealChangedNs !== "string") {
    return undefined;
  }
  return {
    ...progress,
    store,
    seal,
    sealChangedNs,
    ...(typeof pending === "number" ? { pending } : {}),
    ...(typeof storeChangedNs === "string" ? { storeChangedNs } : {}),
  };
}

function parseSeal(text: string): SealRecord | undefined {
  const progress = parseProgress(text);
  const { markerChangedNs } = parseObject(text);
  return progress && typeof markerChangedNs === "string" ? { ...progress, markerChangedNs } : progress;
}

function parseProgress(text: string): StoreProgress | undefined {
  const { storeId, sequence } = parseObject(text);
  return typeof storeId === "string" && typeof sequence === "number" ? { storeId, sequence } : undefined;
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
