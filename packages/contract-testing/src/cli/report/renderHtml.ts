import { describeActual, formatLocation } from "@gatehouse/contract";
import {
  ASPECTS,
  CHECKS,
  type CheckReport,
  type Finding,
  type OperationReport,
} from "../../check/CheckReport.ts";
import { escapeMarkup as text } from "./escapeMarkup.ts";
import { type FindingGroup, groupFindings, groupNotes } from "./groupFindings.ts";

/** Makes the buttons copy the command beside them. */
const htmlScript = `
for (const button of document.querySelectorAll(".command button")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.parentElement.querySelector("code").textContent);
    button.textContent = "copied";
    setTimeout(() => { button.textContent = "copy"; }, 1500);
  });
}
`;

/** The look of the report, in light and in dark. */
const htmlStyle = `
:root {
  color-scheme: light dark;
  --ink: #1b2430; --soft: #5b6878; --line: #dfe4ea; --page: #f6f7f9; --card: #ffffff;
  --kept: #177245; --kept-soft: #e3f4ea; --broken: #b3261e; --broken-soft: #fbe9e7; --code: #f0f2f5; --link: #2457a6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e4e9f0; --soft: #9aa7b8; --line: #2e3743; --page: #12161c; --card: #1a2029;
    --kept: #6fd39b; --kept-soft: #14301f; --broken: #ff9a8f; --broken-soft: #3b1a17; --code: #232b36; --link: #8db4f5;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.55 system-ui, sans-serif; }
header, main { max-width: 1080px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 40px; }
header .document { margin: 0; color: var(--soft); font-weight: 600; }
header .document span { font-weight: 400; }
h1 { margin: 4px 0 20px; font-size: 34px; line-height: 1.2; letter-spacing: -0.01em; }
header.clean h1 { color: var(--kept); }
header.found h1 { color: var(--broken); }
header dl { display: flex; flex-wrap: wrap; gap: 12px 36px; margin: 0; }
dt { color: var(--soft); font-size: 12px; text-transform: uppercase; letter-spacing: 0.06em; }
dd { margin: 0; font-variant-numeric: tabular-nums; font-weight: 600; overflow-wrap: anywhere; }
h2 { margin: 40px 0 12px; font-size: 20px; }
section:last-child { padding-bottom: 56px; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 10px 14px; text-align: left; vertical-align: top; white-space: nowrap; }
thead th { color: var(--soft); font-size: 12px; font-weight: 600; border-bottom: 1px solid var(--line); }
tbody + tbody tr:first-child > * { border-top: 1px solid var(--line); }
tbody th { min-width: 200px; white-space: normal; overflow-wrap: anywhere; }
tr.statuses td { padding-top: 0; white-space: normal; }
th small { display: block; color: var(--soft); font-weight: 400; }
td.none { color: var(--soft); }
td.kept { color: var(--kept); }
td.kept::before { content: "✓ "; }
td.broken { color: var(--broken); background: var(--broken-soft); }
.status { display: inline-block; margin: 1px 4px 1px 0; padding: 0 7px; border-radius: 6px; background: var(--code); font-size: 13px; }
.status i { color: var(--soft); font-style: normal; }
.status.s5, .status.sn { background: var(--broken-soft); color: var(--broken); }
.status.s2 { background: var(--kept-soft); color: var(--kept); }
article { margin: 0 0 16px; padding: 18px 22px; background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--broken); border-radius: 10px; }
article:target { outline: 2px solid var(--link); }
h3 { margin: 0 0 6px; font-size: 17px; }
h3 a { display: inline-block; min-width: 26px; margin-right: 6px; padding: 0 6px; border-radius: 6px; background: var(--broken-soft); color: var(--broken); text-align: center; text-decoration: none; font-size: 14px; }
h4 { margin: 14px 0 6px; color: var(--soft); font-size: 12px; font-weight: 600; text-transform: uppercase; letter-spacing: 0.06em; }
article p { margin: 6px 0; overflow-wrap: anywhere; }
.where span { margin-left: 6px; padding: 1px 8px; border-radius: 10px; background: var(--code); color: var(--soft); font-size: 12.5px; }
.where .method { font-weight: 700; }
.location { color: var(--soft); font-size: 13px; }
code, pre { font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
.comparison { margin: 10px 0; padding: 8px 14px; border-radius: 8px; background: var(--code); }
.comparison div { display: flex; gap: 14px; }
.comparison dt { flex: 0 0 80px; padding-top: 2px; }
.comparison dd { font: 13px/1.6 ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-weight: 400; }
.comparison div:first-child dd { color: var(--kept); }
.comparison div:last-child dd { color: var(--broken); }
.command { display: flex; align-items: flex-start; gap: 8px; margin: 0 0 6px; padding: 8px 8px 8px 14px; border-radius: 8px; background: var(--code); }
.command pre { flex: 1; margin: 2px 0; white-space: pre-wrap; overflow-wrap: anywhere; }
button { padding: 3px 12px; border: 1px solid var(--line); border-radius: 6px; background: var(--card); color: var(--link); font: inherit; font-size: 13px; cursor: pointer; }
button:focus-visible, summary:focus-visible, a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
details { margin-top: 10px; }
summary { color: var(--link); cursor: pointer; }
details pre { margin: 8px 0 0; padding: 10px 14px; border-radius: 8px; background: var(--code); white-space: pre-wrap; overflow-wrap: anywhere; }
.notes ul { margin: 0; padding: 14px 14px 14px 34px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
@media print { button { display: none; } article { break-inside: avoid; } }
`;

