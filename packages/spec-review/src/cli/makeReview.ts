import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { DECISIONS_FILE, type DecisionsFile, readDecisions } from "../decisions/readDecisions.ts";
import { DEFAULT_SETTINGS } from "../policy/weigh.ts";
import type { Review } from "../review/Review.ts";
import { acceptCommand, joinReviews, reviewDocuments, reviewNewDocument } from "../review/reviewDocuments.ts";
import type { Io } from "./Io.ts";
import { type OpenedSides, openSides, type SideArguments } from "./openSides.ts";
import { type ReviewConfig, readConfig } from "./readConfig.ts";

/** What every command that compares takes. */
export interface ReviewArguments extends Partial<SideArguments> {
  readonly config?: string;
  readonly decisions?: string;
}

/** The review of one document and what it was made from. */
interface ReviewPart {
  readonly review: Review;
  readonly sides: OpenedSides;
  /** The decisions file, whether it exists or not; undefined where it has no place. */
  readonly decisionsFile: string | undefined;
}

/** A review of all documents, and the reviews of each. */
export interface MadeReview {
  readonly review: Review;
  readonly config: ReviewConfig;
  readonly parts: readonly ReviewPart[];
}

/** Opens both sides of all documents and reviews them. */
export async function makeReview(io: Io, args: ReviewArguments): Promise<MadeReview> {
  const config = readConfig(io.cwd, args.config);
  const { base, head, document = [], mergeBase } = args;
  const opened = await openSides(io, { base, head, document, mergeBase }, config);
  const parts = opened.map((sides): ReviewPart => {
    const decisionsFile = args.decisions ?? config.decisions ?? besideDocument(sides);
    return { sides, decisionsFile, review: reviewSides(io, { args, config, sides, decisionsFile }) };
  });
  return { review: joinReviews(parts.map(({ review }) => review)), config, parts };
}

interface ReviewTask extends Omit<ReviewPart, "review"> {
  readonly args: ReviewArguments;
  readonly config: ReviewConfig;
}

function reviewSides(io: Io, { args, config, sides, decisionsFile }: ReviewTask): Review {
  const command = acceptCommand(argumentsOf(args), io.program);
  const { severity, failOn } = DEFAULT_SETTINGS;
  const protect = config.protect ?? "wire";
  if (sides.change === "new")
    return reviewNewDocument(sides.documents.head, { acceptCommand: command, protect });
  const review = reviewDocuments({
    documents: sides.documents,
    today: io.today(),
    settings: {
      severity: config.severity ?? severity,
      failOn: config.failOn ?? failOn,
      protect,
      exempt: config.exempt ?? [],
      overrides: config.overrides ?? [],
    },
    decisions: decisionsFile === undefined ? undefined : readFile(io, decisionsFile),
    settled: settledIn(sides, decisionsFile),
    acceptCommand: command,
  });
  if (sides.change === "compared") return review;
  const note = `${sides.documents.head.name} was removed.`;
  return {
    ...review,
    documents: review.documents.map((one) => ({ ...one, change: "removed", notes: [note] })),
  };
}

function besideDocument({ headFile }: OpenedSides): string | undefined {
  return headFile === undefined ? undefined : join(dirname(headFile), DECISIONS_FILE);
}

function readFile({ cwd }: Io, file: string): DecisionsFile | undefined {
  const path = resolve(cwd, file);
  return existsSync(path) ? readDecisions(file, readFileSync(path, "utf8")) : undefined;
}

/** The fingerprints of decisions that the base has: their changes are merged, so the entries are unused but no problem. */
function settledIn({ atBase }: OpenedSides, file: string | undefined): ReadonlySet<string> {
  const text = file === undefined ? undefined : atBase(file);
  if (text === undefined || file === undefined) return new Set();
  return new Set(readDecisions(file, text).decisions.map(({ fingerprint }) => fingerprint));
}

/** The arguments of the same comparison. */
function argumentsOf({ base, head, document = [], mergeBase, config, decisions }: ReviewArguments): string[] {
  const option = (name: string, value: string | undefined) => (value === undefined ? [] : [name, value]);
  return [
    ...[base, head].filter((side) => side !== undefined),
    ...document.flatMap((path) => ["--document", path]),
    ...option("--merge-base", mergeBase),
    ...option("--config", config),
    ...option("--decisions", decisions),
  ];
}
