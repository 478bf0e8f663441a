import type { OperationView } from "../document/OperationView.ts";
import type { ReviewedDocument } from "../document/ReviewedDocument.ts";
import { compareDocuments } from "../review/compareDocuments.ts";
import type { Finding } from "../review/Finding.ts";
import type { Kept } from "../walk/OperationPair.ts";
import { pairDocuments } from "../walk/pairDocuments.ts";
import type { ChangedOperation, Changelog, ChangelogKind, ChangelogLine } from "./Changelog.ts";
import { changedStructures } from "./changedStructures.ts";

/** Lists what changed between two versions of a document, for those who use it. */
export function makeChangelog(documents: Kept<ReviewedDocument>): Changelog {
  const context = { documents, hasPassed: () => false };
  const pair = pairDocuments(context);
  const lines = linesByOperation(compareDocuments(context, pair));
  const entry = (kind: ChangelogKind, operation: OperationView): ChangedOperation => ({
    kind,
    method: operation.method.toUpperCase(),
    path: operation.path,
    operationId: operation.id ?? null,
    summary: typeof operation.value.summary === "string" ? operation.value.summary : null,
    sunset: operation.sunset ?? null,
    changes: kind === "new" || kind === "removed" ? [] : (lines.get(keyOf(operation)) ?? []),
  });
  const kept = [...pair.operations.kept, ...pair.moved].flatMap(({ base, head }) => {
    const changes = lines.get(keyOf(base)) ?? [];
    if (changes.length === 0) return [];
    const kind = !base.deprecated && head.deprecated ? "deprecated" : "changed";
    return [{ ...entry(kind, head), changes }];
  });
  return {
    formatVersion: 1,
    title: documents.head.title,
    from: documents.base.version,
    to: documents.head.version,
    operations: [
      ...pair.operations.added.map((operation) => entry("new", operation)),
      ...kept,
      ...pair.operations.removed.map((operation) => entry("removed", operation)),
    ],
    structures: changedStructures(documents),
  };
}

function keyOf({ method, path }: Pick<OperationView, "method" | "path">): string {
  return `${method.toUpperCase()} ${path}`;
}

/** A change that is told for both directions is one sentence. */
function linesByOperation(findings: readonly Finding[]): Map<string, ChangelogLine[]> {
  const lines = new Map<string, ChangelogLine[]>();
  for (const { operations, title, severity, id } of findings) {
    for (const operation of operations) {
      const own = lines.get(keyOf(operation)) ?? [];
      if (!own.some(({ text }) => text === title)) own.push({ text: title, severity, rule: id });
      lines.set(keyOf(operation), own);
    }
  }
  return lines;
}
