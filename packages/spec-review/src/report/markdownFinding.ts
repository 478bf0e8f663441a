import type { Finding } from "../findings/Finding.ts";
import type { Review } from "../review/Review.ts";
import { legible } from "../rules/words.ts";
import { reportWords } from "./reportWords.ts";
import { foldExample, locationText, showSides } from "./showValue.ts";

/** Writes texts of a document as Markdown; none of them becomes markup. */
export const markdown = {
  /** A text without markup; names after `@` and numbers after `#` do not become mentions or links. */
  text(text: string): string {
    return legible(text)
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll(/[\\`*_[\]|~]/g, "\\$&")
      .replaceAll(/[@#](?=\w)/g, "$&<!-- -->");
  },

  /** A text as code, in a fence that is not in the text. */
  code(text: string): string {
    const shown = legible(text) || " ";
    const fence = "`".repeat(longestRun(shown) + 1);
    const space = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
    return `${fence}${space}${shown}${space}${fence}`;
  },

  /** Code in a table, with `|` escaped. */
  cellCode(text: string): string {
    return markdown.code(text).replaceAll("|", "\\|");
  },

  /** Prose of a rule in a table. */
  cellProse(text: string): string {
    return spans(text, markdown.text, markdown.cellCode);
  },

  /** Prose of a rule, which has `code` between backticks. */
  prose(text: string): string {
    return spans(text, markdown.text, markdown.code);
  },

  /** Prose inside HTML, where Markdown has no effect. */
  inlineHtml(text: string): string {
    return spans(text, escapeHtml, (code) => `<code>${escapeHtml(code)}</code>`);
  },

  /** Lines as a block of code, in a fence that is not in the lines. */
  block(language: string, lines: readonly string[]): string[] {
    const fence = "`".repeat(Math.max(3, longestRun(lines.join("\n")) + 1));
    return [`${fence}${language}`, ...lines.map(legible), fence, ""];
  },
};

/** The remedy of a finding that needs none. */
const NOTHING_TO_DO = "Nothing to do.";
const MOST_OPERATIONS = 10;

/** The forms of a finding in a comment, from long to short. */
export const markdownFinding = {
  /** Everything, folded away. */
  details(review: Review, finding: Finding): string {
    const { title, why, remedy, decision } = finding;
    return [
      `<details><summary>${markdown.inlineHtml(title)}${decision ? " — <i>decided</i>" : ""}</summary>`,
      "",
      `**${finding.severity === "safe" ? "Why" : "Who breaks"}:** ${markdown.prose(why)}`,
      "",
      ...sides(finding),
      ...moreLocations(finding),
      ...witness(finding),
      ...(remedy === NOTHING_TO_DO ? [] : [`**Remedy:** ${markdown.prose(remedy)}`, ""]),
      ...operations(finding),
      ...decisionText(review, finding),
      `<sub>${signature(finding)} · ${markdown.text(finding.site)}</sub>`,
      "",
      "</details>",
      "",
    ].join("\n");
  },

  /** One line with its location. */
  line(finding: Finding): string {
    const { title, decision, head, base } = finding;
    const decided = decision ? " — _decided_" : "";
    const more = reportWords.moreLocations(finding);
    return `- ${markdown.prose(title)}${decided} · ${signature(finding)} · ${markdown.text(locationText(head ?? base))}${more === "" ? "" : ` ${more}`}`;
  },
};

function signature(finding: Finding): string {
  const { id, fingerprint } = finding;
  return `\`${id}\` · \`${fingerprint}\` · ${reportWords.effects(finding)}`;
}

function sides({ base, head }: Finding): string[] {
  if (base?.value === undefined && head?.value === undefined)
    return [`${markdown.text(locationText(head ?? base))}`, ""];
  const { old, now } = showSides({ base, head });
  const [gone, fresh] = [old.map((line) => `- ${line}`), now.map((line) => `+ ${line}`)];
  return markdown.block("diff", [`  ${locationText(base)}`, ...gone, `  ${locationText(head)}`, ...fresh]);
}

function moreLocations(finding: Finding): string[] {
  const more = reportWords.moreLocations(finding);
  return more === "" ? [] : [more, ""];
}

function witness(finding: Finding): string[] {
  const { witness: found } = finding;
  const none = reportWords.withoutExample(finding);
  if (!found) return none === undefined ? [] : [`**Example:** ${none}`, ""];
  const shown = JSON.stringify(foldExample(found), undefined, 2);
  const problem = found.problem === "" ? "" : `: ${markdown.text(found.problem)}`;
  return [
    `**Example** (${markdown.text(found.where)}, ${reportWords.witness(found)}${problem})`,
    "",
    ...markdown.block("json", shown.split("\n")),
  ];
}

function operations({ operations: all }: Finding): string[] {
  if (all.length === 0) return [];
  const shown = all
    .slice(0, MOST_OPERATIONS)
    .map((operation) => markdown.code(reportWords.operation(operation)));
  const more = all.length > MOST_OPERATIONS ? ` and ${all.length - MOST_OPERATIONS} more` : "";
  return [`**Operations:** ${shown.join(", ")}${more}`, ""];
}

function decisionText(review: Review, finding: Finding): string[] {
  const { decision, blocks } = finding;
  if (decision) {
    const { owner, expires, reason, replacement } = decision;
    const instead = replacement ? `; instead: ${markdown.text(replacement)}` : "";
    return [
      `**Decided** by ${markdown.text(owner)} until ${expires}: ${markdown.text(reason)}${instead}`,
      "",
    ];
  }
  return blocks ? markdown.block("sh", [reportWords.acceptCommand(review, finding)]) : [];
}

function spans(text: string, plain: (text: string) => string, code: (text: string) => string): string {
  const parts = text.split(/`([^`]*)`/);
  return parts.map((part, index) => (index % 2 === 1 ? code(part) : plain(part))).join("");
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, { length }) => Math.max(longest, length), 0);
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
