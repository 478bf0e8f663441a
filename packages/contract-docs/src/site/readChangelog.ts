import {
  elementsOf,
  type Html,
  html,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  textOf,
} from "@gatehouse/contract";
import { operationPath, type Page, type Site } from "../html/renderLayout.ts";

/** A file that is not a changelog of spec-review. */
export class ChangelogError extends Error {
  override readonly name = "ChangelogError";
  readonly code = "CHANGELOG";
}

/** What changed between two versions, as `spec-review changelog` writes it in JSON (formatVersion 1). */
export interface ChangelogData {
  readonly from: string;
  readonly to: string;
  readonly general: readonly string[];
  readonly operations: readonly ChangeData[];
  readonly structures: readonly ChangeData[];
}

interface ChangeData {
  readonly kind: string;
  /** `GET /pets`, or the name of a structure. */
  readonly name: string;
  readonly operationId: string | undefined;
  readonly lines: readonly { readonly text: string; readonly isBreaking: boolean }[];
}

const KINDS = ["new", "changed", "deprecated", "removed"];

/**
 * Reads the changelog data of spec-review.
 *
 * @throws {ChangelogError} when the text is something else.
 */
export function readChangelog(text: string, file: string): ChangelogData {
  const data = parse(text, file);
  if (!isJsonObject(data) || data.formatVersion !== 1 || !Array.isArray(data.operations)) {
    throw new ChangelogError(
      `"${file}" is not a changelog. Make one with \`spec-review changelog … --json\`.`,
    );
  }
  const { from, to } = data;
  return {
    from: textOf(from) ?? "",
    to: textOf(to) ?? "",
    general: linesOf(data.general).map((line) => line.text),
    operations: [...changesOf(data.operations), ...changesOf(data.webhooks)],
    structures: changesOf(data.structures),
  };
}

function parse(text: string, file: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (cause) {
    throw new ChangelogError(
      `"${file}" is not JSON. Make a changelog with \`spec-review changelog … --json\`.`,
      { cause },
    );
  }
}

function changesOf(value: JsonValue | undefined): readonly ChangeData[] {
  return elementsOf(value)
    .filter(isJsonObject)
    .map((entry: JsonObject) => ({
      kind: textOf(entry.kind) ?? "changed",
      name: textOf(entry.name) ?? `${textOf(entry.method) ?? ""} ${textOf(entry.path) ?? ""}`,
      operationId: textOf(entry.operationId),
      lines: linesOf(entry.changes),
    }));
}

function linesOf(value: JsonValue | undefined): ChangeData["lines"] {
  return elementsOf(value)
    .filter(isJsonObject)
    .map(({ text, severity }) => ({ text: textOf(text) ?? "", isBreaking: severity === "breaking" }));
}

/** The page of what changed, the newest first. */
export function changelogPage({ model, structurePath }: Site, changelogs: readonly ChangelogData[]): Page {
  const hrefOf = ({ name, operationId }: ChangeData): string | undefined => {
    const operation = model.operations.find(({ id }) => id === operationId);
    return operation === undefined ? structurePath(name) : operationPath(operation);
  };
  const sections = changelogs.map(({ from, to, general, operations, structures }) => {
    const isEmpty = general.length + operations.length + structures.length === 0;
    return html`<section><h2>${from === to ? to : `${from} → ${to}`}</h2>
${isEmpty && html`<p>Nothing changed.</p>`}
${general.length > 0 && html`<ul>${general.map((text) => html`<li>${withCode(text)}</li>`)}</ul>`}
${renderChanges("Operations", operations, hrefOf)}${renderChanges("Structures", structures, hrefOf)}</section>`;
  });
  const content = html`<article><header class="head"><h1>Changelog</h1></header>${sections}</article>`;
  return { path: "changelog.html", title: "Changelog", content };
}

function renderChanges(
  title: string,
  changes: readonly ChangeData[],
  hrefOf: (change: ChangeData) => string | undefined,
): Html {
  if (changes.length === 0) return html``;
  const groups = KINDS.map((kind) => changes.filter((change) => change.kind === kind)).filter(
    ({ length }) => length > 0,
  );
  return html`<h3>${title}</h3>${groups.map(
    (members) =>
      html`<p class="label">${members[0]?.kind}</p><ul class="changes">${members.map((change) => renderChange(change, hrefOf(change)))}</ul>`,
  )}`;
}

/** Names in a line stand between backticks. */
function withCode(text: string): readonly Html[] {
  return text.split("`").map((part, index) => (index % 2 === 0 ? html`${part}` : html`<code>${part}</code>`));
}

function renderChange({ name, kind, lines }: ChangeData, href: string | undefined): Html {
  const title =
    href === undefined || kind === "removed"
      ? html`<code>${name}</code>`
      : html`<a href="${href}"><code>${name}</code></a>`;
  const items = lines.map(
    ({ text, isBreaking }) =>
      html`<li>${withCode(text)}${isBreaking && html` <span class="flag deprecated">breaking</span>`}</li>`,
  );
  return html`<li>${title}${items.length > 0 && html`<ul>${items}</ul>`}</li>`;
}
