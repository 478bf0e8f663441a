import { describeActual } from "@gatehouse/contract";
import { ASPECTS } from "../../check/Aspect.ts";
import { CHECKS } from "../../check/CheckName.ts";
import type { CheckReport, OperationReport } from "../../check/CheckReport.ts";
import type { Finding } from "../../check/Finding.ts";
import { escapeMarkup as text } from "./escapeMarkup.ts";
import { type FindingGroup, groupFindings } from "./groupFindings.ts";
import { groupNotes } from "./groupNotes.ts";
import { htmlScript } from "./htmlScript.ts";
import { htmlStyle } from "./htmlStyle.ts";

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
  const verdict = isClean ? "The server keeps its contract" : countOf(findings.length, "finding");
  return `<header class="${isClean ? "clean" : "found"}">
<p class="document">${text(title)} <span>${text(version)}</span></p>
<h1>${text(verdict)}</h1>
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
  const answers = Object.entries(statuses).map(
    ([status, count]) =>
      `<span class="status s${text(status.slice(0, 1))}">${text(status)} <i>${count}</i></span>`,
  );
  return `<tbody>
<tr><th scope="row">${text(operationId)}<small>${text(method)} ${text(path)}</small></th>${cells.join("")}</tr>
<tr class="answers"><td colspan="${ASPECTS.length + 1}">${answers.join(" ")}</td></tr>
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
  const place = `${location.file}:${location.line}:${location.column}`;
  const lines = curl.map(
    (line) =>
      `<div class="command"><pre><code>${text(line)}</code></pre><button type="button">copy</button></div>`,
  );
  return `<article id="finding-${index + 1}">
<h3><a href="#finding-${index + 1}">${index + 1}</a> ${text(CHECKS[check])}</h3>
<p class="where"><code class="method">${text(method)}</code> <code>${text(path)}</code> <span>${text(operationId)}</span> <span>${text(check)}</span> <span>${text(aspect)}</span> <span>${text(seen === 1 ? "once" : `${seen} times`)}</span></p>
${[message, ...others.map((other) => other.message)].map((line) => `<p>${text(line)}</p>`).join("\n")}
${renderComparison(finding)}
<p class="place">see <code>${text(place)}</code> <code>${text(pointer)}</code></p>
<h4>Send it again</h4>
${lines.join("\n")}
${renderAnswer(finding)}
</article>`;
}

function renderComparison({ difference }: Finding): string {
  if (difference === undefined) return "";
  const actual = describeActual(difference, { redact: false });
  return `<dl class="comparison"><div><dt>contract</dt><dd>${text(difference.expected)}</dd></div><div><dt>response</dt><dd>${text(actual)}</dd></div></dl>`;
}

function renderAnswer({ answer }: Finding): string {
  if (answer === undefined) return "";
  const head = answer.headers.map(([name, value]) => `${name}: ${value}`).join("\n");
  return `<details><summary>The answer, ${answer.status}</summary><pre>${text(head)}\n\n${text(answer.body)}</pre></details>`;
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
