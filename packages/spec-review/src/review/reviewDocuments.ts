import { applyDecisions } from "../decisions/applyDecisions.ts";
import type { DecisionsFile } from "../decisions/DecisionsFile.ts";
import type { ReviewedDocument } from "../document/ReviewedDocument.ts";
import { checkVersion, versionDraft } from "../policy/checkVersion.ts";
import { DEFAULT_SETTINGS, type ReviewSettings } from "../policy/ReviewSettings.ts";
import { weigh } from "../policy/weigh.ts";
import { versionMustRise } from "../rules/policy/versionMustRise.ts";
import { SEVERITIES, type Severity } from "../rules/Severity.ts";
import type { Kept } from "../walk/OperationPair.ts";
import { pairDocuments } from "../walk/pairDocuments.ts";
import { acceptCommand } from "./acceptCommand.ts";
import { compareDocuments } from "./compareDocuments.ts";
import { createCollector } from "./createCollector.ts";
import type { Finding } from "./Finding.ts";
import type { FindingDraft } from "./FindingDraft.ts";
import { operationOutcomes } from "./operationOutcomes.ts";
import type { Review, ReviewedSide } from "./Review.ts";

/** What a review is made from. */
export interface ReviewOptions {
  readonly documents: Kept<ReviewedDocument>;
  /** The day of the review, as `2026-12-31`. */
  readonly today: string;
  readonly settings?: ReviewSettings;
  readonly decisions?: DecisionsFile | undefined;
  /** Fingerprints that the base already had entries for. */
  readonly settled?: ReadonlySet<string>;
  /** The command that decides on a finding. @default `spec-review accept` with the names of both documents */
  readonly acceptCommand?: string;
}

const NO_DECISIONS: DecisionsFile = { file: "", decisions: [], problems: [] };

/** Compares two documents and weighs what changed. */
export function reviewDocuments(options: ReviewOptions): Review {
  const { documents, today, settings = DEFAULT_SETTINGS, decisions = NO_DECISIONS } = options;
  const context = { documents, hasPassed: (date: string) => date.slice(0, 10) < today };
  const pair = pairDocuments(context);
  const found = weigh(compareDocuments(context, pair), settings);
  const decisionContext = { today, settled: options.settled ?? new Set() };
  const gravest = gravestOpen(applyDecisions(found, decisions, decisionContext).findings);
  const version = checkVersion({ before: documents.base.version, after: documents.head.version, gravest });
  const wanted = isConfigured(settings) ? collect(documents, versionDraft(version, gravest)) : [];
  const all = sorted([...found, ...weigh(wanted, settings)]);
  const { findings: decided, problems } = applyDecisions(all, decisions, decisionContext);
  const findings = decided.map((finding) => ({ ...finding, blocks: blocks(settings, finding) }));
  return {
    base: sideOf(documents.base),
    head: sideOf(documents.head),
    findings,
    counts: countBySeverity(findings),
    protect: settings.protect ?? "wire",
    version,
    operations: operationOutcomes(pair, findings),
    decisionProblems: problems,
    impact: undefined,
    acceptCommand: options.acceptCommand ?? acceptCommand([documents.base.name, documents.head.name]),
    verdict: findings.some((finding) => finding.blocks) || problems.length > 0 ? "fail" : "pass",
  };
}

function blocks({ failOn }: ReviewSettings, { severity, id, decision }: Finding): boolean {
  return !decision && (failOn.includes(severity) || failOn.includes(id));
}

/** The version rule finds nothing by itself: most documents are not versioned by what changes. */
function isConfigured({ severity, failOn }: ReviewSettings): boolean {
  return severity[versionMustRise.id] !== undefined || failOn.includes(versionMustRise.id);
}

/** A decision on a break covers the version as well: it was agreed that no new major version is needed for it. */
function gravestOpen(found: readonly Finding[]): Severity | undefined {
  const weights = new Set(found.map(({ decision, severity }) => (decision ? "risky" : severity)));
  return SEVERITIES.find((severity) => weights.has(severity));
}

function collect(documents: Kept<ReviewedDocument>, drafts: readonly FindingDraft[]): Finding[] {
  const collector = createCollector(documents);
  for (const draft of drafts) collector.add(draft);
  return collector.findings();
}

function sorted(findings: readonly Finding[]): Finding[] {
  const rank = (severity: Severity) => SEVERITIES.indexOf(severity);
  return findings.toSorted((left, right) => rank(left.severity) - rank(right.severity));
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
