export type { JsonObject, JsonValue } from "@gatehouse/contract";
export {
  type ChangedOperation,
  type ChangedStructure,
  type Changelog,
  type ChangelogKind,
  type ChangelogLine,
  makeChangelog,
} from "./changelog/makeChangelog.ts";
export { renderChangelog } from "./changelog/renderChangelog.ts";
export {
  DECISIONS_FILE,
  type Decision,
  type DecisionProblem,
  type DecisionsFile,
  type LocatedDecision,
  readDecisions,
  writeDecision,
} from "./decisions/readDecisions.ts";
export {
  ComparisonError,
  type DocumentOrigin,
  openDocument,
  type ReviewedDocument,
} from "./document/openDocument.ts";
export type { Direction } from "./facets/SchemaChange.ts";
export type {
  AffectedOperation,
  DecisionNote,
  Finding,
  FindingImpact,
  ImpactLocation,
  ImpactReport,
  LocatedSide,
  Witness,
} from "./findings/Finding.ts";
export type { VersionLine } from "./policy/checkVersion.ts";
export { DEFAULT_SETTINGS, type ReviewSettings } from "./policy/weigh.ts";
export { renderGithub } from "./report/renderGithub.ts";
export { renderHtml } from "./report/renderHtml.ts";
export { renderJunit } from "./report/renderJunit.ts";
export { renderMarkdown } from "./report/renderMarkdown.ts";
export { renderJson, renderReview } from "./report/renderReview.ts";
export { renderSarif } from "./report/renderSarif.ts";
export { renderTerminal, type TerminalOptions } from "./report/renderTerminal.ts";
export {
  type DecisionData,
  type FindingData,
  type OperationData,
  type OutcomeData,
  type ReviewData,
  type SideData,
  toReviewData,
} from "./report/toReviewData.ts";
export {
  type DocumentOutcome,
  type OperationOutcome,
  REPORT_FORMATS,
  type ReportFormat,
  type Review,
  type ReviewedSide,
} from "./review/Review.ts";
export { joinReviews, type ReviewOptions, reviewDocuments } from "./review/reviewDocuments.ts";
export { allRules } from "./rules/allRules.ts";
export { AXES, type Axis, EFFECTS, type Effect, type Rule, SEVERITIES, type Severity } from "./rules/Rule.ts";
export type { Dialect } from "./schema/SchemaNode.ts";
export type { Kept } from "./walk/DocumentPair.ts";
