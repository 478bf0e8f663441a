import type { JsonValue } from "@gatehouse/contract";
import type { DecisionProblem } from "../decisions/readDecisions.ts";
import type { Direction } from "../facets/SchemaChange.ts";
import type {
  AffectedOperation,
  Finding,
  ImpactLocation,
  ImpactReport,
  LocatedSide,
  Witness,
} from "../findings/Finding.ts";
import { directionsOf, otherLocations } from "../findings/joinFindings.ts";
import type { VersionLine } from "../policy/checkVersion.ts";
import type { DocumentOutcome, OperationOutcome, Review, ReviewedSide } from "../review/Review.ts";
import type { Axis, Effect, Severity } from "../rules/Rule.ts";
import { reportWords } from "./reportWords.ts";

/** An operation in a report. */
export interface OperationData {
  /** In capitals. */
  readonly method: string;
  readonly path: string;
  readonly operationId: string | null;
}

/** An operation and what became of it. */
export interface OutcomeData extends OperationData {
  readonly kind: OperationOutcome["kind"];
  /** The first of its tags. */
  readonly tag: string | null;
  readonly change: OperationOutcome["change"];
  /** The gravest finding that concerns it. */
  readonly severity: Severity | null;
}

/** One side of a change; without a value where the side has none. */
export interface SideData {
  /** JSON pointer into the document in one piece. */
  readonly pointer: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly value?: JsonValue;
}

/** A decision that lets a finding pass. */
export interface DecisionData {
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
  readonly replacement: string | null;
}

/** A finding in a report. */
export interface FindingData {
  readonly id: string;
  readonly fingerprint: string;
  /** The fingerprints that earlier versions gave to this change; decisions on them count. */
  readonly formerFingerprints: readonly string[];
  /** Its document, as `documents` names it. */
  readonly document: string;
  readonly severity: Severity;
  readonly wire: Effect;
  readonly code: Effect;
  readonly title: string;
  readonly why: string;
  readonly wayOut: string;
  readonly site: string;
  /** That of the gravest effect. */
  readonly direction: Direction | null;
  /** All directions in which the value travels; empty where the finding is not about a value. */
  readonly directions: readonly Direction[];
  readonly operations: readonly OperationData[];
  readonly base: SideData | null;
  readonly head: SideData | null;
  /** The other locations of the same change. */
  readonly alsoAt: readonly { readonly base: SideData | null; readonly head: SideData | null }[];
  readonly witness: Witness | null;
  /** Why a change of a schema that needs an example has none. */
  readonly withoutWitness: string | null;
  readonly decision: DecisionData | null;
  readonly blocks: boolean;
}

/** A review as data, as `schema/review.schema.json` describes it. */
export interface ReviewData {
  readonly formatVersion: 1;
  readonly verdict: Review["result"];
  readonly acceptCommand: string;
  readonly base: ReviewedSide;
  readonly head: ReviewedSide;
  readonly counts: Readonly<Record<Severity, number>>;
  readonly protect: Axis;
  readonly version: VersionLine;
  readonly documents: readonly DocumentOutcome[];
  readonly findings: readonly FindingData[];
  readonly operations: readonly OutcomeData[];
  readonly decisionProblems: readonly DecisionProblem[];
  /** Null without `--impact`. */
  readonly impact: ImpactData | null;
}

/** The impact of the changes on the repository. */
interface ImpactData extends Omit<ImpactReport, "findings"> {
  readonly findings: readonly { readonly fingerprint: string; readonly places: readonly ImpactLocation[] }[];
}

/** A review as plain data. */
export function toReviewData(review: Review): ReviewData {
  return {
    formatVersion: 1,
    verdict: review.result,
    acceptCommand: review.acceptCommand,
    base: review.base,
    head: review.head,
    counts: review.counts,
    protect: review.protect,
    version: review.version,
    documents: review.documents,
    findings: review.findings.map(findingData),
    operations: review.operations.map(({ kind, tag, change, severity, ...operation }) => ({
      kind,
      tag: tag ?? null,
      ...operationData(operation),
      change,
      severity: severity ?? null,
    })),
    decisionProblems: review.decisionProblems,
    impact: review.impact ? impactData(review.impact) : null,
  };
}

function findingData(finding: Finding): FindingData {
  const { id, fingerprint, severity, title, why, remedy, site, direction, witness, decision } = finding;
  return {
    id,
    fingerprint,
    formerFingerprints: finding.formerFingerprints,
    document: finding.document,
    severity,
    wire: finding.wire,
    code: finding.code,
    title,
    why,
    wayOut: remedy,
    site,
    direction: direction ?? null,
    directions: directionsOf(finding),
    operations: finding.operations.map(operationData),
    base: sideData(finding.base),
    head: sideData(finding.head),
    alsoAt: otherLocations(finding).map(({ base, head }) => ({ base: sideData(base), head: sideData(head) })),
    witness: witness ?? null,
    withoutWitness: reportWords.withoutExample(finding) ?? null,
    blocks: finding.blocks,
    decision: decision ? { ...decision, replacement: decision.replacement ?? null } : null,
  };
}

function operationData({ method, path, operationId }: AffectedOperation): OperationData {
  return { method, path, operationId: operationId ?? null };
}

function impactData({ findings, ...impact }: ImpactReport): ImpactData {
  return {
    findings: findings.map(({ fingerprint, locations }) => ({ fingerprint, places: locations })),
    ...impact,
  };
}

function sideData(side: LocatedSide | undefined): SideData | null {
  if (!side) return null;
  const { pointer, location, value } = side;
  const { file, line, column } = location;
  return { pointer, file, line, column, ...(value !== undefined && { value }) };
}
