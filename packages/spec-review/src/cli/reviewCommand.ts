import { REPORT_FORMATS, type ReportFormat, renderReview } from "../report/renderReview.ts";
import type { Review } from "../review/Review.ts";
import { EXIT_CODES } from "./exitCodes.ts";
import type { Io } from "./Io.ts";
import { impactOf } from "./impactOf.ts";
import { makeReview, type ReviewArguments } from "./makeReview.ts";
import { UsageError } from "./UsageError.ts";
import { writeReport } from "./writeReport.ts";

/** The options of a review. */
export interface ReviewCommandOptions extends ReviewArguments {
  readonly verbose?: boolean;
  /** Also find out what the change does to the repository. */
  readonly impact?: boolean;
  readonly format: ReportFormat;
  /** The same as the format `json`. */
  readonly json?: boolean;
  readonly output?: string;
  readonly report: readonly string[];
}

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
      `--report ${text} is not understood; write for example --report html=review.html. Formats: ${REPORT_FORMATS.join(", ")}.`,
    );
  }
  return { format, file };
}

function exitCodeOf({ verdict }: Review): number {
  return verdict === "pass" ? EXIT_CODES.pass : EXIT_CODES.undecided;
}
