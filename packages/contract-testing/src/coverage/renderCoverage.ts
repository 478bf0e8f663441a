import { formatLocation } from "@gatehouse/contract";
import picocolors from "picocolors";
import type { CellCoverage, CoverageReport } from "./coverage.ts";
import type { CoverageKind } from "./coverageCells.ts";

type Colors = ReturnType<typeof picocolors.createColors>;

/** How a coverage report is shown. */
export interface RenderCoverageOptions {
  /** With colours, for a terminal. @default false */
  readonly color?: boolean;
}

/** The columns of the table with the kinds of cell that they count. */
const COLUMNS: Readonly<Record<string, readonly CoverageKind[]>> = {
  status: ["status"],
  "media type": ["media-type"],
  header: ["response-header"],
  security: ["security"],
  parameter: ["parameter"],
  request: ["request-media-type"],
  example: ["request-example", "response-example"],
};

/** Renders a coverage report: a table of operations, then the cells that are missing, waived or wrong, with locations. */
export function renderCoverage(report: CoverageReport, options: RenderCoverageOptions = {}): string {
  const colors = picocolors.createColors(options.color ?? false);
  const missing = report.cells.filter(({ state }) => state === "missing");
  const waived = report.cells.filter(({ state }) => state === "waived");
  const sections = [
    renderTable(colors, report),
    renderList(colors.red("Not shown by any test"), missing.map(describeCell)),
    renderList(
      colors.red("Shown by fewer tests than before"),
      report.lowered.map((cell) => `${describeCell(cell)}  ${cell.tests} of ${cell.floor}`),
    ),
    renderList(colors.yellow("Waived"), waived.map(describeWaived)),
    renderList(
      colors.red("Waivers to mend"),
      report.problems.map(
        ({ operationId, message, location }) => `${operationId}  ${message}  ${formatLocation(location)}`,
      ),
    ),
    summarise(colors, report, missing.length),
  ];
  return sections.filter((section) => section !== "").join("\n\n");
}

function renderTable(colors: Colors, { cells }: CoverageReport): string {
  const operations = [...Map.groupBy(cells, ({ operationId }) => operationId)];
  const rows = [
    ["operation", ...Object.keys(COLUMNS)],
    ...operations.map(([id, members]) => [
      id,
      ...Object.values(COLUMNS).map((kinds) => fraction(members, kinds)),
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) =>
    row.map((text, column) => pad(text, widths[column] ?? 0, column)).join("  "),
  );
  return lines.map((line, index) => (index === 0 ? colors.bold(line) : line).trimEnd()).join("\n");
}

/** Shown of wanted; `+1` counts the waived ones. */
function fraction(cells: readonly CellCoverage[], kinds: readonly CoverageKind[]): string {
  const members = cells.filter((cell) => kinds.includes(cell.kind));
  if (members.length === 0) return "-";
  const waived = members.filter(({ state }) => state === "waived").length;
  const shown = members.filter(({ state }) => state === "shown").length;
  return `${shown}/${members.length - waived}${waived === 0 ? "" : `+${waived}`}`;
}

function pad(text: string, width: number, column: number): string {
  return column === 0 ? text.padEnd(width) : text.padStart(width);
}

function renderList(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : [`${title}:`, ...lines.map((line) => `  ${line}`)].join("\n");
}

function describeCell({ operationId, name, location }: CellCoverage): string {
  return `${operationId}  ${name}  ${formatLocation(location)}`;
}

function describeWaived(cell: CellCoverage): string {
  return `${describeCell(cell)}  until ${cell.waiver?.expires}${ownerOf(cell)}: ${cell.waiver?.reason}`;
}

function summarise(colors: Colors, report: CoverageReport, missing: number): string {
  const text = `Contract coverage: ${report.percent} % of ${report.cells.length} cells`;
  if (report.isComplete) return colors.green(`${text}.`);
  const lowered = report.lowered.length === 0 ? "" : `${report.lowered.length} lowered, `;
  return colors.red(`${text}, ${missing} missing, ${lowered}${report.problems.length} waivers to mend.`);
}

function ownerOf({ waiver }: CellCoverage): string {
  return waiver?.owner === undefined ? "" : ` (${waiver.owner})`;
}
