import type { JsonValue } from "@gatehouse/contract";
import { applyDecisions, fingerprintsOf } from "../decisions/applyDecisions.ts";
import { type DecisionProblem, type DecisionsFile, documentDecisions } from "../decisions/readDecisions.ts";
import { type OperationView, operationName } from "../document/OperationView.ts";
import { emptyDocument, type ReviewedDocument } from "../document/openDocument.ts";
import { readOperations, readWebhooks } from "../document/readOperations.ts";
import type { Finding, FindingDraft } from "../findings/Finding.ts";
import { joinFindings } from "../findings/joinFindings.ts";
import { checkVersion, versionDraft } from "../policy/checkVersion.ts";
import { DEFAULT_SETTINGS, type ReviewSettings, weigh } from "../policy/weigh.ts";
import { versionMustRise } from "../rules/policy/versionMustRise.ts";
import { bySeverity, SEVERITIES, type Severity } from "../rules/Rule.ts";
import type { DocumentPair, Kept } from "../walk/DocumentPair.ts";
import { pairDocuments } from "../walk/pairDocuments.ts";
import { compareDocuments } from "./compareDocuments.ts";
import { createCollector } from "./createCollector.ts";
import type { DocumentOutcome, OperationOutcome, Review, ReviewedSide } from "./Review.ts";

/** Options of a review. */
export interface ReviewOptions {
  readonly documents: Kept<ReviewedDocument>;
  /** The day of the review, as `2026-12-31`. */
  readonly today: string;
  readonly settings?: ReviewSettings;
  readonly decisions?: DecisionsFile | undefined;
  /** The fingerprints of decisions that the base has. */
  readonly settled?: ReadonlySet<string>;
  /** The command that decides on a finding. @default `spec-review accept` with the names of both documents */
  readonly acceptCommand?: string;
}

/** Words that need no quotes in a shell. */
const PLAIN = /^[\w@%+=:,./~^-]+$/;

const NO_DECISIONS: DecisionsFile = { file: "", decisions: [], problems: [] };

/** Compares two documents and weighs what changed. */
export function reviewDocuments(options: ReviewOptions): Review {
  const { documents, today, settings = DEFAULT_SETTINGS } = options;
  const decisions = withDocument(options.decisions ?? NO_DECISIONS, documents.head);
  const context = { documents, hasPassed: (date: string) => date.slice(0, 10) < today };
  const pair = pairDocuments(context);
  const found = joinFindings(weigh(compareDocuments(context, pair), settings));
  const before = documentDecisions(documents.base).decisions.map(({ fingerprint }) => fingerprint);
  const decisionContext = { today, settled: new Set([...(options.settled ?? []), ...before]) };
  const gravest = gravestOpen(applyDecisions(found, decisions, decisionContext).findings);
  const version = checkVersion({ before: documents.base.version, after: documents.head.version, gravest });
  const wanted = isConfigured(settings) ? collect(documents, versionDraft(version, gravest)) : [];
  const all = [...found, ...weigh(wanted, settings)].toSorted(bySeverity);
  const { findings: decided, problems } = applyDecisions(all, decisions, decisionContext);
  const findings = decided.map((finding) => ({ ...finding, blocks: blocks(settings, finding) }));
  const operations = operationOutcomes(pair, findings);
  return {
    base: sideOf(documents.base),
    head: sideOf(documents.head),
    findings,
    counts: countBySeverity(findings),
    documents: [outcomeOf(documents, { findings, version, operations })],
    protect: settings.protect ?? "wire",
    version,
    operations,
    decisionProblems: problems,
    impact: undefined,
    acceptCommand: options.acceptCommand ?? acceptCommand([documents.base.name, documents.head.name]),
    result: findings.some((finding) => finding.blocks) || problems.length > 0 ? "fail" : "pass",
  };
}

/** The decisions of the file and those of the document itself. */
function withDocument({ file, decisions, problems }: DecisionsFile, head: ReviewedDocument): DecisionsFile {
  const own = documentDecisions(head);
  return { file, decisions: [...decisions, ...own.decisions], problems: [...problems, ...own.problems] };
}

function blocks({ failOn }: ReviewSettings, { severity, id, decision }: Finding): boolean {
  return !decision && (failOn.includes(severity) || failOn.includes(id));
}

/** The version rule is off by default: most documents do not use semantic versioning. */
function isConfigured({ severity, failOn }: ReviewSettings): boolean {
  return severity[versionMustRise.id] !== undefined || failOn.includes(versionMustRise.id);
}

/** A decided finding counts as risky here: the decision also accepts that the major version does not rise. */
function gravestOpen(found: readonly Finding[]): Severity | undefined {
  const weights = new Set(found.map(({ decision, severity }) => (decision ? "risky" : severity)));
  return SEVERITIES.find((severity) => weights.has(severity));
}

function collect(documents: Kept<ReviewedDocument>, drafts: readonly FindingDraft[]): Finding[] {
  const collector = createCollector(documents);
  for (const draft of drafts) collector.add(draft);
  return collector.findings();
}

function outcomeOf(
  { base, head }: Kept<ReviewedDocument>,
  { findings, version, operations }: Pick<Review, "findings" | "version" | "operations">,
): DocumentOutcome {
  return {
    name: head.name,
    change: "compared",
    operations: operations.length,
    counts: countBySeverity(findings),
    version,
    notes: [...new Set([...base.notes, ...head.notes])],
  };
}

