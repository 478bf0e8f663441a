import type { AffectedOperation, Finding, Spot } from "../review/Finding.ts";
import type { Review } from "../review/Review.ts";

/** A review as plain data. */
export function reviewData(review: Review) {
  return {
    formatVersion: 1,
    verdict: review.verdict,
    acceptCommand: review.acceptCommand,
    base: review.base,
    head: review.head,
    counts: review.counts,
    findings: review.findings.map(findingData),
    operations: review.operations.map(({ kind, change, severity, ...operation }) => ({
      kind,
      ...operationData(operation),
      change,
      severity: severity ?? null,
    })),
    decisionProblems: review.decisionProblems,
    impact: review.impact ?? null,
  };
}

function findingData(finding: Finding) {
  const { id, fingerprint, severity, title, why, wayOut, site, direction, witness, decision } = finding;
  return {
    id,
    fingerprint,
    severity,
    title,
    why,
    wayOut,
    site,
    direction: direction ?? null,
    operations: finding.operations.map(operationData),
    base: spotData(finding.base),
    head: spotData(finding.head),
    witness: witness ?? null,
    blocks: finding.blocks,
    decision: decision ? { ...decision, replacement: decision.replacement ?? null } : null,
  };
}

function operationData({ method, path, operationId }: AffectedOperation) {
  return { method, path, operationId: operationId ?? null };
}

function spotData(spot: Spot | undefined) {
  if (!spot) return null;
  const { pointer, location, value } = spot;
  return { pointer, file: location.file, line: location.line, column: location.column, value: value ?? null };
}
