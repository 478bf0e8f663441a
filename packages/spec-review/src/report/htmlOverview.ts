import { type Html, html } from "@gatehouse/contract";
import { operationName } from "../document/OperationView.ts";
import type { Finding } from "../findings/Finding.ts";
import type { OperationOutcome, Review } from "../review/Review.ts";
import { SEVERITIES, type Severity } from "../rules/Rule.ts";

/** Up to this number of groups the changed operations are shown at once; beyond it, on demand. */
const MOST_OPEN_GROUPS = 6;
const MOST_OPEN_OPERATIONS = 40;
/** Groups beyond this number are folded, so that the changes are not far below. */
const MOST_GROUPS = 15;

/** The operations by tag: the changed ones, and the others on demand. */
export function htmlOverview({ operations, findings }: Review): Html {
  if (operations.length === 0) return html``;
  const targets = firstFindings(findings);
  const groups = [...Map.groupBy(operations, groupOf)].map(([name, members]) => ({
    name,
    changed: members.filter(isChanged).toSorted(byWeight),
    same: members.filter((operation) => !isChanged(operation)),
  }));
  const touched = groups.filter(({ changed }) => changed.length > 0).toSorted(byGravest);
  const untouched = groups.filter(({ changed }) => changed.length === 0);
  const count = touched.reduce((sum, { changed }) => sum + changed.length, 0);
  const isOpen = touched.length <= MOST_OPEN_GROUPS && count <= MOST_OPEN_OPERATIONS;
  return html`<h2 id="operations">Operations <span class="soft">${count.toLocaleString("en")} of ${operations.length.toLocaleString("en")} affected</span></h2>
<div class="overview">${touched.slice(0, MOST_GROUPS).map((group) => groupCard(group, { targets, isOpen }))}${moreGroups(touched.slice(MOST_GROUPS), targets)}${restOf(untouched)}</div>
`;
}

interface Group {
  readonly name: string;
  readonly changed: readonly OperationOutcome[];
  readonly same: readonly OperationOutcome[];
}

function isChanged({ change }: OperationOutcome): boolean {
  return change !== "unchanged";
}

/** By the first tag; without tags by the first segment of the path. */
function groupOf({ tag, path, kind }: OperationOutcome): string {
  if (tag !== undefined) return tag;
  if (kind === "webhook") return "webhooks";
  return `/${path.split("/").find((segment) => segment !== "" && !segment.startsWith("{")) ?? ""}`;
}

function rankOf({ severity }: OperationOutcome): number {
  return severity === undefined ? SEVERITIES.length : SEVERITIES.indexOf(severity);
}

function byWeight(left: OperationOutcome, right: OperationOutcome): number {
  return rankOf(left) - rankOf(right);
}

function byGravest({ changed: [left] }: Group, { changed: [right] }: Group): number {
  return left && right ? byWeight(left, right) : 0;
}

function firstFindings(findings: readonly Finding[]): Map<string, string> {
  const first = new Map<string, string>();
  for (const { operations, fingerprint } of findings) {
    for (const operation of operations) {
      if (!first.has(operationName(operation))) first.set(operationName(operation), fingerprint);
    }
  }
  return first;
}

interface Shown {
  readonly targets: ReadonlyMap<string, string>;
  readonly isOpen: boolean;
}

function groupCard({ name, changed, same }: Group, { targets, isOpen }: Shown): Html {
  const total = changed.length + same.length;
  return html`<details class="group"${isOpen ? html` open` : html``}>
<summary><span class="name">${name}</span><span class="pips">${weightsOf(changed)}</span><span class="soft">${changed.length} of ${total}</span></summary>
<ul class="ops">${changed.map((operation) => row(operation, targets.get(operationName(operation))))}</ul>
${same.length > 0 ? unchanged(`${same.length} unchanged`, same) : ""}</details>
`;
}

function moreGroups(groups: readonly Group[], targets: Shown["targets"]): Html {
  if (groups.length === 0) return html``;
  const count = groups.reduce((sum, { changed }) => sum + changed.length, 0);
  return html`<details class="same"><summary>${groups.length} more groups, ${count.toLocaleString("en")} operations affected</summary>${groups.map((group) => groupCard(group, { targets, isOpen: false }))}</details>
`;
}

/** The number of operations of a group by their gravest severity. */
function weightsOf(changed: readonly OperationOutcome[]): Html[] {
  return SEVERITIES.flatMap((severity) => {
    const count = changed.filter((operation) => (operation.severity ?? "safe") === severity).length;
    return count > 0
      ? [html`<span class="pip ${severity}" title="${count} ${severity}">${count}</span>`]
      : [];
  });
}

function restOf(groups: readonly Group[]): Html {
  const same = groups.flatMap(({ same: members }) => members);
  if (same.length === 0) return html``;
  const names = groups.length === 1 ? "1 group" : `${groups.length} groups`;
  return unchanged(`${names} without a change, ${same.length.toLocaleString("en")} operations`, same);
}

function unchanged(title: string, operations: readonly OperationOutcome[]): Html {
  return html`<details class="same"><summary>${title}</summary><ul class="ops">${operations.map((operation) => row(operation, undefined))}</ul></details>
`;
}

const CHANGES: Readonly<Record<OperationOutcome["change"], string>> = {
  added: "new",
  removed: "removed",
  moved: "moved",
  changed: "",
  unchanged: "",
};

function row(operation: OperationOutcome, fingerprint: string | undefined): Html {
  const { method, path, operationId, severity, change } = operation;
  const tone: Severity | "none" = severity ?? (change === "added" ? "safe" : "none");
  const content = html`<b>${method}</b>${path}`;
  const link = fingerprint ? html`<a href="#f-${fingerprint}">${content}</a>` : content;
  const note = CHANGES[change] === "" ? "" : html`<em>${CHANGES[change]}</em>`;
  return html`<li class="op ${tone} ${change}" title="${operationId ?? ""}">${link}${note}</li>`;
}
