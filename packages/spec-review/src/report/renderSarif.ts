import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { SourceLocation } from "@gatehouse/contract";
import { operationName } from "../document/OperationView.ts";
import type { Finding, ImpactLocation, LocatedSide } from "../findings/Finding.ts";
import { otherLocations } from "../findings/joinFindings.ts";
import type { Review } from "../review/Review.ts";
import { allRules } from "../rules/allRules.ts";
import type { Severity } from "../rules/Rule.ts";
import { reportWords } from "./reportWords.ts";

/** Levels of SARIF 2.1.0 (3.27.10). */
const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  breaking: "error",
  unknown: "warning",
  risky: "warning",
  safe: "note",
};

/** Renders a review as SARIF 2.1.0, for code scanning. */
export function renderSarif(review: Review): string {
  const used = [...allRules.values()].filter(({ id }) =>
    review.findings.some((finding) => finding.id === id),
  );
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "spec-review",
            rules: used.map(({ id, summary, severity }) => ({
              id,
              shortDescription: { text: id.replaceAll("-", " ") },
              fullDescription: { text: summary },
              defaultConfiguration: { level: LEVELS[severity] },
            })),
          },
        },
        columnKind: "unicodeCodePoints",
        properties: { documents: review.documents, protect: review.protect },
        results: [
          ...review.findings.map((finding) =>
            resultOf(
              review,
              finding,
              used.findIndex(({ id }) => id === finding.id),
            ),
          ),
          ...(review.impact?.unexplained ?? []).map(unexplainedResult),
          ...review.decisionProblems.map(problemResult),
        ],
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function resultOf(review: Review, finding: Finding, ruleIndex: number) {
  const { id, severity, title, why, remedy, decision, fingerprint, head, base, witness, operations } =
    finding;
  const none = reportWords.withoutExample(finding);
  return {
    ruleId: id,
    ruleIndex,
    level: finding.blocks ? "error" : LEVELS[severity],
    message: { text: `${title}. ${why} ${remedy}` },
    locations: [locationOf(head ?? base)].filter((location) => location !== undefined),
    ...relatedTo(review, finding),
    partialFingerprints: { "specReview/v1": fingerprint },
    ...(decision && {
      suppressions: [{ kind: "external", status: "accepted", justification: decision.reason }],
    }),
    properties: {
      severity,
      wire: finding.wire,
      code: finding.code,
      site: finding.site,
      operations: operations.map(operationName),
      ...(witness && { witness }),
      ...(none !== undefined && { withoutWitness: none }),
    },
  };
}

/** The old side, the other locations of the change, and the locations in the repository that it affects. */
function relatedTo({ impact }: Review, finding: Finding) {
  const { base, fingerprint } = finding;
  const locations = impact?.findings.find((found) => found.fingerprint === fingerprint)?.locations ?? [];
  const related = [
    ...(base ? [{ message: { text: "as it was" }, ...locationOf(base) }] : []),
    ...otherLocations(finding).map(({ base: old, head }) => ({
      message: { text: "the same change" },
      ...locationOf(head ?? old),
    })),
    ...locations.map((location) => ({
      message: { text: `${location.kind} ${location.certainty}: ${location.text}` },
      ...sarifLocation(location),
    })),
  ];
  return related.length > 0 && { relatedLocations: related.map((location, id) => ({ id, ...location })) };
}

function sarifLocation({ file, line, column }: SourceLocation) {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      region: { startLine: line, startColumn: column },
    },
  };
}

function unexplainedResult(location: ImpactLocation) {
  return {
    ruleId: "impact-unexplained",
    level: "warning",
    message: { text: `Does not compile with the new types, and no change explains it: ${location.text}` },
    locations: [sarifLocation(location)],
  };
}

function locationOf(side: LocatedSide | undefined) {
  return (
    side && { ...sarifLocation(side.location), logicalLocations: [{ fullyQualifiedName: side.pointer }] }
  );
}

/** A path as a URI reference: relative to the repository, or absolute. */
function uriOf(file: string): string {
  if (/^https?:/i.test(file)) return encodeURI(file);
  return isAbsolute(file) ? pathToFileURL(file).href : file.split("/").map(encodeURIComponent).join("/");
}

function problemResult({ kind, message, file, line }: Review["decisionProblems"][number]) {
  return {
    ruleId: `decision-${kind}`,
    level: "error",
    message: { text: message },
    locations: [
      { physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: { startLine: line } } },
    ],
  };
}
