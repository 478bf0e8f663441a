import { type Html, html, prose } from "@gatehouse/contract";
import type { ImpactLocation } from "../findings/Finding.ts";
import type { Review } from "../review/Review.ts";
import {
  type ImpactRow,
  type ImpactSection,
  impactSections,
  impactSummary,
  rowOperations,
} from "./impactRows.ts";

/** Renders what a change does to the repository. */
export function htmlImpact(review: Review): Html {
  if (!review.impact) return html``;
  return html`<h2 id="impact">Impact on this repository</h2>
<p class="soft">${impactSummary(review)}</p>
${impactSections(review).map(section)}`;
}

function section({ title, finding, rows }: ImpactSection): Html {
  const tone = finding?.severity ?? "none";
  const name = finding ? html`<a href="#f-${finding.fingerprint}">${prose(title)}</a>` : html`${title}`;
  return html`<div class="impact ${tone}"><h3>${name}</h3>
<table>${rows.map(row)}</table></div>
`;
}

function row(found: ImpactRow): Html {
  const { certainty, kind, file, locations, reason } = found;
  return html`<tr><td class="${certainty}">${certainty}</td><td>${kind}</td><td><code>${file}</code> <span class="spots">${locations.map(position)}</span><span class="soft">${rowOperations(found)}</span><div class="soft">${reason}</div></td></tr>
`;
}

function position({ line, column, text, details }: ImpactLocation): Html {
  return html`<code title="${details.length > 0 ? details.join("\n") : text}">${line}:${column}</code> `;
}
