import { readFile, rename, writeFile } from "node:fs/promises";
import type { Writable } from "node:stream";
import type { Clock } from "@gatehouse/sessions";
import { createStreamSink } from "../logging/createLineQueue.ts";
import type { Logger } from "../logging/createLogger.ts";
import type { AuditTrail, TrailProblem } from "./AuditEvent.ts";
import { limitRejections, openAllowance, rejectionsFileOf } from "./auditEvents.ts";
import { auditFilesOf } from "./auditFilesOf.ts";
import {
  type AuditFileSinkOptions,
  createAuditFileSink,
  readLastLine,
  rotateFiles,
} from "./createAuditFileSink.ts";
import {
  type ChainedTrail,
  type ChainHead,
  createAuditTrail,
  GENESIS,
  openSeal,
} from "./createAuditTrail.ts";
import { verifyTrail } from "./verifyAuditChain.ts";

/** How often the end of a trail is noted. */
const NOTE_MILLISECONDS = 30_000;

/** The state of the chain of a trail. */
interface ChainState {
  readonly head: ChainHead;
  /** Whether the file that is written to ends with a line outside any chain, so that it must be rotated first. */
  readonly unchained: boolean;
  /** Whether any file has a line. */
  readonly hasLines: boolean;
}

/** The destination of the audit trail. */
export type AuditDestination = { readonly kind: "stream"; readonly stream: Writable } | AuditFiles;

/** Files that hold an audit trail. */
interface AuditFiles {
  readonly kind: "file";
  readonly file: string;
  readonly maxBytes: number;
  /** How many full files are kept beside the current one. */
  readonly keepFiles: number;
  /** Whether each line carries the hash of the one before. */
  readonly chained: boolean;
}

/** Options of `openAuditTrail`. */
interface OpenAuditTrailOptions {
  readonly destination: AuditDestination;
  readonly clock: Clock;
  readonly logger: Logger;
  /**
   * Given for the trail of a server: any client can cause events, and the existing trail is verified.
   * @default absent, for a command
   */
  readonly server?: {
    /** Whether the data directory was used before, so that there ought to be a trail. */
    readonly wasUsed: boolean;
  };
}

type Writers = Pick<OpenAuditTrailOptions, "clock" | "logger">;

/** How many full files are kept of rejections beyond their share of the trail. */
const REJECTION_FILES = 3;
const ADVICE = "Keep a copy of all audit files, then see: gatehouse audit verify";

/**
 * Opens the audit trail of a destination; a chain continues where the last process left it. A trail that a server finds
 * damaged or missing is reported in the log and in the trail itself; the search continues in the background.
 *
 * @throws {AuditFileError} when a file cannot be used
 */
export async function openAuditTrail(options: OpenAuditTrailOptions): Promise<AuditTrail> {
  const { destination, clock, logger, server } = options;
  if (destination.kind === "stream") {
    return createAuditTrail({ sink: createStreamSink(destination.stream), clock, logger });
  }
  const { file, chained, keepFiles } = destination;
  const note = await readNote(file);
  const isThere = (await readChainHead(file)).hasLines;
  if (server === undefined) {
    const trail = await openFiles(destination, options);
    return chained ? noteEnd(trail, file) : trail;
  }
  const allowance = await openAllowance(file, destination.maxBytes);
  let wasCut = false;
  const trail = await openFiles(destination, options, {
    onRotate: allowance.renew,
    onCut: () => {
      wasCut = true;
    },
    ...(isThere || note === undefined ? {} : { lostHead: note }),
  });
  const rejections = await openFiles(
    { ...destination, file: rejectionsFileOf(file), keepFiles: Math.min(keepFiles, REJECTION_FILES) },
    options,
    { isLazy: true },
  );
  const noted = chained ? noteEnd(trail, file) : trail;
  const report = createReporter(noted, logger);
  if (wasCut) report({ problem: "torn", file });
  if (!isThere && (server.wasUsed || note !== undefined)) report({ problem: "trail-missing", file });
  else if (chained) void findProblem(file, note, logger).then((found) => found && report(found));
  return limitRejections({ trail: noted, allowance, rejections });
}

interface FileHooks extends Pick<AuditFileSinkOptions, "isLazy" | "onRotate" | "onCut"> {
  /** The end of a missing trail: its numbers continue, so that the gap shows. */
  readonly lostHead?: ChainHead;
}

