import type { OperationView } from "../document/OperationView.ts";
import type { ReviewedDocument } from "../document/ReviewedDocument.ts";
import { compareDocuments } from "../review/compareDocuments.ts";
import type { AffectedOperation, Finding } from "../review/Finding.ts";
import { deprecationWithoutSunset } from "../rules/operation/deprecationWithoutSunset.ts";
import type { Kept, Matched } from "../walk/OperationPair.ts";
import { pairDocuments } from "../walk/pairDocuments.ts";
import type { ChangedOperation, Changelog, ChangelogKind, ChangelogLine } from "./Changelog.ts";
import { changedStructures } from "./changedStructures.ts";
import { lineOf, uniqueLines } from "./changelogLines.ts";

/** Advice to those who write the document is no news to those who use it. */
const FOR_WRITERS: ReadonlySet<string> = new Set([deprecationWithoutSunset.id]);

/** Lists what changed between two versions of a document, for those who use it. */
export function makeChangelog(documents: Kept<ReviewedDocument>): Changelog {
  const context = { documents, hasPassed: () => false };
  const pair = pairDocuments(context);
  const findings = compareDocuments(context, pair).filter(({ id }) => !FOR_WRITERS.has(id));
  const lines = linesByOperation(findings);
  const { operations, moved, webhooks } = pair;
  return {
    formatVersion: 1,
    title: documents.head.title,
    from: documents.base.version,
    to: documents.head.version,
    general: uniqueLines(
      findings.filter((finding) => finding.operations.length === 0 && !lineOf(finding).structure),
    ),
    operations: changedOperations({ ...operations, kept: [...operations.kept, ...moved] }, lines),
    webhooks: changedOperations(webhooks, lines),
    structures: changedStructures(documents, findings),
  };
}

type Lines = ReadonlyMap<string, readonly ChangelogLine[]>;

function changedOperations(
  { added, kept, removed }: Matched<OperationView>,
  lines: Lines,
): ChangedOperation[] {
  const changed = kept.flatMap(({ base, head }) => {
    const changes = lines.get(keyOf(base)) ?? [];
    if (changes.length === 0) return [];
    return [entry(!base.deprecated && head.deprecated ? "deprecated" : "changed", head, changes)];
  });
  return [
    ...added.map((operation) => entry("new", operation, [])),
    ...changed,
    ...removed.map((operation) => entry("removed", operation, [])),
  ];
}

function entry(
  kind: ChangelogKind,
  { method, path, id, value, sunset }: OperationView,
  changes: readonly ChangelogLine[],
): ChangedOperation {
  return {
    kind,
    method: method.toUpperCase(),
    path,
    operationId: id ?? null,
    summary: typeof value.summary === "string" ? value.summary : null,
    sunset: sunset ?? null,
    changes,
  };
}

function keyOf({ method, path }: Pick<AffectedOperation, "method" | "path">): string {
  return `${method.toUpperCase()} ${path}`;
}

function linesByOperation(findings: readonly Finding[]): Lines {
  const own = new Map<string, Finding[]>();
  for (const finding of findings) {
    for (const operation of finding.operations) {
      own.set(keyOf(operation), [...(own.get(keyOf(operation)) ?? []), finding]);
    }
  }
  return new Map([...own].map(([key, members]) => [key, uniqueLines(members)]));
}
