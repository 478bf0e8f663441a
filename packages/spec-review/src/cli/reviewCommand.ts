import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { ImpactReport } from "../findings/Finding.ts";
import { createGit } from "../git/createGit.ts";
import type { DocumentOrigin } from "../impact/createTypeWorkspace.ts";
import { measureImpact } from "../impact/measureImpact.ts";
import { renderReview } from "../report/renderReview.ts";
import { REPORT_FORMATS, type ReportFormat, type Review } from "../review/Review.ts";
import { EXIT_CODES, type Io, UsageError } from "./Io.ts";
import { type MadeReview, makeReview, type ReviewArguments } from "./makeReview.ts";

/** The options of a review. */
interface ReviewCommandOptions extends ReviewArguments {
  readonly verbose?: boolean;
  /** Also find out what the change does to the repository. */
  readonly impact?: boolean;
  readonly format: ReportFormat;
  /** The same as the format `json`. */
  readonly json?: boolean;
  readonly output?: string;
  readonly report: readonly string[];
}

const NO_REPOSITORY =
  "--impact needs a git repository, and this is not one. Run it in the repository of the code, or omit it.";

const ONE_DOCUMENT = "--impact needs one document; give it with --document.";

const NOT_IN_REPOSITORY =
  "Neither document belongs to this repository. Set in spec-review.config.json " +
  '"impact": { "document": "<path>" } the file that the types are generated from.';

/** Reviews, writes the reports, and gives the exit code. */
export async function reviewCommand(io: Io, options: ReviewCommandOptions): Promise<number> {
  const reports = options.report.map(parseReport);
  const made = await makeReview(io, options);
  const impact = options.impact === true ? await impactOf(io, made) : undefined;
  const review: Review = { ...made.review, impact };
  const write = (format: ReportFormat, file: string | undefined) => {
    const color = file === undefined && io.color;
    const text = renderReview(review, format, {
      color,
      columns: io.columns,
      verbose: options.verbose === true,
    });
    if (file === undefined) io.out(text);
    else writeReport(io, file, text);
  };
  write(options.json === true ? "json" : options.format, options.output);
  for (const { format, file } of reports) write(format, file);
  return exitCodeOf(review);
}

function parseReport(text: string): { readonly format: ReportFormat; readonly file: string } {
  const [name, ...rest] = text.split("=");
  const format = REPORT_FORMATS.find((known) => known === name);
  const file = rest.join("=");
  if (format === undefined || file === "") {
    throw new UsageError(
      `--report ${text} is not valid; write for example --report html=review.html. Formats: ${REPORT_FORMATS.join(", ")}.`,
    );
  }
  return { format, file };
}

function exitCodeOf({ result }: Review): number {
  return result === "pass" ? EXIT_CODES.pass : EXIT_CODES.undecided;
}

/** Writes a report to a file, and makes the folders on the way. */
export function writeReport({ cwd }: Io, file: string, text: string): void {
  const path = resolve(cwd, file);
  if (!existsSync(dirname(path))) mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/**
 * Finds out what a reviewed change does to the repository around the current folder.
 * @throws {ImpactError} when the types cannot be made or the compiler does not work
 * @throws {UsageError} when there is no repository, or no place in it for the document
 */
async function impactOf(io: Io, { review, config, parts }: MadeReview): Promise<ImpactReport> {
  const root = createGit(io.cwd).root();
  if (root === undefined) throw new UsageError(NO_REPOSITORY);
  const [part, ...others] = parts;
  if (!part || others.length > 0) throw new UsageError(ONE_DOCUMENT);
  const { documents } = part.sides;
  const origins = part.sides.origins();
  const path = config.impact?.document ?? pathOf(origins.head) ?? pathOf(origins.base);
  if (path === undefined) throw new UsageError(NOT_IN_REPOSITORY);
  try {
    return await measureImpact({
      git: createGit(root),
      root,
      path,
      documents,
      origins,
      findings: review.findings,
      config: config.impact ?? {},
      env: io.env ?? {},
      interrupted: io.interrupted?.(),
      progress: (step) => io.progress?.(`impact: ${step} …`),
    });
  } finally {
    io.progress?.("");
  }
}

function pathOf(origin: DocumentOrigin): string | undefined {
  return origin.kind === "elsewhere" ? undefined : origin.path;
}
