import { createGit } from "../git/createGit.ts";
import type { DocumentOrigin } from "../impact/documentLayout.ts";
import type { ImpactReport } from "../impact/ImpactReport.ts";
import { measureImpact } from "../impact/measureImpact.ts";
import type { Io } from "./Io.ts";
import type { MadeReview } from "./makeReview.ts";
import { UsageError } from "./UsageError.ts";

/**
 * Finds out what a reviewed change does to the repository around the current folder.
 * @throws {ImpactError} when the types cannot be made or the compiler does not work
 * @throws {UsageError} when there is no repository, or no place in it for the document
 */
export async function impactOf(io: Io, { review, config, parts }: MadeReview): Promise<ImpactReport> {
  const root = createGit(io.cwd).root();
  if (root === undefined) throw new UsageError(NO_REPOSITORY);
  const [part, ...others] = parts;
  if (!part || others.length > 0) throw new UsageError(ONE_DOCUMENT);
  const { documents, origins } = part.sides;
  const path = config.impact?.document ?? pathOf(origins.head) ?? pathOf(origins.base);
  if (path === undefined) throw new UsageError(NO_PLACE);
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

const NO_REPOSITORY =
  "--impact looks at a git repository, and this is none. Run it in the repository of the code, or leave it out.";

const ONE_DOCUMENT = "--impact looks at one document; name it with --document.";

const NO_PLACE =
  "Neither document belongs to this repository. Say in spec-review.config.json with " +
  '"impact": { "document": "<path>" } which file the types are made from.';

function pathOf(origin: DocumentOrigin): string | undefined {
  return origin.kind === "elsewhere" ? undefined : origin.path;
}
