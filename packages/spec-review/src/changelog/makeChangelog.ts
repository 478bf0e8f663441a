import { childPointer, isJsonObject, pointerSegments } from "@gatehouse/contract";
import { createComparer } from "../compare/createComparer.ts";
import { createSchemaDiffer } from "../diff/createSchemaDiffer.ts";
import { documentNodes } from "../document/DocumentNode.ts";
import { type OperationView, operationName } from "../document/OperationView.ts";
import type { ReviewedDocument } from "../document/openDocument.ts";
import { describeSite } from "../facets/describeSite.ts";
import type { Finding } from "../findings/Finding.ts";
import { compareDocuments } from "../review/compareDocuments.ts";
import { describeSchemaChange } from "../review/describeSchemaChange.ts";
import { deprecationWithoutSunset } from "../rules/operation/lifecycleRules.ts";
import type { Severity } from "../rules/Rule.ts";
import { createNodeIds, createSchemaSource } from "../schema/createSchemaSource.ts";
import type { Kept, Matched } from "../walk/DocumentPair.ts";
import { pairDocuments } from "../walk/pairDocuments.ts";

/** What became of something between two versions. */
export type ChangelogKind = "new" | "changed" | "deprecated" | "removed";

/** One change, in a sentence. */
export interface ChangelogLine {
  readonly text: string;
  readonly severity: Severity;
  /** The rule that found it. */
  readonly rule: string;
  /** The structure that it is a change of; null for what belongs to the operation alone. */
  readonly structure: string | null;
}

/** An operation or a webhook that is not what it was. */
export interface ChangedOperation {
  readonly kind: ChangelogKind;
  readonly method: string;
  readonly path: string;
  readonly operationId: string | null;
  readonly summary: string | null;
  /** The last day of a deprecated operation. */
  readonly sunset: string | null;
  readonly changes: readonly ChangelogLine[];
}

/** A structure (a schema of the document's components) that is not what it was. */
export interface ChangedStructure {
  readonly kind: ChangelogKind;
  readonly name: string;
  readonly changes: readonly ChangelogLine[];
}

/** What changed between two versions of a contract, for those who use it. */
export interface Changelog {
  readonly formatVersion: 1;
  readonly title: string;
  readonly from: string;
  readonly to: string;
  /** What concerns the contract as a whole: servers, for example. */
  readonly general: readonly ChangelogLine[];
  readonly operations: readonly ChangedOperation[];
  readonly webhooks: readonly ChangedOperation[];
  readonly structures: readonly ChangedStructure[];
}

/** A finding as a line of the changelog. */
function lineOf({ title, severity, id, base, head }: Finding): ChangelogLine {
  const structure = structureAt(head?.pointer) ?? structureAt(base?.pointer) ?? null;
  return { text: title, severity, rule: id, structure };
}

/** The lines of findings, the gravest first; a change in both directions is one line. */
function uniqueLines(findings: readonly Finding[]): ChangelogLine[] {
  const lines = new Map<string, ChangelogLine>();
  for (const line of findings.map(lineOf)) if (!lines.has(line.text)) lines.set(line.text, line);
  return [...lines.values()];
}

/** The schema of the components that a pointer leads into. */
function structureAt(pointer: string | undefined): string | undefined {
  if (!pointer?.startsWith("/components/schemas/")) return undefined;
  return pointerSegments(pointer)[2];
}

/**
 * The component schemas that changed. Their severities come from the operations that use them; a change of a schema
 * that no operation uses is safe.
 */
function changedStructures(
  { base, head }: Kept<ReviewedDocument>,
  findings: readonly Finding[],
): ChangedStructure[] {
  const [old, now] = [namesOf(base), namesOf(head)];
  const used = Map.groupBy(findings, ({ base: left, head: right }) => {
    return structureAt(right?.pointer) ?? structureAt(left?.pointer);
  });
  const unused = createStructureDiffer({ base, head });
  const kept = [...now].flatMap(([name, isDeprecated]): ChangedStructure[] => {
    if (!old.has(name)) return [];
    const found = used.get(name);
    const changes = found ? uniqueLines(found) : unused(name);
    const isNews = isDeprecated && old.get(name) === false;
    if (changes.length === 0 && !isNews) return [];
    return [{ kind: isNews ? "deprecated" : "changed", name, changes }];
  });
  const bare = (kind: "new" | "removed") => (name: string) => ({ kind, name, changes: [] });
  return [
    ...[...now.keys()].filter((name) => !old.has(name)).map(bare("new")),
    ...kept,
    ...[...old.keys()].filter((name) => !now.has(name)).map(bare("removed")),
  ];
}

/** By name whether the structure is deprecated. */
function namesOf({ root }: ReviewedDocument): Map<string, boolean> {
  const schemas = documentNodes.child(root, documentNodes.root(root), "components")?.value.schemas;
  if (!isJsonObject(schemas)) return new Map();
  return new Map(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      isJsonObject(schema) && schema.deprecated === true,
    ]),
  );
}

function createStructureDiffer({ base, head }: Kept<ReviewedDocument>): (name: string) => ChangelogLine[] {
  const nextId = createNodeIds();
  const differ = createSchemaDiffer(createComparer(), nextId);
  const open = (document: ReviewedDocument) =>
    createSchemaSource({ ...document, direction: "response", nextId });
  const sources = { base: open(base), head: open(head) };
  return (name) => {
    const pointer = childPointer("", "components", "schemas", name);
    const changes = differ.changes({
      base: sources.base.at(pointer),
      head: sources.head.at(pointer),
      direction: "response",
      asText: false,
    });
    return changes
      .filter(({ change }) => describeSite(change.at).component === name)
      .map((placed) => ({
        text: describeSchemaChange(placed, "").title,
        severity: "safe",
        rule: placed.change.rule,
        structure: name,
      }));
  };
}

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
    const changes = lines.get(operationName(base)) ?? [];
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

function linesByOperation(findings: readonly Finding[]): Lines {
  const own = new Map<string, Finding[]>();
  for (const finding of findings) {
    for (const operation of finding.operations) {
      own.set(operationName(operation), [...(own.get(operationName(operation)) ?? []), finding]);
    }
  }
  return new Map([...own].map(([key, members]) => [key, uniqueLines(members)]));
}
