import type { Review } from "../review/Review.ts";
import { SEVERITIES, type Severity } from "../rules/Severity.ts";
import { type FittedFinding, fitFindings } from "./fitFindings.ts";
import { markdown } from "./markdown.ts";
import { markdownImpact } from "./markdownImpact.ts";
import { reportWords } from "./reportWords.ts";

const ICONS: Readonly<Record<Severity, string>> = { breaking: "🔴", unknown: "🟣", risky: "🟡", safe: "🟢" };

/** GitHub refuses a comment of more than 65,536 characters; headings and lists of mentions take the rest. */
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
    `## ${review.verdict === "pass" ? "✅" : "❌"} Contract review: ${markdown.text(reportWords.subject(review))}`,
    "",
    `**${reportWords.counts(review)}.** ${reportWords.verdict(review)}`,
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
    "There is not room here to tell these in full; the other reports do.",
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
