import { jsonPointer } from "../json/jsonPointer.ts";
import type { Finding } from "../review/Finding.ts";
import type { ChangelogLine } from "./Changelog.ts";

/** A finding as a line of the changelog. */
export function lineOf({ title, severity, id, base, head }: Finding): ChangelogLine {
  const structure = structureAt(head?.pointer) ?? structureAt(base?.pointer) ?? null;
  return { text: title, severity, rule: id, structure };
}

/** The lines of findings, the gravest first; a change that is told for both directions is one line. */
export function uniqueLines(findings: readonly Finding[]): ChangelogLine[] {
  const lines = new Map<string, ChangelogLine>();
  for (const line of findings.map(lineOf)) if (!lines.has(line.text)) lines.set(line.text, line);
  return [...lines.values()];
}

/** The schema of the components that a pointer leads into. */
export function structureAt(pointer: string | undefined): string | undefined {
  if (!pointer?.startsWith("/components/schemas/")) return undefined;
  return jsonPointer.tokens(pointer)[2];
}
