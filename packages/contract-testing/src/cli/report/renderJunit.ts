import { formatLocation } from "@gatehouse/contract";
import {
  ASPECTS,
  type Aspect,
  CHECKS,
  type CheckReport,
  type Finding,
  type OperationReport,
} from "../../check/CheckReport.ts";
import { escapeMarkup } from "./escapeMarkup.ts";

/** Writes a report as JUnit XML: a suite for each operation, a case for each aspect that was looked at. */
export function renderJunit(report: CheckReport): string {
  const suites = report.operations.map((operation) => renderSuite(report, operation));
  const facts = {
    name: `${report.title} ${report.version}`,
    time: report.durationSeconds,
    failures: report.findings.length,
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes(facts)}>\n${suites.join("")}</testsuites>\n`;
}

function renderSuite({ findings }: CheckReport, operation: OperationReport): string {
  const own = findings.filter((finding) => suiteOf(finding, operation));
  const aspects = ASPECTS.filter(
    (aspect) => operation.aspects[aspect].requests > 0 || own.some((finding) => finding.aspect === aspect),
  );
  const cases = aspects.map((aspect) =>
    renderCase(
      operation,
      aspect,
      own.filter((finding) => finding.aspect === aspect),
    ),
  );
  const facts = { name: operation.operationId, tests: aspects.length, failures: own.length };
  return `  <testsuite${attributes(facts)}>\n${cases.join("")}  </testsuite>\n`;
}

function suiteOf({ operationId }: Finding, operation: OperationReport): boolean {
  return operationId === operation.operationId;
}

function renderCase({ operationId }: OperationReport, aspect: Aspect, findings: readonly Finding[]): string {
  const head = `    <testcase${attributes({ name: aspect, classname: operationId })}`;
  if (findings.length === 0) return `${head}/>\n`;
  return `${head}>\n${findings.map(renderFailure).join("")}    </testcase>\n`;
}

function renderFailure({ check, message, location, curl }: Finding): string {
  const text = [CHECKS[check], message, `see ${formatLocation(location)}`, ...curl].join("\n");
  return `      <failure${attributes({ type: check, message })}>${escapeMarkup(text)}</failure>\n`;
}

function attributes(facts: Readonly<Record<string, string | number>>): string {
  return Object.entries(facts)
    .map(([name, value]) => ` ${name}="${escapeMarkup(String(value))}"`)
    .join("");
}
