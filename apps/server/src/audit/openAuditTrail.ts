import type { Writable } from "node:stream";
import type { Clock } from "@gatehouse/sessions";
import { createStreamSink } from "../logging/createStreamSink.ts";
import type { Logger } from "../logging/Logger.ts";
import type { TrailProblem } from "./AuditEvent.ts";
import type { AuditTrail } from "./AuditTrail.ts";
import { type ChainHead, GENESIS } from "./ChainHead.ts";
import { type AuditFileSinkOptions, createAuditFileSink } from "./createAuditFileSink.ts";
import { createAuditTrail } from "./createAuditTrail.ts";
import { readChainHead } from "./readChainHead.ts";
import { rotateFiles } from "./rotateFiles.ts";
import { openAllowance, rejectionsFileOf, withStrangersRoom } from "./strangersRoom.ts";
import { type ChainedTrail, noteEnd, readNote } from "./trailNote.ts";
import { verifyTrail } from "./verifyTrail.ts";

/** Where the audit trail goes. */
export type AuditDestination = { readonly kind: "stream"; readonly stream: Writable } | AuditFiles;

/** Files that hold an audit trail. */
export interface AuditFiles {
  readonly kind: "file";
  readonly file: string;
  readonly maxBytes: number;
  /** How many full files are kept beside the current one. */
  readonly keepFiles: number;
  /** Whether each line carries the hash of the one before. */
  readonly chained: boolean;
}

/** What `openAuditTrail` works with. */
export interface OpenAuditTrailOptions {
  readonly destination: AuditDestination;
  readonly clock: Clock;
  readonly logger: Logger;
  /**
   * Given for the trail of a server: strangers can cause events, and what is there already is looked through.
   * @default absent, for a command
   */
  readonly server?: {
    /** Whether the data directory was used before, so that there ought to be a trail. */
    readonly wasUsed: boolean;
  };
}

type Writers = Pick<OpenAuditTrailOptions, "clock" | "logger">;

/** How many full files are kept of what strangers cause beyond their share of the trail. */
const REJECTION_FILES = 3;
const ADVICE = "Keep a copy of all audit files, then see: gatehouse audit verify";

/**
 * Opens the audit trail of a destination; a chain goes on where the last process left it. What a server finds damaged or
 * missing is told in the log and in the trail itself; the search goes on in the background.
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
  const tell = createTeller(noted, logger);
  if (wasCut) tell({ problem: "torn", file });
  if (!isThere && (server.wasUsed || note !== undefined)) tell({ problem: "trail-missing", file });
  else if (chained) void findProblem(file, note, logger).then((found) => found && tell(found));
  return withStrangersRoom({ trail: noted, allowance, rejections });
}

interface FileHooks extends Pick<AuditFileSinkOptions, "isLazy" | "onRotate" | "onCut"> {
  /** Where a trail ended that is gone: its numbers go on, so that the gap shows. */
  readonly lostHead?: ChainHead;
}

async function openFiles(
  { file, maxBytes, keepFiles, chained }: AuditFiles,
  { clock, logger }: Writers,
  { lostHead, ...hooks }: FileHooks = {},
): Promise<ChainedTrail> {
  const onTrouble = (error: unknown): void =>
    logger.error("A full audit file cannot be put aside; it grows on.", { error });
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
    const verdict = await verifyTrail(file, note);
    if (verdict === undefined || verdict.intact) return undefined;
    return { problem: verdict.problem, file: verdict.file, line: verdict.line };
  } catch (error) {
    logger.error("The audit trail could not be looked through.", { error, remedy: ADVICE });
    return undefined;
  }
}

function createTeller(trail: AuditTrail, logger: Logger): (found: FoundProblem) => void {
  return (found) => {
    logger.error("The audit trail is damaged or missing.", { ...found, remedy: ADVICE });
    trail.record({ event: "sys_audit_broken", details: found });
  };
}
