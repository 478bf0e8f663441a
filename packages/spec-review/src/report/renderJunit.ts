import type { Finding, ImpactLocation } from "../findings/Finding.ts";
import type { Review } from "../review/Review.ts";
import { SEVERITIES } from "../rules/Rule.ts";
import { reportWords } from "./reportWords.ts";
import { foldExample, locationText } from "./showValue.ts";

/** Renders a review as JUnit XML: a test case for each finding, failed if it needs a decision. */
export function renderJunit(review: Review): string {
  const failures = review.findings.filter(({ blocks }) => blocks).length + review.decisionProblems.length;
  const unexplained = review.impact?.unexplained.length ?? 0;
  const total = review.findings.length + unexplained + review.decisionProblems.length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="spec-review" tests="${total}" failures="${failures}">`,
    ...versionProperty(review),
    ...SEVERITIES.flatMap((severity) =>
      suite(
        review,
        severity,
        review.findings.filter((finding) => finding.severity === severity),
      ),
    ),
    ...unexplainedSuite(review),
    ...decisionSuite(review),
    "</testsuites>",
    "",
  ].join("\n");
}

function versionProperty(review: Review): string[] {
  const line = reportWords.version(review);
  const notes = reportWords.notes(review).map((note) => ["note", note]);
  const lines = [...(line === undefined ? [] : [["version", line]]), ...notes];
  if (lines.length === 0) return [];
  const properties = lines.map(
    ([name = "", value = ""]) => `<property name="${name}" value="${xml(value)}"/>`,
  );
  return [`  <properties>${properties.join("")}</properties>`];
}

function suite(review: Review, name: string, findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const failures = findings.filter(({ blocks }) => blocks).length;
  return [
    `  <testsuite name="${name}" tests="${findings.length}" failures="${failures}">`,
    ...findings.flatMap((finding) => testCase(review, finding)),
    "  </testsuite>",
  ];
}

function testCase(review: Review, finding: Finding): string[] {
  const { id, title, site, fingerprint, why, remedy, head, base, witness, decision } = finding;
  const none = reportWords.withoutExample(finding);
  const shown = witness ? ` (${witness.where}): ${JSON.stringify(foldExample(witness))}` : `: ${none}`;
  const example = witness || none !== undefined ? `\nExample${shown}` : "";
  const decided = decision
    ? `\nDecided by ${decision.owner} until ${decision.expires}: ${decision.reason}`
    : "";
  const text = `${why}\n${remedy}\n${reportWords.effects(finding)}\n${locationText(base)} -> ${locationText(head)}${example}${decided}${impactText(review, finding)}`;
  const open = `    <testcase classname="${xml(site)}" name="${xml(`${title} [${id} ${fingerprint}]`)}">`;
  const body = finding.blocks
    ? `      <failure type="${id}" message="${xml(title)}">${xml(text)}</failure>`
    : `      <system-out>${xml(text)}</system-out>`;
  return [open, body, "    </testcase>"];
}

function impactText({ impact }: Review, { fingerprint }: Finding): string {
  const locations = impact?.findings.find((found) => found.fingerprint === fingerprint)?.locations ?? [];
  return locations.map((location) => `\n${impactLine(location)}`).join("");
}

function impactLine(location: ImpactLocation): string {
  const { certainty, kind, file, line, column, text } = location;
  return `${certainty}: ${kind} ${file}:${line}:${column} ${text}`;
}

/** Compile errors that no change explains are listed, but do not fail. */
function unexplainedSuite({ impact }: Review): string[] {
  const locations = impact?.unexplained ?? [];
  if (locations.length === 0) return [];
  return [
    `  <testsuite name="impact without a cause" tests="${locations.length}" failures="0">`,
    ...locations.flatMap((location) => [
      `    <testcase classname="${xml(location.file)}" name="${xml(`${location.line}:${location.column}`)}">`,
      `      <system-out>${xml(impactLine(location))}</system-out>`,
      "    </testcase>",
    ]),
    "  </testsuite>",
  ];
}

function decisionSuite({ decisionProblems }: Review): string[] {
  if (decisionProblems.length === 0) return [];
  const cases = decisionProblems.flatMap(({ kind, fingerprint, message, file, line }) => [
    `    <testcase classname="${xml(file)}" name="${xml(`decision ${fingerprint}`)}">`,
    `      <failure type="decision-${kind}" message="${xml(message)}">${xml(`${file}:${line}`)}</failure>`,
    "    </testcase>",
  ]);
  const { length } = decisionProblems;
  return [
    `  <testsuite name="decisions" tests="${length}" failures="${length}">`,
    ...cases,
    "  </testsuite>",
  ];
}

/** Characters that XML 1.0 does not allow (2.2). */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** A text, escaped for XML. */
function xml(text: string): string {
  return text
    .replaceAll(NOT_XML, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\t", "&#9;")
    .replaceAll("\r", "&#13;")
    .replaceAll("\n", "&#10;");
}
