import type { Finding } from "../review/Finding.ts";
import type { OperationOutcome, Review } from "../review/Review.ts";
import { type Html, html } from "./html.ts";

/** Beyond this number operations are drawn as dots, with their names to be had by pointing. */
const MOST_NAMES = 60;

/** The picture of the operations: which ones changed, and how badly. */
export function renderOperationMap({ operations, findings }: Review): Html {
  if (operations.length === 0) return html``;
  const targets = firstFindings(findings);
  const groups = Map.groupBy(operations, groupOf);
  const rows = [...groups].map(
    ([group, members]) =>
      html`<div class="group"><span title="${group}">${group}</span><div class="cells">${members.map(
        (operation) => cell(operation, targets.get(keyOf(operation))),
      )}</div></div>`,
  );
  const style = operations.length > MOST_NAMES ? "map dots" : "map";
  const changed = operations.filter(({ change }) => change !== "unchanged").length;
  return html`<h2>Operations <span class="soft">${changed} of ${operations.length} concerned</span></h2><div class="${style}">${rows}</div>`;
}

function groupOf({ path, kind }: OperationOutcome): string {
  if (kind === "webhook") return "webhooks";
  return `/${path.split("/").find((segment) => segment !== "" && !segment.startsWith("{")) ?? ""}`;
}

function keyOf({ method, path }: Pick<OperationOutcome, "method" | "path">): string {
  return `${method} ${path}`;
}

function firstFindings(findings: readonly Finding[]): Map<string, string> {
  const first = new Map<string, string>();
  for (const { operations, fingerprint } of findings) {
    for (const operation of operations) {
      if (!first.has(keyOf(operation))) first.set(keyOf(operation), fingerprint);
    }
  }
  return first;
}

function cell(operation: OperationOutcome, fingerprint: string | undefined): Html {
  const { method, path, operationId, severity, change } = operation;
  const title = `${method} ${path}${operationId ? ` (${operationId})` : ""}: ${severity ?? "unchanged"}`;
  const classes = `cell ${severity ?? "none"} ${change}`;
  const content = html`<b>${method}</b>${path}`;
  if (!fingerprint) return html`<span class="${classes}" title="${title}">${content}</span>`;
  return html`<a class="${classes}" title="${title}" href="#f-${fingerprint}">${content}</a>`;
}
