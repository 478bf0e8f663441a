import type { Finding } from "../review/Finding.ts";
import type { Review } from "../review/Review.ts";
import { SEVERITIES } from "../rules/Severity.ts";
import { spotText } from "./spotText.ts";

/** Renders a review as JUnit XML: a test case for each finding, failed where somebody has to decide. */
export function renderJunit(review: Review): string {
  const failures = review.findings.filter(({ blocks }) => blocks).length + review.decisionProblems.length;
  const total = review.findings.length + review.decisionProblems.length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="spec-review" tests="${total}" failures="${failures}">`,
    ...SEVERITIES.flatMap((severity) =>
      suite(
        severity,
        review.findings.filter((finding) => finding.severity === severity),
      ),
    ),
    ...decisionSuite(review),
    "</testsuites>",
    "",
  ].join("\n");
}

function suite(name: string, findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const failures = findings.filter(({ blocks }) => blocks).length;
  return [
    `  <testsuite name="${name}" tests="${findings.length}" failures="${failures}">`,
    ...findings.flatMap(testCase),
    "  </testsuite>",
  ];
}

function testCase(finding: Finding): string[] {
  const { id, title, site, fingerprint, why, wayOut, head, base, witness, decision } = finding;
  const example = witness ? `\nExample (${witness.where}): ${JSON.stringify(witness.value)}` : "";
  const decided = decision
    ? `\nDecided by ${decision.owner} until ${decision.expires}: ${decision.reason}`
    : "";
  const text = `${why}\n${wayOut}\n${spotText(base)} -> ${spotText(head)}${example}${decided}`;
  const open = `    <testcase classname="${xml(site)}" name="${xml(`${title} [${id} ${fingerprint}]`)}">`;
  const body = finding.blocks
    ? `      <failure type="${id}" message="${xml(title)}">${xml(text)}</failure>`
    : `      <system-out>${xml(text)}</system-out>`;
  return [open, body, "    </testcase>"];
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

/** What XML 1.0 has no way to write (2.2). */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Text as XML takes it. */
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
