export type { JsonObject, JsonValue } from "@gatehouse/contract";
export type {
  ChangedOperation,
  ChangedStructure,
  Changelog,
  ChangelogKind,
  ChangelogLine,
} from "./changelog/Changelog.ts";
export { makeChangelog } from "./changelog/makeChangelog.ts";
export { renderChangelog } from "./changelog/renderChangelog.ts";
export type { Decision } from "./decisions/Decision.ts";
export type { DecisionProblem } from "./decisions/DecisionProblem.ts";
export { DECISIONS_FILE, type DecisionsFile, type LocatedDecision } from "./decisions/DecisionsFile.ts";
export { readDecisions } from "./decisions/readDecisions.ts";
export { writeDecision } from "./decisions/writeDecision.ts";
export type { Direction } from "./diff/SchemaChange.ts";
export { ComparisonError } from "./document/ComparisonError.ts";
export { type DocumentOrigin, openDocument } from "./document/openDocument.ts";
export type { ReviewedDocument } from "./document/ReviewedDocument.ts";
export type { FindingImpact, ImpactPlace, ImpactReport } from "./impact/ImpactReport.ts";
export type { VersionLine } from "./policy/checkVersion.ts";
export { DEFAULT_SETTINGS, type ReviewSettings } from "./policy/ReviewSettings.ts";
export type {
  DecisionData,
  FindingData,
  OperationData,
  OutcomeData,
  ReviewData,
  SpotData,
} from "./report/ReviewData.ts";
export { renderGithub } from "./report/renderGithub.ts";
export { renderHtml } from "./report/renderHtml.ts";
export { renderJson } from "./report/renderJson.ts";
export { renderJunit } from "./report/renderJunit.ts";
export { renderMarkdown } from "./report/renderMarkdown.ts";
export { REPORT_FORMATS, type ReportFormat, renderReview } from "./report/renderReview.ts";
export { renderSarif } from "./report/renderSarif.ts";
export { renderTerminal, type TerminalOptions } from "./report/renderTerminal.ts";
export { toReviewData } from "./report/toReviewData.ts";
export type { AffectedOperation, DecisionNote, Finding, Spot, Witness } from "./review/Finding.ts";
export type { DocumentOutcome, OperationOutcome, Review, ReviewedSide } from "./review/Review.ts";
export { joinReviews, type ReviewOptions, reviewDocuments } from "./review/reviewDocuments.ts";
export { allRules } from "./rules/allRules.ts";
export type { Rule } from "./rules/Rule.ts";
export { AXES, type Axis, EFFECTS, type Effect, SEVERITIES, type Severity } from "./rules/Severity.ts";
export type { Dialect } from "./schema/SchemaNode.ts";
export type { Kept } from "./walk/OperationPair.ts";
