import type { Finding } from "../review/Finding.ts";
import type { Review } from "../review/Review.ts";
import { SEVERITIES } from "../rules/Severity.ts";
import { spotText } from "./spotText.ts";

/** Renders a review as JUnit XML: a test case for each finding, failed where somebody has to decide. */
export function renderJunit(review: Review): string {
  const failures = review.findings.filter(isFailure).length + review.decisionProblems.length;
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

function isFailure({ severity, decision }: Finding): boolean {
  return severity === "breaking" && !decision;
}

function suite(name: string, findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const failures = findings.filter(isFailure).length;
  return [
    `  <testsuite name="${name}" tests="${findings.length}" failures="${failures}">`,
    ...findings.flatMap(testCase),
    "  </testsuite>",
  ];
}

function testCase(finding: Finding): string[] {
  const { id, title, site, fingerprint, why, wayOut, head, base, witness } = finding;
  const example = witness ? `\nExample (${witness.where}): ${JSON.stringify(witness.value)}` : "";
  const text = `${why}\n${wayOut}\n${spotText(base)} -> ${spotText(head)}${example}`;
  const open = `    <testcase classname="${xml(site)}" name="${xml(`${title} [${id} ${fingerprint}]`)}">`;
  const body = isFailure(finding)
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

/** Text as XML takes it; characters that XML 1.0 has no way to write are dropped. */
function xml(text: string): string {
  return [...text]
    .filter((char) => char >= " " || char === "\n" || char === "\t")
    .join("")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "&#10;");
}
