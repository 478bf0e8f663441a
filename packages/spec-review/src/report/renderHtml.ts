import { createHash } from "node:crypto";
import type { Finding, Spot, Witness } from "../review/Finding.ts";
import type { Review } from "../review/Review.ts";
import { SEVERITIES } from "../rules/Severity.ts";
import { type Html, html, prose } from "./html.ts";
import { htmlImpact } from "./htmlImpact.ts";
import { htmlScript, htmlStyle } from "./htmlStyle.ts";
import { renderOperationMap } from "./renderOperationMap.ts";
import { reportWords } from "./reportWords.ts";
import { showValue } from "./showValue.ts";
import { spotText } from "./spotText.ts";

/** The page asks nobody for anything and runs nothing but its own script, whatever the documents hold. */
const POLICY = [
  "default-src 'none'",
  `style-src '${hashOf(htmlStyle)}'`,
  `script-src '${hashOf(htmlScript)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const MOST_OPERATIONS = 50;

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

/** Renders a review as one HTML file that asks nobody for anything. */
export function renderHtml(review: Review): string {
  const { verdict, findings } = review;
  const page = html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Contract review: ${reportWords.subject(review)}</title>
<style>${{ html: htmlStyle }}</style>
<main>
<h1>${reportWords.subject(review)}</h1>
<div class="soft">${reportWords.sides(review)}</div>
${reportWords.notes(review).map((note) => html`<div class="soft">${note}</div>`)}
<div class="verdict ${verdict}">${reportWords.verdict(review)}</div>
${reportWords.version(review) === undefined ? "" : html`<div class="soft">${reportWords.version(review)}</div>`}
<div class="counts">${SEVERITIES.map((severity) => count(review, severity))}</div>
${renderOperationMap(review)}
${decisionProblems(review)}
<h2>Changes</h2>
${findings.length === 0 ? html`<p class="soft">Nothing changed that matters.</p>` : findings.map((finding) => card(review, finding))}
${htmlImpact(review)}
</main>
<script>${{ html: htmlScript }}</script>
</html>
`;
  return page.html;
}

function count({ counts }: Review, severity: Finding["severity"]): Html {
  return html`<button class="count ${severity}" data-severity="${severity}" aria-pressed="true"><b>${counts[severity]}</b>${severity}</button>`;
}

function card(review: Review, finding: Finding): Html {
  const { fingerprint, severity, title, why, wayOut, decision, id, site, operations, blocks } = finding;
  const isOpen = blocks ? html` open` : html``;
  return html`<details class="finding ${severity}" id="f-${fingerprint}"${isOpen}>
<summary><span class="tag">${severity}</span><span class="title">${prose(title)}</span><span class="soft">${decision ? "decided" : ""}</span></summary>
<div class="body">
${sides(finding)}
<dl>
<dt>${severity === "safe" ? "why" : "breaks"}</dt><dd>${prose(why)}</dd>
${witness(finding.witness)}
<dt>instead</dt><dd>${prose(wayOut)}</dd>
${operationList(operations)}
${decisionOf(review, finding)}
<dt>rule</dt><dd class="soft"><code>${id}</code> <code>${fingerprint}</code> ${site} · ${reportWords.effects(finding)}</dd>
</dl>
</div>
</details>
`;
}

function operationList(operations: Finding["operations"]): Html {
  if (operations.length === 0) return html``;
  const shown = operations
    .slice(0, MOST_OPERATIONS)
    .map((operation) => html`<span><code>${reportWords.operation(operation)}</code></span>`);
  const rest = operations.length - shown.length;
  return html`<dt>operations</dt><dd class="ops">${shown}${rest > 0 ? `and ${rest} more` : ""}</dd>`;
}

function sides({ base, head }: Finding): Html {
  if (base?.value === undefined && head?.value === undefined)
    return html`<p class="soft">${spotText(head ?? base)}</p>`;
  return html`<div class="sides">${side("old", base)}${side("new", head)}</div>`;
}

function side(kind: "old" | "new", spot: Spot | undefined): Html {
  const lines = showValue(spot?.value).join("\n");
  return html`<div class="side ${kind}"><header>${kind} · ${spotText(spot)}</header><pre>${lines}</pre></div>`;
}

function witness(found: Witness | undefined): Html {
  if (!found) return html``;
  const value = JSON.stringify(found.value, undefined, 2);
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
