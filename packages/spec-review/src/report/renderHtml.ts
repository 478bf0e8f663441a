import { createHash } from "node:crypto";
import { type Html, html, prose } from "@gatehouse/contract";
import type { Finding, LocatedSide } from "../findings/Finding.ts";
import type { Review } from "../review/Review.ts";
import { SEVERITIES } from "../rules/Rule.ts";
import { htmlImpact } from "./htmlImpact.ts";
import { htmlOverview } from "./htmlOverview.ts";
import { htmlScript, htmlStyle } from "./htmlStyle.ts";
import { reportWords } from "./reportWords.ts";
import { foldExample, locationText, showSides } from "./showValue.ts";

/** The page loads nothing and runs only its own script, also if a document contains markup. */
function policy(): string {
  return [
    "default-src 'none'",
    `style-src '${hashOf(htmlStyle)}'`,
    `script-src '${hashOf(htmlScript)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

const MOST_OPERATIONS = 50;
/** Beyond this number all findings are folded, for an overview. */
const MOST_OPEN_FINDINGS = 12;
/** Beyond this number the cards outside the first view are laid out later. */
const MOST_LAID_OUT = 300;

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

/** Renders a review as one HTML file without external resources. */
export function renderHtml(review: Review): string {
  const { result, findings } = review;
  const page = html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Contract review: ${reportWords.subject(review)}</title>
<style>${{ html: htmlStyle }}</style>
<main${findings.length > MOST_LAID_OUT ? html` class="many"` : html``}>
<h1>${reportWords.subject(review)}</h1>
<div class="soft">${reportWords.sides(review)}</div>
${reportWords.notes(review).map((note) => html`<div class="soft">${note}</div>`)}
<div class="result ${result}">${reportWords.result(review)}</div>
${reportWords.version(review) === undefined ? "" : html`<div class="soft">${reportWords.version(review)}</div>`}
${documentTable(review)}
<div class="bar"><div class="counts">${SEVERITIES.map((severity) => count(review, severity))}</div>
<div class="tools"><input type="search" placeholder="Search" aria-label="Search titles, operations and rules"><select aria-label="Filter by effect"><option value="">wire and code</option><option value="wire">effects on the wire</option><option value="code">effects on code</option></select></div></div>
${htmlOverview(review)}
${decisionProblems(review)}
<h2 id="changes">Changes <span class="soft">${findings.length.toLocaleString("en")}</span></h2>
<p class="soft" id="empty"${findings.length === 0 ? html`` : html` hidden`}>${findings.length === 0 ? "No relevant changes." : "Nothing matches."}</p>
${findings.map((finding) => card(review, finding))}
${htmlImpact(review)}
</main>
<script>${{ html: htmlScript }}</script>
</html>
`;
  return page.html;
}

/** One row for each document, where there are several. */
function documentTable({ documents }: Review): Html {
  if (documents.length < 2) return html``;
  const rows = documents.map(({ name, change, operations, counts }) => {
    const cells = SEVERITIES.map(
      (severity) =>
        html`<td class="${severity}"><b>${counts[severity] === 0 ? "" : counts[severity]}</b></td>`,
    );
    return html`<tr><td><code>${name}</code></td><td>${change === "compared" ? "" : change}</td><td>${operations}</td>${cells}</tr>`;
  });
  return html`<h2>Documents</h2><div class="documents"><table><tr><th>document</th><th></th><th>operations</th>${SEVERITIES.map((severity) => html`<th>${severity}</th>`)}</tr>${rows}</table></div>
`;
}

function count({ counts }: Review, severity: Finding["severity"]): Html {
  return html`<button class="count ${severity}" data-severity="${severity}" aria-pressed="true"${counts[severity] === 0 ? html` disabled` : html``}><b>${counts[severity].toLocaleString("en")}</b>${severity}</button>`;
}

function card(review: Review, finding: Finding): Html {
  const { fingerprint, severity, title, why, remedy, id, site, operations, blocks } = finding;
  const isOpen = blocks && review.findings.length <= MOST_OPEN_FINDINGS ? html` open` : html``;
  const data = html` data-severity="${severity}" data-wire="${finding.wire}" data-code="${finding.code}"`;
  return html`<details class="finding ${severity}" id="f-${fingerprint}"${isOpen}${data}>
<summary><span class="tag">${severity}</span><span class="title">${prose(title)}</span><span class="soft">${asideOf(finding)}</span></summary>
<div class="body">
${sides(finding)}
${reportWords.moreLocations(finding) === "" ? "" : html`<p class="soft">${reportWords.moreLocations(finding)}</p>`}
<dl>
<dt>${severity === "safe" ? "why" : "breaks"}</dt><dd>${prose(why)}</dd>
${witness(finding)}
<dt>remedy</dt><dd>${prose(remedy)}</dd>
${operationList(operations)}
${decisionOf(review, finding)}
<dt>rule</dt><dd class="soft"><code>${id}</code> <code>${fingerprint}</code> ${isOperation(site) ? "" : `${site} · `}${reportWords.effects(finding)}</dd>
</dl>
</div>
</details>
`;
}

/** Whether a site is an operation; it lacks the names of path parameters, so the list of operations replaces it. */
function isOperation(site: string): boolean {
  return /^[a-z]+ \//i.test(site);
}

/** The text beside the title of a folded finding. */
function asideOf({ title, decision, wire, code, operations }: Finding): string {
  const [only, ...others] = operations;
  const isNamed = only === undefined || title.includes(only.path);
  const single = isNamed ? "" : `${only.method} ${only.path}`;
  const count = others.length > 0 ? `${operations.length.toLocaleString("en")} operations` : single;
  const alone = wire === "no" && code !== "no" ? `code ${code}` : "";
  return [decision ? "decided" : "", alone, count].filter((part) => part !== "").join(" · ");
}

function operationList(operations: Finding["operations"]): Html {
  if (operations.length === 0) return html``;
  const shown = operations
    .slice(0, MOST_OPERATIONS)
    .map((operation) => html`<span><code>${reportWords.operation(operation)}</code></span>`);
  const rest = operations.length - shown.length;
  return html`<dt>operations</dt><dd class="list">${shown}${rest > 0 ? `and ${rest.toLocaleString("en")} more` : ""}</dd>`;
}

function sides({ base, head }: Finding): Html {
  if (base?.value === undefined && head?.value === undefined)
    return html`<p class="soft">${locationText(head ?? base)}</p>`;
  const { old, now } = showSides({ base, head });
  return html`<div class="sides">${side("old", base, old)}${side("new", head, now)}</div>`;
}

function side(kind: "old" | "new", shown: LocatedSide | undefined, lines: readonly string[]): Html {
  return html`<div class="side ${kind}"><header>${kind} · ${locationText(shown)}</header><pre>${lines.join("\n")}</pre></div>`;
}

function witness(finding: Finding): Html {
  const { witness: found } = finding;
  const none = reportWords.withoutExample(finding);
  if (!found) return none === undefined ? html`` : html`<dt>example</dt><dd class="soft">${none}</dd>`;
  const value = JSON.stringify(foldExample(found), undefined, 2);
  return html`<dt>example</dt><dd>${found.where}: ${reportWords.witness(found)}<pre>${value}</pre><span class="soft">${found.problem}</span></dd>`;
}

function decisionOf(review: Review, finding: Finding): Html {
  const { decision, blocks } = finding;
  if (decision) {
    const { reason, owner, expires, replacement } = decision;
    return html`<dt>decided</dt><dd>${reason} <span class="soft">(${owner}, until ${expires}${replacement ? `; instead: ${replacement}` : ""})</span></dd>`;
  }
  return blocks
    ? html`<dt>decide</dt><dd><code>${reportWords.acceptCommand(review, finding)}</code></dd>`
    : html``;
}

function decisionProblems({ decisionProblems: problems }: Review): Html {
  if (problems.length === 0) return html``;
  const rows = problems.map(
    ({ kind, message, file, line }) =>
      html`<tr><td>${kind}</td><td>${message}</td><td class="soft">${file}:${line}</td></tr>`,
  );
  return html`<h2>Decisions</h2><table>${rows}</table>`;
}
