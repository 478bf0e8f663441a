import type { Finding } from "../review/Finding.ts";
import type { Review } from "../review/Review.ts";
import { markdown } from "./markdown.ts";
import { reportWords } from "./reportWords.ts";
import { foldExample, showSides } from "./showValue.ts";
import { spotText } from "./spotText.ts";

/** What a finding says that asks for nothing. */
const NOTHING_TO_DO = "Nothing to do.";
const MOST_OPERATIONS = 10;

/** The forms that a finding takes in a comment, from long to short. */
export const markdownFinding = {
  /** Everything, folded away. */
  details(review: Review, finding: Finding): string {
    const { title, why, wayOut, decision } = finding;
    return [
      `<details><summary>${markdown.inlineHtml(title)}${decision ? " — <i>decided</i>" : ""}</summary>`,
      "",
      `**${finding.severity === "safe" ? "Why" : "Who breaks"}:** ${markdown.prose(why)}`,
      "",
      ...sides(finding),
      ...morePlaces(finding),
      ...witness(finding),
      ...(wayOut === NOTHING_TO_DO ? [] : [`**Instead:** ${markdown.prose(wayOut)}`, ""]),
      ...operations(finding),
      ...decisionText(review, finding),
      `<sub>${signature(finding)} · ${markdown.text(finding.site)}</sub>`,
      "",
      "</details>",
      "",
    ].join("\n");
  },

  /** One line with its place. */
  line(finding: Finding): string {
    const { title, decision, head, base } = finding;
    const decided = decision ? " — _decided_" : "";
    const more = reportWords.morePlaces(finding);
    return `- ${markdown.prose(title)}${decided} · ${signature(finding)} · ${markdown.text(spotText(head ?? base))}${more === "" ? "" : ` ${more}`}`;
  },
};

function signature(finding: Finding): string {
  const { id, fingerprint } = finding;
  return `\`${id}\` · \`${fingerprint}\` · ${reportWords.effects(finding)}`;
}

function sides({ base, head }: Finding): string[] {
  if (base?.value === undefined && head?.value === undefined)
    return [`${markdown.text(spotText(head ?? base))}`, ""];
  const { old, now } = showSides({ base, head });
  const [gone, fresh] = [old.map((line) => `- ${line}`), now.map((line) => `+ ${line}`)];
  return markdown.block("diff", [`  ${spotText(base)}`, ...gone, `  ${spotText(head)}`, ...fresh]);
}

function morePlaces(finding: Finding): string[] {
  const more = reportWords.morePlaces(finding);
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
