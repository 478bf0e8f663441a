import type { Finding } from "../review/Finding.ts";
import type { Review } from "../review/Review.ts";
import { SEVERITIES, type Severity } from "../rules/Severity.ts";
import { reportWords } from "./reportWords.ts";
import { showValue } from "./showValue.ts";
import { spotText } from "./spotText.ts";

const ICONS: Readonly<Record<Severity, string>> = { breaking: "🔴", unknown: "🟣", risky: "🟡", safe: "🟢" };

/** GitHub cuts a comment off after 65,536 characters. */
const LONGEST_COMMENT = 60_000;
const MOST_OPERATIONS = 10;

/** Renders a review as a comment for a pull request; details are folded away. */
export function renderMarkdown(review: Review): string {
  const head = [
    `## ${review.verdict === "pass" ? "✅" : "❌"} Contract review: ${escapeMarkup(reportWords.subject(review))}`,
    "",
    `**${reportWords.counts(review)}.** ${reportWords.verdict(review)}`,
    "",
    ...changedOperations(review),
  ];
  const tail = [
    ...decisionProblems(review),
    ...impact(review),
    `<sub>${escapeMarkup(review.base.name)} → ${escapeMarkup(review.head.name)}</sub>`,
    "",
  ];
  const budget = LONGEST_COMMENT - [...head, ...tail].join("\n").length;
  return [...head, ...findings(review, budget), ...tail].join("\n");
}

function changedOperations({ operations }: Review): string[] {
  const changed = operations.filter(({ change }) => change !== "unchanged");
  if (changed.length === 0) return [];
  const rows = changed.slice(0, 30).map(({ method, path, operationId, change, severity, kind }) => {
    const icon = severity ? ICONS[severity] : "";
    return `| ${icon} | \`${method} ${cell(path)}\`${kind === "webhook" ? " (webhook)" : ""} | ${cell(operationId ?? "")} | ${change} |`;
  });
  const more = changed.length > 30 ? [`| | and ${changed.length - 30} more | | |`] : [];
  return ["| | operation | operationId | |", "| - | - | - | - |", ...rows, ...more, ""];
}

/** Every finding gets its line; details go in while there is room, the gravest first. */
function findings(review: Review, budget: number): string[] {
  const lines: string[] = [];
  let left = budget - review.findings.reduce((sum, finding) => sum + summaryLine(finding).length + 60, 0);
  for (const severity of SEVERITIES) {
    const group = review.findings.filter((finding) => finding.severity === severity);
    if (group.length === 0) continue;
    const isFolded = severity === "safe" || (severity === "risky" && group.length > 5);
    const parts = group.map((finding) => {
      const long = detailed(finding);
      if (long.length > left) return `- ${summaryLine(finding)}\n`;
      left -= long.length;
      return long;
    });
    const title = `${ICONS[severity]} ${group.length} ${severity}`;
    lines.push(
      ...(isFolded
        ? [`<details><summary><b>${title}</b></summary>`, "", ...parts, "</details>", ""]
        : [`### ${title}`, "", ...parts]),
    );
  }
  return lines;
}

function summaryLine({ title, id, fingerprint, head, base }: Finding): string {
  return `${escapeMarkup(title)} · \`${id}\` · \`${fingerprint}\` · ${spotText(head ?? base)}`;
}

function detailed(finding: Finding): string {
  const { title, why, wayOut, severity, decision, operations } = finding;
  const open = severity === "breaking" && !decision ? " open" : "";
  const decided = decision ? " — <i>decided</i>" : "";
  const shown = operations
    .slice(0, MOST_OPERATIONS)
    .map((operation) => `\`${reportWords.operation(operation)}\``);
  const more = operations.length > MOST_OPERATIONS ? ` and ${operations.length - MOST_OPERATIONS} more` : "";
  return [
    `<details${open}><summary>${inlineHtml(title)}${decided}</summary>`,
    "",
    `**Who breaks:** ${why}`,
    "",
    ...sides(finding),
    ...witness(finding),
    `**Instead:** ${wayOut}`,
    "",
    ...(shown.length > 0 ? [`**Operations:** ${shown.join(", ")}${more}`, ""] : []),
    ...decisionText(finding),
    `<sub>\`${finding.id}\` · \`${finding.fingerprint}\` · ${escapeMarkup(finding.site)}</sub>`,
    "",
    "</details>",
    "",
  ].join("\n");
}

function sides({ base, head }: Finding): string[] {
  const old = showValue(base?.value).map((line) => `- ${line}`);
  const now = showValue(head?.value).map((line) => `+ ${line}`);
  return ["```diff", `  ${spotText(base)}`, ...old, `  ${spotText(head)}`, ...now, "```", ""];
}

function witness({ witness: found }: Finding): string[] {
  if (!found) return [];
  const value = JSON.stringify(found.value, undefined, 2);
  const shown = value.length > 1_500 ? `${value.slice(0, 1_500)}\n…` : value;
  const problem = found.problem === "" ? "" : `: ${escapeMarkup(found.problem)}`;
  return [
    `**Example** (${escapeMarkup(found.where)}, ${reportWords.witness(found)}${problem})`,
    "",
    "```json",
    shown,
    "```",
    "",
  ];
}

function decisionText(finding: Finding): string[] {
  const { decision, severity } = finding;
  if (decision) {
    const instead = decision.replacement ? `; instead: ${decision.replacement}` : "";
    return [`**Decided** by ${decision.owner} until ${decision.expires}: ${decision.reason}${instead}`, ""];
  }
  return severity === "breaking" ? ["```sh", reportWords.acceptCommand(finding), "```", ""] : [];
}

function decisionProblems({ decisionProblems: problems }: Review): string[] {
  if (problems.length === 0) return [];
  return [
    "### Decisions",
    "",
    ...problems.map(({ message, file, line }) => `- ${escapeMarkup(message)} (${file}:${line})`),
    "",
  ];
}

function impact({ impact: found, findings: all }: Review): string[] {
  if (!found) return [];
  const titles = new Map(all.map(({ fingerprint, title }) => [fingerprint, title]));
  const row = (title: string) => (place: (typeof found.unexplained)[number]) =>
    `| ${cell(title)} | ${place.certainty} | ${place.kind} | \`${place.file}:${place.line}\` | ${cell(place.text)} |`;
  const rows = [
    ...found.findings.flatMap(({ fingerprint, places }) =>
      places.map(row(titles.get(fingerprint) ?? fingerprint)),
    ),
    ...found.unexplained.map(row("(no change explains this)")),
  ];
  const text =
    rows.length > 0
      ? ["| change | | what | where | |", "| - | - | - | - | - |", ...rows]
      : ["No place in this repository is concerned."];
  return ["<details><summary><b>Impact on this repository</b></summary>", "", ...text, "", "</details>", ""];
}

/** Text that must not become markup. */
function escapeMarkup(text: string): string {
  return text.replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** A title inside HTML, its code spans kept. */
function inlineHtml(text: string): string {
  return escapeMarkup(text.replaceAll("&", "&amp;")).replaceAll(/`([^`]*)`/g, "<code>$1</code>");
}

function cell(text: string): string {
  return escapeMarkup(text).replaceAll("|", "\\|").replaceAll("\n", " ");
}
