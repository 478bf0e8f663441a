import { makeChangelog } from "../changelog/makeChangelog.ts";
import { renderChangelog } from "../changelog/renderChangelog.ts";
import type { Io } from "./Io.ts";
import type { ReviewArguments } from "./makeReview.ts";
import { openSides } from "./openSides.ts";
import { readConfig } from "./readConfig.ts";
import { UsageError } from "./UsageError.ts";
import { writeReport } from "./writeReport.ts";

/** The options of a changelog. */
export interface ChangelogOptions extends ReviewArguments {
  readonly format: "markdown" | "json";
  /** The same as the format `json`. */
  readonly json?: boolean;
  readonly output?: string;
}

/** Writes what changed between two versions. */
export async function changelogCommand(io: Io, options: ChangelogOptions): Promise<void> {
  const config = readConfig(io.cwd, options.config);
  const { base, head, document = [], mergeBase } = options;
  const [sides, ...others] = await openSides(io, { base, head, document, mergeBase }, config);
  if (!sides || others.length > 0)
    throw new UsageError("A changelog is of one document; name it with --document.");
  const changelog = makeChangelog(sides.documents);
  const text =
    options.format === "json" || options.json === true
      ? `${JSON.stringify(changelog, undefined, 2)}\n`
      : renderChangelog(changelog);
  if (options.output === undefined) io.out(text);
  else writeReport(io, options.output, text);
}
