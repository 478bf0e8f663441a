import type { createColors } from "picocolors";
import type { Review } from "../review/Review.ts";
import { impactSections, impactSummary, rowOperations, rowPlaces } from "./impactRows.ts";
import { wrapText } from "./wrapText.ts";

/** The terminal that an impact is shown on. */
export interface ImpactCanvas {
  readonly colors: ReturnType<typeof createColors>;
  readonly columns: number;
}

const INDENT = "  ";
const WHAT_WIDTH = 19;

/** Renders what a change does to the repository, for a terminal. */
export function terminalImpact({ colors, columns }: ImpactCanvas, review: Review): string[] {
  if (!review.impact) return [];
  const width = columns - WHAT_WIDTH - INDENT.length;
  const sections = impactSections(review).flatMap(({ title, finding, rows }) => [
    `${title}  ${colors.dim(finding?.fingerprint ?? "")}`.trimEnd(),
    ...rows.flatMap((row) => {
      const paint = row.certainty === "fails" ? colors.red : colors.yellow;
      const what = `${paint(row.certainty.padEnd(9))}${row.kind.padEnd(WHAT_WIDTH - 9)}`;
      const reason = row.reason.length > width ? `${row.reason.slice(0, width - 1)}…` : row.reason;
      return [...wrapText(rowPlaces(row) + rowOperations(row), width), colors.dim(reason)].map(
        (line, index) => `${INDENT}${index === 0 ? what : " ".repeat(WHAT_WIDTH)}${line}`,
      );
    }),
    "",
  ]);
  return [colors.bold("Impact on this repository"), impactSummary(review), "", ...sections];
}
