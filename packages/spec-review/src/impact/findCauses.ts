import type { ReviewedDocument } from "../document/ReviewedDocument.ts";
import type { Finding } from "../review/Finding.ts";
import type { Kept } from "../walk/OperationPair.ts";
import { type ChangeGroup, changeGroups, withGroup } from "./changeGroups.ts";
import { documentLayout } from "./documentLayout.ts";
import { explainAmong, explainByWords, type Failure } from "./explainDiagnostic.ts";
import type { FoundFailures, ImpactTools } from "./findFailures.ts";
import type { ImpactConfig } from "./ImpactConfig.ts";
import { ImpactError } from "./ImpactError.ts";
import type { Diagnostic } from "./parseDiagnostics.ts";

/** The findings that cause an error; none where nothing explains it. */
export type CauseFinder = (failure: Failure) => readonly Finding[];

/** What causes are found from. */
export interface CauseOptions extends ImpactTools {
  readonly path: string;
  readonly documents: Kept<ReviewedDocument>;
  readonly findings: readonly Finding[];
  readonly config: ImpactConfig;
}

const DEFAULT_TRIALS = 12;

/**
 * Finds out which change causes which error: changes that can be made alone are tried alone, and within what changes
 * together, or where there are too many, the names decide that the error and the finding speak of.
 */
export async function findCauses(options: CauseOptions, failures: FoundFailures): Promise<CauseFinder> {
  const { documents, findings, config } = options;
  const groups = changeGroups(documents, findings).filter((group) => group.findings.length > 0);
  const isTried = groups.length <= (config.trials ?? DEFAULT_TRIALS);
  const trials =
    failures.fresh.length > 0 && isTried
      ? await tryAll(options, failures, groups)
      : new Map<string, ChangeGroup[]>();
  const causes = new Map<Failure, readonly Finding[]>();
  for (const failure of failures.fresh) {
    const proven = trials.get(failures.keyOf(failure.diagnostic));
    const found = proven?.flatMap((group) => explainAmong(failure, group.findings));
    causes.set(failure, found ? [...new Set(found)] : explainByWords(failure, findings));
  }
  return (failure) => causes.get(failure) ?? [];
}

/** By the key of an error the groups of changes that bring it about on their own. */
async function tryAll(options: CauseOptions, failures: FoundFailures, groups: readonly ChangeGroup[]) {
  const guilty = new Map<string, ChangeGroup[]>();
  // Alone a change fails nowhere else than where all of them together do.
  const projects = [...new Set(failures.fresh.map(({ diagnostic }) => diagnostic.project))];
  for (const [index, group] of groups.entries()) {
    options.progress(`trying the changes alone: ${index + 1} of ${groups.length}`);
    const found = new Set((await tryAlone(options, { ...failures, projects }, group)).map(failures.keyOf));
    for (const key of failures.fresh.map(({ diagnostic }) => failures.keyOf(diagnostic))) {
      if (found.has(key)) guilty.set(key, [...new Set([...(guilty.get(key) ?? []), group])]);
    }
  }
  return guilty;
}

/** A change may make no sense alone, so that no types come of it; then words have to do. */
async function tryAlone(
  { bench, checker, documents, path }: CauseOptions,
  { projects, generated, old }: Pick<FoundFailures, "projects" | "generated" | "old">,
  group: ChangeGroup,
): Promise<Diagnostic[]> {
  try {
    await bench.make(documentLayout.single(path, withGroup(documents, group)), documents.head.name);
    const now = bench.digests();
    if (generated.every((file) => now.get(file) === old.get(file))) return [];
    return await checker.check(projects);
  } catch (error) {
    if (error instanceof ImpactError) return [];
    throw error;
  }
}