async function openFiles(
  { file, maxBytes, keepFiles, chained }: AuditFiles,
  { clock, logger }: Writers,
  { lostHead, ...hooks }: FileHooks = {},
): Promise<ChainedTrail> {
  const onTrouble = (error: unknown): void =>
    logger.error("A full audit file cannot be rotated; it keeps growing.", { error });
  const sink = () => createAuditFileSink({ file, maxBytes, keepFiles, onTrouble, ...hooks });
  if (!chained) return createAuditTrail({ sink: await sink(), clock, logger });
  const { head, unchained } = await readChainHead(file);
  if (unchained) await rotateFiles(file, keepFiles);
  const chainHead = head === GENESIS ? (lostHead ?? head) : head;
  return createAuditTrail({ sink: await sink(), clock, logger, chainHead });
}

interface FoundProblem {
  readonly problem: TrailProblem;
  readonly file: string;
  readonly line?: number;
}

/** Looks through a trail that a server writes to meanwhile. */
async function findProblem(
  file: string,
  note: ChainHead | undefined,
  logger: Logger,
): Promise<FoundProblem | undefined> {
  try {
    const result = await verifyTrail(file, note);
    if (result === undefined || result.intact) return undefined;
    return { problem: result.problem, file: result.file, line: result.line };
  } catch (error) {
    logger.error("The audit trail could not be looked through.", { error, remedy: ADVICE });
    return undefined;
  }
}

function createReporter(trail: AuditTrail, logger: Logger): (found: FoundProblem) => void {
  return (found) => {
    logger.error("The audit trail is damaged or missing.", { ...found, remedy: ADVICE });
    trail.record({ event: "sys_audit_broken", details: found });
  };
}

/** The file beside a trail that says where it ended when that was last noted: `audit.log.head`. */
export function noteFileOf(file: string): string {
  return `${file}.head`;
}

/** Reads where a trail ended; nothing when that was never noted, or cannot be read. */
async function readNote(file: string): Promise<ChainHead | undefined> {
  const text = await readFile(noteFileOf(file), "utf8").catch(() => "");
  const [, sequence, hash] = /^(\d{1,15}):([0-9a-f]{64})\n$/.exec(text) ?? [];
  return sequence === undefined || hash === undefined ? undefined : { sequence: Number(sequence), hash };
}

/**
 * Notes the end of a trail at intervals and when it is closed, so that the next start detects a trail that was cut off
 * or removed. A user who may write the trail may also write the note: it helps against mistakes and disk failures.
 * Against an intruder only an anchor on another machine helps.
 */
function noteEnd(trail: ChainedTrail, file: string): AuditTrail {
  // A line that has just been taken may not be on the disk when the power goes.
  let settled = trail.head();
  const timer = setInterval(() => {
    if (settled !== undefined) void writeNote(file, settled).catch(() => undefined);
    settled = trail.queuedBytes() === 0 ? trail.head() : settled;
  }, NOTE_MILLISECONDS).unref();
  return {
    ...trail,
    async close(longestMilliseconds) {
      clearInterval(timer);
      await trail.close(longestMilliseconds);
      const head = trail.head();
      if (head !== undefined && trail.queuedBytes() === 0) await writeNote(file, head).catch(() => undefined);
    },
  };
}

/** In one piece: a reader sees the old note or the new one. */
async function writeNote(file: string, { sequence, hash }: ChainHead): Promise<void> {
  const temporary = `${noteFileOf(file)}.tmp`;
  await writeFile(temporary, `${sequence}:${hash}\n`, { mode: 0o600 });
  await rename(temporary, noteFileOf(file));
}

/**
 * Finds the last link over restarts and rotations: the last line of the newest file that has lines (LOG-01).
 *
 * A trail without lines, or whose last line has no seal, begins a chain.
 */
async function readChainHead(file: string): Promise<ChainState> {
  const newestFirst = (await auditFilesOf(file)).toReversed();
  for (const candidate of newestFirst) {
    const line = await readLastLine(candidate);
    if (line === undefined) continue;
    const seal = openSeal(line);
    if (seal === undefined) return { head: GENESIS, unchained: candidate === file, hasLines: true };
    return { head: seal.head, unchained: false, hasLines: true };
  }
  return { head: GENESIS, unchained: false, hasLines: false };
}
