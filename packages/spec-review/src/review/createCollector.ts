import { isJsonObject } from "@gatehouse/contract";
import type { OperationView } from "../document/OperationView.ts";
import type { ReviewedDocument } from "../document/openDocument.ts";
import type { ChangeSide } from "../facets/SchemaChange.ts";
import type { AffectedOperation, Finding, FindingDraft, LocatedSide } from "../findings/Finding.ts";
import { fingerprintOf } from "../findings/joinFindings.ts";
import { codeEffectOf, wireEffectOf } from "../policy/codeEffects.ts";
import { allRules } from "../rules/allRules.ts";
import { stabilityOf } from "../rules/operation/lifecycleRules.ts";
import { bySeverity } from "../rules/Rule.ts";
import type { Kept } from "../walk/DocumentPair.ts";

/** Collects the findings of the rules: the same change in several operations is one finding. */
export interface Collector {
  /** @returns the operations of the finding; more can be added */
  add(draft: FindingDraft): Set<OperationView>;
  findings(): Finding[];
}

/** Makes a collector for two documents. */
export function createCollector(
  documents: Kept<ReviewedDocument>,
  hasPassed: (date: string) => boolean = () => false,
): Collector {
  const entries = new Map<string, Entry>();
  return {
    add(given) {
      const draft = isDue(given, hasPassed) ? { ...given, severity: "risky" as const } : given;
      const { id, direction, base, head, subject } = draft;
      // A part that only one side has is identified by its pointer there: a line of a shared schema is one finding.
      const [old, now] = [base, head].map((side) => (side?.value === undefined ? "" : side.pointer));
      const sides = old === "" && now === "" ? `${base?.pointer}|${head?.pointer}` : `${old}|${now}`;
      const key = `${id}|${direction}|${sides}|${subject}`;
      const known = entries.get(key);
      const entry = known ?? { draft, operations: new Set<OperationView>() };
      if (known && outweighs(draft, known.draft)) entry.draft = draft;
      for (const operation of draft.operations) entry.operations.add(operation);
      entries.set(key, entry);
      return entry.operations;
    },
    findings: () =>
      uniquely([...entries.values()].map((entry) => finish(documents, entry))).toSorted(byWeight),
  };
}

/** Rules about removals that can be announced with a last day. */
const REMOVALS: ReadonlySet<string> = new Set([
  "parameter-removed",
  "property-removed",
  "response-header-removed",
  "alternative-removed",
]);

/** Whether a deprecated part was removed after its announced last day. */
function isDue({ id, severity, base }: FindingDraft, hasPassed: (date: string) => boolean): boolean {
  if (severity !== "breaking" || !REMOVALS.has(id) || !isJsonObject(base?.value)) return false;
  const { deprecated, "x-sunset": sunset } = base.value;
  return deprecated === true && typeof sunset === "string" && hasPassed(sunset);
}

interface Entry {
  draft: FindingDraft;
  readonly operations: Set<OperationView>;
}

/** The graver draft replaces the other; of equal ones, the one with a witness. */
function outweighs(draft: FindingDraft, known: FindingDraft): boolean {
  const difference = bySeverity(draft, known);
  return difference < 0 || (difference === 0 && draft.witness !== undefined && known.witness === undefined);
}

function finish(documents: Kept<ReviewedDocument>, { draft, operations }: Entry): Finding {
  const { id, severity, title, why, remedy, site, direction, witness, former = [] } = draft;
  const { axis = "wire" } = allRules.get(id) ?? {};
  return {
    id,
    fingerprint: fingerprintOf(draft),
    formerFingerprints: former.map(fingerprintOf),
    document: documents.head.name,
    severity,
    wire: axis === "wire" ? wireEffectOf(severity) : "no",
    code: draft.code ?? codeEffectOf(id, draft),
    title,
    why: `${why}${stopText(documents, draft)}`,
    remedy,
    site,
    direction,
    operations: [...operations].map(affected),
    base: located(documents.base, draft.base),
    head: located(documents.head, draft.head),
    witness,
    decision: undefined,
    blocks: false,
  };
}

/** Where the proof stopped. */
function stopText(documents: Kept<ReviewedDocument>, { stop }: FindingDraft): string {
  if (!stop) return "";
  const { file, line, column } = documents[stop.side].locate(stop.pointer);
  return ` The proof stopped at \`${stop.keyword}\`, ${file}:${line}:${column}.`;
}

function affected(operation: OperationView): AffectedOperation {
  const { method, path, id, value } = operation;
  const tags = Array.isArray(value.tags) ? value.tags.filter((tag) => typeof tag === "string") : [];
  return { method: method.toUpperCase(), path, operationId: id, stability: stabilityOf(operation), tags };
}

function located(document: ReviewedDocument, side: ChangeSide | undefined): LocatedSide | undefined {
  if (!side) return undefined;
  let location: LocatedSide["location"] | undefined;
  return {
    ...side,
    // Locating a line parses the text again, so it is done on demand.
    get location() {
      location ??= document.locate(side.pointer);
      return location;
    },
  };
}

/** Numbers findings with the same fingerprint, in the order of the document. */
function uniquely(findings: readonly Finding[]): Finding[] {
  const counts = new Map<string, number>();
  return findings.map((finding) => {
    const count = (counts.get(finding.fingerprint) ?? 0) + 1;
    counts.set(finding.fingerprint, count);
    return count === 1 ? finding : { ...finding, fingerprint: `${finding.fingerprint}-${count}` };
  });
}

function byWeight(left: Finding, right: Finding): number {
  return bySeverity(left, right) || left.site.localeCompare(right.site, "en");
}
