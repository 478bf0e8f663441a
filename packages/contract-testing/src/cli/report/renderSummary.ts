import { describeActual, formatLocation } from "@gatehouse/contract";
import picocolors from "picocolors";
import {
  ASPECTS,
  CHECKS,
  type CheckReport,
  type Finding,
  type OperationReport,
} from "../../check/CheckReport.ts";
import { type FindingGroup, groupFindings, groupNotes } from "./groupFindings.ts";

/** Where a cell stands, counted from 0. */
interface CellPosition {
  readonly row: number;
  readonly column: number;
}

/** Sets cells in columns; `paint` may add what takes no room. */
function renderTable(
  rows: readonly (readonly string[])[],
  paint: (text: string, position: CellPosition) => string,
): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows
    .map((cells, row) =>
      cells
        .map((text, column) => {
          const padding = " ".repeat((widths[column] ?? 0) - text.length);
          return `${paint(text, { row, column })}${padding}`;
        })
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Summarises a check in one sentence. */
function describeResult(report: CheckReport): string {
  const { findings, requests, seed, durationSeconds, stoppedBy, baseUrl } = report;
  const count =
    findings.length === 1 ? "1 finding" : `${findings.length === 0 ? "no" : findings.length} findings`;
  const end = stoppedBy === undefined ? "" : `, ended by ${stoppedBy}`;
  return `${baseUrl}: ${count} in ${requests} requests and ${durationSeconds.toFixed(1)} s (seed ${seed}${end}).`;
}

/** How a summary is shown. */
export interface SummaryOptions {
  /** With colours, for a terminal. @default false */
  readonly color?: boolean;
}

type Colors = ReturnType<typeof picocolors.createColors>;

/** Shows what a check came to: each finding, a table of operations and aspects, and the result. */
export function renderSummary(report: CheckReport, options: SummaryOptions = {}): string {
  const colors = picocolors.createColors(options.color ?? false);
  const { findings, notes, waived } = report;
  const paint = findings.length === 0 ? colors.green : colors.red;
  const sections = [
    ...groupFindings(findings).map((group, index) => renderFinding(colors, group, index + 1)),
    renderOperations(colors, report.operations),
    ...(notes.length === 0
      ? []
      : [
          groupNotes(notes)
            .map((note) => colors.yellow(`note: ${note}`))
            .join("\n"),
        ]),
    ...(waived.length === 0 ? [] : [waived.map(describeWaived).join("\n")]),
    paint(colors.bold(describeResult(report))),
  ];
  return `${sections.join("\n\n")}\n`;
}

function renderFinding(colors: Colors, { first: finding, others }: FindingGroup, number: number): string {
  const { check, method, path, aspect, message, location, pointer, seen, difference, curl } = finding;
  const title = `${number}. ${CHECKS[check]}`;
  const times = seen === 1 ? "once" : `${seen} times`;
  const compared =
    difference === undefined
      ? []
      : [
          `   contract  ${colors.green(difference.expected)}`,
          `   response  ${colors.red(describeActual(difference, { redact: false }))}`,
        ];
  return [
    `${colors.red("✗")} ${colors.bold(title)}  ${colors.cyan(`${method} ${path}`)}  ${colors.dim(`${check}, ${aspect}, ${times}`)}`,
    `   ${message}`,
    ...others.map((other) => `   ${other.message}`),
    ...compared,
    colors.dim(`   see       ${formatLocation(location)}  ${pointer}`),
    ...curl.map((line) => `   $ ${line}`),
  ].join("\n");
}

function renderOperations(colors: Colors, operations: readonly OperationReport[]): string {
  const head = ["operation", ...ASPECTS, "requests"];
  const rows = operations.map((operation) => [
    operation.operationId,
    ...ASPECTS.map((aspect) => {
      const { requests, findings } = operation.aspects[aspect];
      if (requests === 0) return "–";
      return findings === 0 ? `✓ ${requests}` : `✗ ${findings} of ${requests}`;
    }),
    String(operation.requests),
  ]);
  return renderTable([head, ...rows], (text, { row }) => {
    if (row === 0) return colors.bold(text);
    if (text.startsWith("✗")) return colors.red(text);
    return text.startsWith("✓") ? colors.green(text) : text;
  });
}

function describeWaived({ check, operationId, message }: Finding): string {
  return `waived: ${check} of ${operationId}. ${message}`;
}