function sideOf({ name, title, version }: ReviewedDocument): ReviewedSide {
  return { name, title, version };
}

function countBySeverity(findings: readonly Finding[]): Record<Severity, number> {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return {
    breaking: count("breaking"),
    unknown: count("unknown"),
    risky: count("risky"),
    safe: count("safe"),
  };
}

/** The review of a document that the base does not have. It passes, as no client follows it yet. */
export function reviewNewDocument(
  head: ReviewedDocument,
  { acceptCommand, protect }: Pick<Review, "acceptCommand" | "protect">,
): Review {
  const empty = { kept: [], removed: [] };
  const documents = { base: emptyDocument(head), head };
  const pair = {
    ...{ documents, hasPassed: () => false, moved: [], respelled: [] },
    operations: { ...empty, added: readOperations(head.root) },
    webhooks: { ...empty, added: readWebhooks(head.root) },
  };
  const operations = operationOutcomes(pair, []);
  const version = { before: "", after: head.version, needed: null, met: true };
  const counts = countBySeverity([]);
  const note = `${head.name} is a new document, ${counted(operations.length, "operation")}.`;
  return {
    base: { name: "", title: head.title, version: head.version },
    head: sideOf(head),
    ...{ findings: [], counts, protect, version, operations, decisionProblems: [] },
    documents: [
      {
        ...{ name: head.name, change: "new", operations: operations.length, counts, version },
        notes: [note, ...head.notes],
      },
    ],
    ...{ impact: undefined, acceptCommand, result: "pass" },
  };
}

/** Joins the reviews of several documents. */
export function joinReviews(reviews: readonly Review[]): Review {
  const [first, ...others] = reviews;
  if (!first) throw new RangeError("There is no review to join.");
  if (others.length === 0) return first;
  const findings = SEVERITIES.flatMap((severity) =>
    reviews.flatMap((review) => review.findings.filter((finding) => finding.severity === severity)),
  );
  const title = counted(reviews.length, "document");
  const side = { name: title, title, version: "" };
  const decisionProblems = joinProblems(reviews);
  const isOpen = findings.some(({ blocks }) => blocks) || decisionProblems.length > 0;
  return {
    ...first,
    ...{ base: side, head: side, findings, decisionProblems },
    counts: countBySeverity(findings),
    version: { before: "", after: "", needed: null, met: true },
    operations: reviews.flatMap(({ operations }) => operations),
    documents: reviews.flatMap(({ documents }) => documents),
    result: isOpen ? "fail" : "pass",
  };
}

/** Documents of one folder share a decisions file: an entry is unused when none of them uses it. */
function joinProblems(reviews: readonly Review[]): DecisionProblem[] {
  const used = new Set(
    reviews.flatMap(({ findings }) => findings.filter(({ decision }) => decision).flatMap(fingerprintsOf)),
  );
  const problems = reviews.flatMap(({ decisionProblems }) => decisionProblems);
  const open = problems.filter(({ kind, fingerprint }) => kind !== "unused" || !used.has(fingerprint));
  return [
    ...new Map(
      open.map((problem) => [`${problem.file}:${problem.line} ${problem.message}`, problem]),
    ).values(),
  ];
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/** Lists how each operation changed: kept ones first, then moved, added and removed ones; then the webhooks. */
function operationOutcomes(pair: DocumentPair, findings: readonly Finding[]): OperationOutcome[] {
  const gravest = gravestByOperation(findings);
  const outcome = (
    kind: OperationOutcome["kind"],
    { method, path, id, value }: OperationView,
    change?: OperationOutcome["change"],
  ): OperationOutcome => {
    const severity = gravest.get(operationName({ method, path }));
    return {
      kind,
      tag: firstTag(value.tags),
      method: method.toUpperCase(),
      path,
      operationId: id,
      change: change ?? (severity === undefined ? "unchanged" : "changed"),
      severity,
    };
  };
  return [
    ...pair.operations.kept.map(({ base }) => outcome("operation", base)),
    ...pair.moved.map(({ base }) => outcome("operation", base, "moved")),
    ...pair.operations.added.map((operation) => outcome("operation", operation, "added")),
    ...pair.operations.removed.map((operation) => outcome("operation", operation, "removed")),
    ...pair.webhooks.kept.map(({ base }) => outcome("webhook", base)),
    ...pair.webhooks.added.map((webhook) => outcome("webhook", webhook, "added")),
    ...pair.webhooks.removed.map((webhook) => outcome("webhook", webhook, "removed")),
  ];
}

function firstTag(tags: JsonValue | undefined): string | undefined {
  const [tag] = Array.isArray(tags) ? tags : [];
  return typeof tag === "string" ? tag : undefined;
}

/** The first finding of an operation is its gravest. */
function gravestByOperation(findings: readonly Finding[]): Map<string, Finding["severity"]> {
  const gravest = new Map<string, Finding["severity"]>();
  for (const { operations, severity } of findings) {
    for (const operation of operations) {
      const name = operationName(operation);
      if (!gravest.has(name)) gravest.set(name, severity);
    }
  }
  return gravest;
}

/**
 * The command that decides on a finding, with the placeholder `<fingerprint>`.
 * @param sides the arguments that name the two sides
 * @param program how to run this program here
 */
export function acceptCommand(sides: readonly string[], program = "spec-review"): string {
  return [program, "accept", "<fingerprint>", ...sides.map(quoted), '--reason "…"'].join(" ");
}

function quoted(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
