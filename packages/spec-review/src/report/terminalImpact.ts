import type { createColors } from "picocolors";
import type { Review } from "../review/Review.ts";
import { impactSections, impactSummary, rowLocations, rowOperations } from "./impactRows.ts";
import { terminalText } from "./terminalText.ts";

/** The terminal that an impact is shown on. */
interface ImpactCanvas {
  readonly colors: ReturnType<typeof createColors>;
  readonly columns: number;
}

const { cut, wrap } = terminalText;
const INDENT = "  ";
const WHAT_WIDTH = 19;

/** Renders what a change does to the repository, for a terminal. */
export function terminalImpact({ colors, columns }: ImpactCanvas, review: Review): string[] {
  if (!review.impact) return [];
  const width = columns - WHAT_WIDTH - INDENT.length;
  const sections = impactSections(review).flatMap(({ title, finding, rows }) => [
    ...wrap(`${title} ${finding?.fingerprint ?? ""}`.trimEnd(), columns),
    ...rows.flatMap((row) => {
      const paint = row.certainty === "fails" ? colors.red : colors.yellow;
      const what = `${paint(row.certainty.padEnd(9))}${row.kind.padEnd(WHAT_WIDTH - 9)}`;
      return [...wrap(rowLocations(row) + rowOperations(row), width), colors.dim(cut(row.reason, width))].map(
        (line, index) => `${INDENT}${index === 0 ? what : " ".repeat(WHAT_WIDTH)}${line}`,
      );
    }),
    "",
  ]);
  return [colors.bold("Impact on this repository"), ...wrap(impactSummary(review), columns), "", ...sections];
}