/** Writes a report as one page that needs nothing else: no other file, no address. */
export function renderHtml(report: CheckReport): string {
  const isClean = report.findings.length === 0;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(isClean ? "Contract kept" : countOf(report.findings.length, "finding"))} – ${text(report.title)}</title>
<style>${htmlStyle}</style>
</head>
<body>
${renderHead(report, isClean)}
<main>
${renderOperations(report.operations)}
${renderFindings(report.findings)}
${renderNotes(report)}
</main>
<script>${htmlScript}</script>
</body>
</html>
`;
}

function renderHead(report: CheckReport, isClean: boolean): string {
  const { title, version, baseUrl, requests, durationSeconds, seed, operations, findings, stoppedBy } =
    report;
  const facts = [
    ["server", baseUrl],
    ["operations", String(operations.length)],
    ["requests", requests.toLocaleString("en")],
    ["time", `${durationSeconds.toFixed(1)} s`],
    ["seed", String(seed)],
    ...(stoppedBy === undefined ? [] : [["ended by", stoppedBy]]),
  ];
  const headline = isClean ? "The server keeps its contract" : countOf(findings.length, "finding");
  return `<header class="${isClean ? "clean" : "found"}">
<p class="document">${text(title)} <span>${text(version)}</span></p>
<h1>${text(headline)}</h1>
<dl>${facts.map(([name = "", value = ""]) => `<div><dt>${text(name)}</dt><dd>${text(value)}</dd></div>`).join("")}</dl>
</header>`;
}

function renderOperations(operations: readonly OperationReport[]): string {
  const head = ASPECTS.map((aspect) => `<th scope="col">${text(aspect)}</th>`).join("");
  return `<section>
<h2>What was asked</h2>
<div class="scroll"><table>
<thead><tr><th scope="col">operation</th>${head}</tr></thead>
${operations.map(renderOperation).join("\n")}
</table></div>
</section>`;
}

function renderOperation(operation: OperationReport): string {
  const { operationId, method, path, aspects, statuses } = operation;
  const cells = ASPECTS.map((aspect) => {
    const { requests, findings } = aspects[aspect];
    if (requests === 0) return '<td class="none">–</td>';
    if (findings === 0) return `<td class="kept">${requests}</td>`;
    return `<td class="broken"><b>${findings}</b> of ${requests}</td>`;
  });
  const counts = Object.entries(statuses).map(
    ([status, count]) =>
      `<span class="status s${text(status.slice(0, 1))}">${text(status)} <i>${count}</i></span>`,
  );
  return `<tbody>
<tr><th scope="row">${text(operationId)}<small>${text(method)} ${text(path)}</small></th>${cells.join("")}</tr>
<tr class="statuses"><td colspan="${ASPECTS.length + 1}">${counts.join(" ")}</td></tr>
</tbody>`;
}

function renderFindings(findings: readonly Finding[]): string {
  if (findings.length === 0) return "";
  return `<section>
<h2>What was found</h2>
${groupFindings(findings).map(renderFinding).join("\n")}
</section>`;
}

function renderFinding({ first: finding, others }: FindingGroup, index: number): string {
  const { check, operationId, method, path, message, location, pointer, seen, aspect, curl } = finding;
  const lines = curl.map(
    (line) =>
      `<div class="command"><pre><code>${text(line)}</code></pre><button type="button">copy</button></div>`,
  );
  return `<article id="finding-${index + 1}">
<h3><a href="#finding-${index + 1}">${index + 1}</a> ${text(CHECKS[check])}</h3>
<p class="where"><code class="method">${text(method)}</code> <code>${text(path)}</code> <span>${text(operationId)}</span> <span>${text(check)}</span> <span>${text(aspect)}</span> <span>${text(seen === 1 ? "once" : `${seen} times`)}</span></p>
${[message, ...others.map((other) => other.message)].map((line) => `<p>${text(line)}</p>`).join("\n")}
${renderComparison(finding)}
<p class="location">see <code>${text(formatLocation(location))}</code> <code>${text(pointer)}</code></p>
<h4>Send it again</h4>
${lines.join("\n")}
${renderResponse(finding)}
</article>`;
}

function renderComparison({ difference }: Finding): string {
  if (difference === undefined) return "";
  const actual = describeActual(difference, { redact: false });
  return `<dl class="comparison"><div><dt>contract</dt><dd>${text(difference.expected)}</dd></div><div><dt>response</dt><dd>${text(actual)}</dd></div></dl>`;
}

function renderResponse({ answer }: Finding): string {
  if (answer === undefined) return "";
  const head = answer.headers.map(([name, value]) => `${name}: ${value}`).join("\n");
  return `<details><summary>The response, ${answer.status}</summary><pre>${text(head)}\n\n${text(answer.body)}</pre></details>`;
}

function renderNotes({ notes, waived }: CheckReport): string {
  const all = [
    ...groupNotes(notes),
    ...waived.map(({ check, operationId, message }) => `Waived: ${check} of ${operationId}. ${message}`),
  ];
  if (all.length === 0) return "";
  return `<section class="notes"><h2>What was not asked</h2><ul>${all.map((note) => `<li>${text(note)}</li>`).join("")}</ul></section>`;
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
