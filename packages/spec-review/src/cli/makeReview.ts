import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { DECISIONS_FILE, type DecisionsFile } from "../decisions/DecisionsFile.ts";
import { readDecisions } from "../decisions/readDecisions.ts";
import { DEFAULT_SETTINGS } from "../policy/ReviewSettings.ts";
import { acceptCommand } from "../review/acceptCommand.ts";
import type { Review } from "../review/Review.ts";
import { reviewDocuments } from "../review/reviewDocuments.ts";
import type { Io } from "./Io.ts";
import { type OpenedSides, openSides, type SideArguments } from "./openSides.ts";
import type { ReviewConfig } from "./ReviewConfig.ts";
import { readConfig } from "./readConfig.ts";

/** What every command that compares takes. */
export interface ReviewArguments extends Partial<SideArguments> {
  readonly config?: string;
  readonly decisions?: string;
}

/** A review and what it was made from. */
export interface MadeReview {
  readonly review: Review;
  readonly config: ReviewConfig;
  readonly sides: OpenedSides;
  /** The decisions file, whether it exists or not; undefined where it has no place. */
  readonly decisionsFile: string | undefined;
}

/** Opens both sides and reviews them. */
export async function makeReview(io: Io, args: ReviewArguments): Promise<MadeReview> {
  const config = readConfig(io.cwd, args.config);
  const { base, head, document, mergeBase } = args;
  const sides = await openSides(io, { base, head, document, mergeBase }, config);
  const decisionsFile = args.decisions ?? config.decisions ?? besideDocument(sides);
  const review = reviewDocuments({
    documents: sides.documents,
    today: io.today(),
    settings: {
      severity: config.severity ?? DEFAULT_SETTINGS.severity,
      failOn: config.failOn ?? DEFAULT_SETTINGS.failOn,
      protect: config.protect ?? "wire",
    },
    decisions: decisionsFile === undefined ? undefined : readFile(io, decisionsFile),
    settled: settledIn(sides, decisionsFile),
    acceptCommand: acceptCommand(argumentsOf(args), io.program),
  });
  return { review, config, sides, decisionsFile };
}

function besideDocument({ headFile }: OpenedSides): string | undefined {
  return headFile === undefined ? undefined : join(dirname(headFile), DECISIONS_FILE);
}

function readFile({ cwd }: Io, file: string): DecisionsFile | undefined {
  const path = resolve(cwd, file);
  return existsSync(path) ? readDecisions(file, readFileSync(path, "utf8")) : undefined;
}

/** What the base had decided on is merged with its change; it waits to be cleared away and fails nobody. */
function settledIn({ atBase }: OpenedSides, file: string | undefined): ReadonlySet<string> {
  const text = file === undefined ? undefined : atBase(file);
  if (text === undefined || file === undefined) return new Set();
  return new Set(readDecisions(file, text).decisions.map(({ fingerprint }) => fingerprint));
}

/** The arguments that compare the same once more. */
function argumentsOf({ base, head, document, mergeBase, config, decisions }: ReviewArguments): string[] {
  const option = (name: string, value: string | undefined) => (value === undefined ? [] : [name, value]);
  return [
    ...[base, head].filter((side) => side !== undefined),
    ...option("--document", document),
    ...option("--merge-base", mergeBase),
    ...option("--config", config),
    ...option("--decisions", decisions),
  ];
}
