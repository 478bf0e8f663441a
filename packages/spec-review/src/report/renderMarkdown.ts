import type { Finding } from "../findings/Finding.ts";
import type { Review } from "../review/Review.ts";
import { SEVERITIES, type Severity } from "../rules/Rule.ts";
import { type ImpactRow, impactSections, impactSummary, rowOperations } from "./impactRows.ts";
import { markdown, markdownFinding } from "./markdownFinding.ts";
import { reportWords } from "./reportWords.ts";

/** How a finding is written where there is no room for all of it. */
type FittedFinding =
  | { readonly finding: Finding; readonly form: "details" | "line"; readonly text: string }
  | { readonly finding: Finding; readonly form: "mention" };

/** A fingerprint in code, and what separates it from the next. */
const MENTION_LENGTH = 18;

const MOST_ROWS = 80;
const MOST_LOCATIONS_IN_ROW = 12;
const LONGEST_REASON = 180;

const ICONS: Readonly<Record<Severity, string>> = { breaking: "🔴", unknown: "🟣", risky: "🟡", safe: "🟢" };

/** GitHub rejects a comment of more than 65,536 characters; headings and lists of mentions take the rest. */
const LONGEST_COMMENT = 62_000;

/** By which a workflow finds the comment that it has written before. */
const MARK = "<!-- spec-review -->";
const MOST_OPERATIONS = 30;
const MOST_PROBLEMS = 50;
const MOST_MENTIONS = 3_000;

/** Renders a review as a comment for a pull request; details are folded away, and shortened where they do not fit. */
export function renderMarkdown(review: Review): string {
  const head = [
    MARK,
    `## ${review.result === "pass" ? "✅" : "❌"} Contract review: ${markdown.text(reportWords.subject(review))}`,
    "",
    `**${reportWords.counts(review)}.** ${reportWords.result(review)}`,
    ...versionLine(review),
    ...reportWords.notes(review).flatMap((note) => ["", markdown.text(note)]),
    ...documentTable(review),
    "",
    ...changedOperations(review),
  ];
  const tail = [
    ...decisionProblems(review),
    ...markdownImpact(review),
    `<sub>${markdown.text(reportWords.sides(review))}</sub>`,
    "",
  ];
  const budget = LONGEST_COMMENT - [...head, ...tail].join("\n").length;
  return [...head, ...findings(fitFindings(review, budget)), ...tail].join("\n");
}

/** One row for each document, where there are several. */
function documentTable({ documents }: Review): string[] {
  if (documents.length < 2) return [];
  const rows = documents.map(({ name, change, operations, counts }) => {
    const found = SEVERITIES.map((severity) => (counts[severity] === 0 ? "" : String(counts[severity])));
    const what = change === "compared" ? "" : `${change}, `;
    return `| ${markdown.cellCode(name)} | ${what}${operations} | ${found.join(" | ")} |`;
  });
  const head = `| document | operations | ${SEVERITIES.map((severity) => `${ICONS[severity]} ${severity}`).join(" | ")} |`;
  return ["", head, "| - | - | - | - | - | - |", ...rows];
}

function versionLine(review: Review): string[] {
  const line = reportWords.version(review);
  return line === undefined ? [] : ["", markdown.text(line)];
}

function changedOperations({ operations }: Review): string[] {
  const changed = operations.filter(({ change }) => change !== "unchanged");
  if (changed.length === 0) return [];
  const rows = changed
    .slice(0, MOST_OPERATIONS)
    .map(({ method, path, operationId, change, severity, kind }) => {
      const icon = severity ? ICONS[severity] : "";
      const name = `${markdown.cellCode(`${method} ${path}`)}${kind === "webhook" ? " (webhook)" : ""}`;
      return `| ${icon} | ${name} | ${markdown.text(operationId ?? "")} | ${change} |`;
    });
  const more = restRow(changed.length - MOST_OPERATIONS, ["", "more", "", ""]);
  return ["| | operation | operationId | |", "| - | - | - | - |", ...rows, ...more, ""];
}

function restRow(count: number, [first = "", word, ...others]: readonly string[]): string[] {
  return count > 0 ? [`| ${first} | and ${count} ${word} | ${others.join(" | ")} |`] : [];
}

