import type {
  ChangedOperation,
  ChangedStructure,
  Changelog,
  ChangelogKind,
  ChangelogLine,
} from "./Changelog.ts";

const KINDS: readonly ChangelogKind[] = ["new", "changed", "deprecated", "removed"];

/** Renders a changelog for readers. */
export function renderChangelog(changelog: Changelog): string {
  const { title, from, to, operations, structures } = changelog;
  const parts = [
    `# ${title} ${from} → ${to}`,
    "",
    ...section("Operations", operations, operationName),
    ...section("Structures", structures, ({ name }) => `\`${name}\``),
  ];
  if (operations.length + structures.length === 0) parts.push("Nothing changed.", "");
  return parts.join("\n");
}

type Entry = ChangedOperation | ChangedStructure;

function section<T extends Entry>(
  title: string,
  entries: readonly T[],
  nameOf: (entry: T) => string,
): string[] {
  if (entries.length === 0) return [];
  const groups = KINDS.flatMap((kind) => {
    const members = entries.filter((entry) => entry.kind === kind);
    if (members.length === 0) return [];
    return [
      `### ${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
      "",
      ...members.flatMap((entry) => [`- ${nameOf(entry)}`, ...entry.changes.map(lineText)]),
      "",
    ];
  });
  return [`## ${title}`, "", ...groups];
}

function operationName({ method, path, summary, kind, sunset }: ChangedOperation): string {
  const until = kind === "deprecated" && sunset !== null ? `, until ${sunset}` : "";
  return `\`${method} ${path}\`${summary === null ? "" : ` ${summary}`}${until}`;
}

function lineText({ text, severity }: ChangelogLine): string {
  return `  - ${text}${severity === "breaking" ? " (**breaking**)" : ""}`;
}
