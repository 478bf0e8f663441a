import { markdown } from "../report/markdownFinding.ts";
import type {
  ChangedOperation,
  ChangedStructure,
  Changelog,
  ChangelogKind,
  ChangelogLine,
} from "./makeChangelog.ts";

const KINDS: readonly ChangelogKind[] = ["new", "changed", "deprecated", "removed"];

/** Renders a changelog for readers, as Markdown. */
export function renderChangelog(changelog: Changelog): string {
  const { title, from, to, general, operations, webhooks, structures } = changelog;
  const parts = [
    `# ${markdown.text(title)} ${markdown.text(from === to ? to : `${from} → ${to}`)}`,
    "",
    ...(general.length > 0 ? ["## General", "", ...general.map((line) => `- ${lineText(line)}`), ""] : []),
    ...section("Operations", operations, operationText),
    ...section("Webhooks", webhooks, operationText),
    ...section("Structures", structures, structureText),
  ];
  const isEmpty = general.length + operations.length + webhooks.length + structures.length === 0;
  if (isEmpty) parts.push("Nothing changed.", "");
  return parts.join("\n");
}

function section<T extends ChangedOperation | ChangedStructure>(
  title: string,
  entries: readonly T[],
  textOf: (entry: T) => string[],
): string[] {
  if (entries.length === 0) return [];
  const groups = KINDS.flatMap((kind) => {
    const members = entries.filter((entry) => entry.kind === kind);
    if (members.length === 0) return [];
    return [`### ${kind.charAt(0).toUpperCase()}${kind.slice(1)}`, "", ...members.flatMap(textOf), ""];
  });
  return [`## ${title}`, "", ...groups];
}

function operationText({ method, path, summary, kind, sunset, changes }: ChangedOperation): string[] {
  const until = kind === "deprecated" && sunset !== null ? `, until ${markdown.text(sunset)}` : "";
  const name = `${markdown.code(`${method} ${path}`)}${summary === null ? "" : ` ${markdown.text(summary)}`}`;
  const own = changes.filter(({ structure }) => structure === null);
  const shared = Map.groupBy(changes, ({ structure }) => structure);
  shared.delete(null);
  return [
    `- ${name}${until}`,
    ...own.map((line) => `  - ${lineText(line)}`),
    ...[...shared].map(
      ([structure, lines]) => `  - ${markdown.code(structure ?? "")} changed${markOf(lines)}, see below`,
    ),
  ];
}

function structureText({ name, changes }: ChangedStructure): string[] {
  return [`- ${markdown.code(name)}`, ...changes.map((line) => `  - ${lineText(line)}`)];
}

function lineText(line: ChangelogLine): string {
  return `${markdown.prose(line.text)}${markOf([line])}`;
}

function markOf(lines: readonly ChangelogLine[]): string {
  return lines.some(({ severity }) => severity === "breaking") ? " (**breaking**)" : "";
}