function findings(fitted: readonly FittedFinding[]): string[] {
  return SEVERITIES.flatMap((severity) => {
    const group = fitted.filter(({ finding }) => finding.severity === severity);
    if (group.length === 0) return [];
    const title = `${ICONS[severity]} ${group.length} ${severity}`;
    const parts = [...groupTexts(group), ...mentions(group)];
    const isFolded = severity === "safe" || (severity === "risky" && group.length > 5);
    return isFolded
      ? [`<details><summary><b>${title}</b></summary>`, "", ...parts, "</details>", ""]
      : [`### ${title}`, "", ...parts];
  });
}

/** A list ends with an empty line before what is no list. */
function groupTexts(group: readonly FittedFinding[]): string[] {
  const details = group.flatMap((fit) => (fit.form === "details" ? [fit.text] : []));
  const lines = group.flatMap((fit) => (fit.form === "line" ? [fit.text] : []));
  return lines.length > 0 ? [...details, ...lines, ""] : details;
}

function mentions(group: readonly FittedFinding[]): string[] {
  const all = group.filter(({ form }) => form === "mention").map(({ finding }) => finding);
  if (all.length === 0) return [];
  const shown = all.slice(0, MOST_MENTIONS);
  const byRule = Map.groupBy(shown, ({ id }) => id);
  const rest = all.length - shown.length;
  return [
    "These findings do not fit into the comment; the other reports show them.",
    "",
    ...[...byRule].map(
      ([id, members]) =>
        `- \`${id}\` (${members.length}): ${members.map(({ fingerprint }) => `\`${fingerprint}\``).join(", ")}`,
    ),
    ...(rest > 0 ? [`- and ${rest} more`] : []),
    "",
  ];
}

function decisionProblems({ decisionProblems: problems }: Review): string[] {
  if (problems.length === 0) return [];
  const rest = problems.length - MOST_PROBLEMS;
  return [
    "### Decisions",
    "",
    ...problems
      .slice(0, MOST_PROBLEMS)
      .map(({ message, file, line }) => `- ${markdown.text(message)} (${markdown.text(file)}:${line})`),
    ...(rest > 0 ? [`- and ${rest} more`] : []),
    "",
  ];
}

/**
 * Fits findings into a number of characters: each is mentioned, the gravest get a line while there is room, and what
 * is left then is for details.
 */
function fitFindings(review: Review, budget: number): FittedFinding[] {
  let left = budget - review.findings.length * MENTION_LENGTH;
  const fitted = review.findings.map((finding): FittedFinding => {
    if (left <= 0) return { finding, form: "mention" };
    const text = markdownFinding.line(finding);
    const fits = text.length - MENTION_LENGTH < left;
    if (fits) left -= text.length - MENTION_LENGTH;
    return fits ? { finding, form: "line", text } : { finding, form: "mention" };
  });
  return fitted.map((fit): FittedFinding => {
    if (fit.form !== "line" || left <= 0) return fit;
    const text = markdownFinding.details(review, fit.finding);
    if (text.length - fit.text.length >= left) return fit;
    left -= text.length - fit.text.length;
    return { finding: fit.finding, form: "details", text };
  });
}

/** Renders what a change does to the repository, folded away. */
function markdownImpact(review: Review): string[] {
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
  const rest = all > MOST_ROWS ? [`and ${all - MOST_ROWS} more files; the other reports list them.`, ""] : [];
  const summary = `<b>Impact on this repository</b>: ${impactSummary(review)}`;
  return [`<details><summary>${summary}</summary>`, "", ...sections, ...rest, "</details>", ""];
}

function table(rows: readonly ImpactRow[]): string[] {
  return ["| | what | where | |", "| - | - | - | - |", ...rows.map(line)];
}

function line(row: ImpactRow): string {
  const { certainty, kind, file, locations, reason } = row;
  const lines = locations.slice(0, MOST_LOCATIONS_IN_ROW).map((location) => location.line);
  const more = locations.length > lines.length ? ` and ${locations.length - lines.length} more` : "";
  const short = reason.length > LONGEST_REASON ? `${reason.slice(0, LONGEST_REASON - 1)}…` : reason;
  const where = `${markdown.cellCode(`${file}:${lines.join(", ")}`)}${more}`;
  return `| ${certainty} | ${kind}${markdown.text(rowOperations(row))} | ${where} | ${markdown.text(short)} |`;
}
