import { type AffectedOperation, type Finding, partsOf, type Spot } from "../review/Finding.ts";
import { directionsOf } from "../review/joinFindings.ts";
import type { Review } from "../review/Review.ts";
import type { FindingData, OperationData, ReviewData, SpotData } from "./ReviewData.ts";

/** A review as plain data. */
export function toReviewData(review: Review): ReviewData {
  return {
    formatVersion: 1,
    verdict: review.verdict,
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
    impact: review.impact ?? null,
  };
}

function findingData(finding: Finding): FindingData {
  const { id, fingerprint, severity, title, why, wayOut, site, direction, witness, decision } = finding;
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
    wayOut,
    site,
    direction: direction ?? null,
    directions: directionsOf(finding),
    operations: finding.operations.map(operationData),
    base: spotData(finding.base),
    head: spotData(finding.head),
    alsoAt: otherPlaces(finding).map(({ base, head }) => ({ base: spotData(base), head: spotData(head) })),
    witness: witness ?? null,
    blocks: finding.blocks,
    decision: decision ? { ...decision, replacement: decision.replacement ?? null } : null,
  };
}

/** The other places of the same change, each once. */
export function otherPlaces(finding: Finding): Pick<Finding, "base" | "head">[] {
  const keyOf = ({ base, head }: Finding) => `${base?.pointer} ${head?.pointer}`;
  const places = new Map(partsOf(finding).map((part) => [keyOf(part), part]));
  places.delete(keyOf(finding));
  return [...places.values()];
}

function operationData({ method, path, operationId }: AffectedOperation): OperationData {
  return { method, path, operationId: operationId ?? null };
}

function spotData(spot: Spot | undefined): SpotData | null {
  if (!spot) return null;
  const { pointer, location, value } = spot;
  const { file, line, column } = location;
  return { pointer, file, line, column, ...(value !== undefined && { value }) };
}
