import { stat } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { ChainBreak } from "./AuditEvent.ts";
import { auditFilesOf, type FileLine, readLines } from "./auditFilesOf.ts";
import { type ChainHead, GENESIS, type OpenedSeal, openSeal } from "./createAuditTrail.ts";

/** The outcome of a verification. */
export type ChainVerification =
  | {
      readonly intact: true;
      /** How many lines are in the chain. */
      readonly lines: number;
      /** The number of the first line; above 1 when older files were removed by retention. */
      readonly firstSequence: number;
      /** The last line: note it down elsewhere, and the next verification finds out whether the end was cut off. */
      readonly head: ChainHead;
      /** Lines from before the chain was switched on. */
      readonly unchainedLines: number;
    }
  | {
      readonly intact: false;
      readonly problem: ChainBreak;
      /** The file with the first break of the chain. */
      readonly file: string;
      readonly line: number;
      /** The problem at that line, and the evidence. */
      readonly message: string;
    };

/** How often a trail that changed while it was read is read again. */
const MAX_READINGS = 5;
const PAUSE_MILLISECONDS = 200;

/** Options of a verification. */
interface VerifyOptions {
  /** A line that must be there: the head of an earlier verification, kept where an intruder cannot reach it. */
  readonly anchor?: ChainHead;
}

/** The problems that show at the line itself. */
type LineBreak = Exclude<ChainBreak, "reordered" | "anchor-missing">;

/** The progress of the verification. */
interface Progress {
  readonly head: ChainHead;
  readonly firstSequence: number;
  readonly lines: number;
  readonly unchainedLines: number;
  readonly anchorSeen: boolean;
}

/**
 * Checks the chain over the files of an audit trail, in the order they were written (see `auditFilesOf`), and finds
 * the first line that was altered, removed, moved, repeated or inserted.
 *
 * Without `anchor` it does not detect lines that were cut off at the end, or a chain that was rewritten from the start.
 */
export async function verifyAuditChain(
  files: readonly string[],
  options: VerifyOptions = {},
): Promise<ChainVerification> {
  const anchor = options.anchor;
  let progress: Progress = {
    head: GENESIS,
    firstSequence: 0,
    lines: 0,
    unchainedLines: 0,
    anchorSeen: anchor === undefined || anchor.sequence === 0,
  };
  let last: FileLine = { file: files.at(-1) ?? "", number: 0, text: "", ended: true };
  for await (const line of readLines(files)) {
    const seal = line.ended ? openSeal(line.text) : undefined;
    const problem = problemOf(line, { seal, progress });
    if (problem !== undefined) return explain(problem, { line, seal, progress, files });
    progress = advance(progress, seal, anchor);
    last = line;
  }
  if (!progress.anchorSeen) return anchorMissing(last, anchor);
  const { lines, firstSequence, head, unchainedLines } = progress;
  return { intact: true, lines, firstSequence, head, unchainedLines };
}

function advance(progress: Progress, seal: OpenedSeal | undefined, anchor: ChainHead | undefined): Progress {
  if (seal === undefined) return { ...progress, unchainedLines: progress.unchainedLines + 1 };
  return {
    ...progress,
    head: seal.head,
    firstSequence: progress.lines === 0 ? seal.head.sequence : progress.firstSequence,
    lines: progress.lines + 1,
    anchorSeen:
      progress.anchorSeen || (seal.head.sequence === anchor?.sequence && seal.head.hash === anchor.hash),
  };
}

function problemOf(
  line: FileLine,
  { seal, progress }: { seal: OpenedSeal | undefined; progress: Progress },
): LineBreak | undefined {
  if (!line.ended) return "torn";
  const started = progress.lines > 0;
  if (seal === undefined) return started ? "foreign" : undefined;
  if (!seal.genuine) return "altered";
  const { sequence } = seal.head;
  // Retention may have removed files, but then no line can precede the first one that is left.
  if (!started && progress.unchainedLines === 0 && sequence > 1) return undefined;
  if (sequence <= progress.head.sequence) return "repeated";
  if (sequence > progress.head.sequence + 1) return "missing";
  return seal.previousHash === progress.head.hash ? undefined : "altered";
}

interface LineContext {
  readonly line: FileLine;
  readonly seal: OpenedSeal | undefined;
  readonly progress: Progress;
  readonly files: readonly string[];
}

async function explain(problem: LineBreak, context: LineContext): Promise<ChainVerification> {
  const { line, seal, progress } = context;
  const expected = progress.head.sequence + 1;
  const at = { intact: false, file: line.file, line: line.number } as const;
  const found = seal?.head.sequence ?? 0;
  switch (problem) {
    case "torn":
      return {
        ...at,
        problem,
        message: "The line breaks off: it was not written to its end, or its end was cut off.",
      };
    case "foreign":
      return {
        ...at,
        problem,
        message: `The line has no seal, where line ${expected} of the chain was expected.`,
      };
    case "altered":
      return {
        ...at,
        problem,
        message: `Line ${found} of the chain does not have the hash of its content and its past.`,
      };
    case "repeated":
      return {
        ...at,
        problem,
        message: `Line ${found} of the chain follows line ${expected - 1}.`,
      };
    case "missing":
      if (await standsLater(expected, context)) {
        return {
          ...at,
          problem: "reordered",
          message: `Line ${found} is here, and line ${expected} is further down.`,
        };
      }
      return { ...at, problem, message: `Line ${found} is here; ${rangeOf(expected, found - 1)} missing.` };
  }
}

function rangeOf(first: number, last: number): string {
  return first === last ? `line ${first} is` : `lines ${first} to ${last} are`;
}

async function standsLater(sequence: number, { files, line: from }: LineContext): Promise<boolean> {
  for await (const line of readLines(files.slice(files.indexOf(from.file)))) {
    const seal = line.ended ? openSeal(line.text) : undefined;
    if (seal?.genuine && seal.head.sequence === sequence) return true;
  }
  return false;
}

function anchorMissing(last: FileLine, anchor: ChainHead | undefined): ChainVerification {
  return {
    intact: false,
    problem: "anchor-missing",
    file: last.file,
    line: last.number,
    message: `Line ${anchor?.sequence} with hash ${anchor?.hash} is not in the chain, which ends here.`,
  };
}

/**
 * Verifies a trail that a server may be writing to: a break that is seen while files are rotated, or in a last line
 * that is being written, is checked again.
 *
 * @returns nothing when there is no file
 * @throws {Error} with the code of the system when a file may not be read
 */
export async function verifyTrail(file: string, anchor?: ChainHead): Promise<ChainVerification | undefined> {
  for (let reading = 1; ; reading += 1) {
    const before = await filesAndStates(file);
    if (before.files.length === 0) return undefined;
    const result = await verifyAuditChain(before.files, anchor === undefined ? {} : { anchor });
    if (result.intact || reading === MAX_READINGS) return result;
    await pause(PAUSE_MILLISECONDS);
    if ((await filesAndStates(file)).state === before.state) return result;
  }
}

async function filesAndStates(
  file: string,
): Promise<{ readonly files: readonly string[]; readonly state: string }> {
  const files = await auditFilesOf(file);
  const states = await Promise.all(files.map(stateOf));
  return { files, state: states.join("|") };
}

async function stateOf(file: string): Promise<string> {
  try {
    const { ino, size, ctimeNs } = await stat(file, { bigint: true });
    return [file, ino, size, ctimeNs].join(":");
  } catch {
    return `${file}:absent`;
  }
}
