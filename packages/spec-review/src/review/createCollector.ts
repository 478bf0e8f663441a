import type { ChangeSide } from "../diff/SchemaChange.ts";
import type { OperationView } from "../document/OperationView.ts";
import type { ReviewedDocument } from "../document/ReviewedDocument.ts";
import { SEVERITIES } from "../rules/Severity.ts";
import type { Kept } from "../walk/OperationPair.ts";
import type { AffectedOperation, Finding, Spot } from "./Finding.ts";
import type { FindingDraft } from "./FindingDraft.ts";
import { fingerprintOf } from "./fingerprintOf.ts";

/** Puts together what the rules tell: the same change, met in many operations, is one finding. */
export interface Collector {
  add(draft: FindingDraft): void;
  findings(): Finding[];
}

/** Makes a collector for two documents. */
export function createCollector(documents: Kept<ReviewedDocument>): Collector {
  const drafts = new Map<string, FindingDraft>();
  return {
    add(draft) {
      const key = [draft.id, draft.direction, draft.base?.pointer, draft.head?.pointer, draft.subject].join(
        "\u0000",
      );
      const known = drafts.get(key);
      drafts.set(key, known ? join(known, draft) : draft);
    },
    findings: () =>
      uniquely([...drafts.values()].map((draft) => finish(documents, draft))).toSorted(byWeight),
  };
}

function join(known: FindingDraft, draft: FindingDraft): FindingDraft {
  const grave = rank(draft.severity) < rank(known.severity) ? draft : known;
  return {
    ...grave,
    witness: grave.witness ?? known.witness ?? draft.witness,
    operations: [...new Set([...known.operations, ...draft.operations])],
  };
}

function finish(documents: Kept<ReviewedDocument>, draft: FindingDraft): Finding {
  const { id, severity, title, why, wayOut, site, direction, witness } = draft;
  return {
    id,
    fingerprint: fingerprintOf(draft),
    severity,
    title,
    why,
    wayOut,
    site,
    direction,
    operations: draft.operations.map(affected),
    base: spot(documents.base, draft.base),
    head: spot(documents.head, draft.head),
    witness,
    decision: undefined,
  };
}

function affected({ method, path, id }: OperationView): AffectedOperation {
  return { method: method.toUpperCase(), path, operationId: id };
}

function spot(document: ReviewedDocument, side: ChangeSide | undefined): Spot | undefined {
  if (!side) return undefined;
  let location: Spot["location"] | undefined;
  return {
    ...side,
    // Finding a line means parsing the text once more, so it is only done for what somebody looks at.
    get location() {
      location ??= document.locate(side.pointer);
      return location;
    },
  };
}

/** Two findings that are the same in all that lasts get a number, in the order of the document. */
function uniquely(findings: readonly Finding[]): Finding[] {
  const counts = new Map<string, number>();
  return findings.map((finding) => {
    const count = (counts.get(finding.fingerprint) ?? 0) + 1;
    counts.set(finding.fingerprint, count);
    return count === 1 ? finding : { ...finding, fingerprint: `${finding.fingerprint}-${count}` };
  });
}

function byWeight(left: Finding, right: Finding): number {
  return rank(left.severity) - rank(right.severity) || left.site.localeCompare(right.site, "en");
}

function rank(severity: Finding["severity"]): number {
  return SEVERITIES.indexOf(severity);
}
