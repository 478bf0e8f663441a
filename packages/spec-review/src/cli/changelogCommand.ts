import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { makeChangelog } from "../changelog/makeChangelog.ts";
import { renderChangelog } from "../changelog/renderChangelog.ts";
import type { Io } from "./Io.ts";
import type { ReviewArguments } from "./makeReview.ts";
import { openSides } from "./openSides.ts";
import { readConfig } from "./readConfig.ts";

/** The options of a changelog. */
export interface ChangelogOptions extends ReviewArguments {
  readonly format: "markdown" | "json";
  readonly output?: string;
}

/** Writes what changed between two versions. */
export async function changelogCommand(io: Io, options: ChangelogOptions): Promise<void> {
  const config = readConfig(io.cwd, options.config);
  const { base, head, document, mergeBase } = options;
  const { documents } = await openSides(io, { base, head, document, mergeBase }, config);
  const changelog = makeChangelog(documents);
  const text =
    options.format === "json" ? `${JSON.stringify(changelog, undefined, 2)}\n` : renderChangelog(changelog);
  if (options.output === undefined) io.out(text);
  else writeFileSync(resolve(io.cwd, options.output), text);
}
