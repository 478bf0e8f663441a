import type { Review } from "../review/Review.ts";
import { type ImpactRow, impactSections, impactSummary, rowOperations } from "./impactRows.ts";
import { markdown } from "./markdown.ts";

const MOST_ROWS = 80;
const MOST_PLACES_IN_ROW = 12;
const LONGEST_REASON = 180;

/** Renders what a change does to the repository, folded away. */
export function markdownImpact(review: Review): string[] {
  if (!review.impact) return [];
  let left = MOST_ROWS;
  const sections = impactSections(review).flatMap(({ title, finding, rows }) => {
    const shown = rows.slice(0, left);
    left -= shown.length;
    if (shown.length === 0) return [];
    const name = finding ? ` \`${finding.fingerprint}\`` : "";
    return [`**${markdown.prose(title)}**${name}`, "", ...table(shown), ""];
  });
  const all = impactSections(review).reduce((sum, { rows }) => sum + rows.length, 0);
  const rest = all > MOST_ROWS ? [`and ${all - MOST_ROWS} more files; the other reports name them.`, ""] : [];
  const summary = `<b>Impact on this repository</b>: ${impactSummary(review)}`;
  return [`<details><summary>${summary}</summary>`, "", ...sections, ...rest, "</details>", ""];
}

function table(rows: readonly ImpactRow[]): string[] {
  return ["| | what | where | |", "| - | - | - | - |", ...rows.map(line)];
}

function line(row: ImpactRow): string {
  const { certainty, kind, file, places, reason } = row;
  const lines = places.slice(0, MOST_PLACES_IN_ROW).map((place) => place.line);
  const more = places.length > lines.length ? ` and ${places.length - lines.length} more` : "";
  const short = reason.length > LONGEST_REASON ? `${reason.slice(0, LONGEST_REASON - 1)}…` : reason;
  const where = `${markdown.cellCode(`${file}:${lines.join(", ")}`)}${more}`;
  return `| ${certainty} | ${kind}${markdown.text(rowOperations(row))} | ${where} | ${markdown.text(short)} |`;
}
