import { isJsonObject } from "@gatehouse/contract";
import { createComparer } from "../compare/createComparer.ts";
import { createSchemaDiffer } from "../diff/createSchemaDiffer.ts";
import { places } from "../document/Place.ts";
import type { ReviewedDocument } from "../document/ReviewedDocument.ts";
import { jsonPointer } from "../json/jsonPointer.ts";
import { describeSite } from "../review/describeSite.ts";
import type { Finding } from "../review/Finding.ts";
import { tellSchemaChange } from "../review/tellSchemaChange.ts";
import { createSchemaSource } from "../schema/createSchemaSource.ts";
import type { Kept } from "../walk/OperationPair.ts";
import type { ChangedStructure, ChangelogLine } from "./Changelog.ts";
import { structureAt, uniqueLines } from "./changelogLines.ts";

/**
 * The structures of the documents' components that are not what they were. What they weigh is known from the
 * operations that use them; a change of what nobody uses breaks nobody.
 */
export function changedStructures(
  { base, head }: Kept<ReviewedDocument>,
  findings: readonly Finding[],
): ChangedStructure[] {
  const [old, now] = [namesOf(base), namesOf(head)];
  const used = Map.groupBy(findings, ({ base: left, head: right }) => {
    return structureAt(right?.pointer) ?? structureAt(left?.pointer);
  });
  const unused = createStructureDiffer({ base, head });
  const kept = [...now].flatMap(([name, isDeprecated]): ChangedStructure[] => {
    if (!old.has(name)) return [];
    const found = used.get(name);
    const changes = found ? uniqueLines(found) : unused(name);
    const isNews = isDeprecated && old.get(name) === false;
    if (changes.length === 0 && !isNews) return [];
    return [{ kind: isNews ? "deprecated" : "changed", name, changes }];
  });
  const bare = (kind: "new" | "removed") => (name: string) => ({ kind, name, changes: [] });
  return [
    ...[...now.keys()].filter((name) => !old.has(name)).map(bare("new")),
    ...kept,
    ...[...old.keys()].filter((name) => !now.has(name)).map(bare("removed")),
  ];
}

/** By name whether the structure is deprecated. */
function namesOf({ root }: ReviewedDocument): Map<string, boolean> {
  const schemas = places.child(root, places.root(root), "components")?.value.schemas;
  if (!isJsonObject(schemas)) return new Map();
  return new Map(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      isJsonObject(schema) && schema.deprecated === true,
    ]),
  );
}

function createStructureDiffer({ base, head }: Kept<ReviewedDocument>): (name: string) => ChangelogLine[] {
  let id = 0;
  const nextId = () => {
    id += 1;
    return id;
  };
  const differ = createSchemaDiffer(createComparer(), nextId);
  const open = ({ root, dialect }: ReviewedDocument) =>
    createSchemaSource({ root, dialect, view: "response", nextId });
  const sources = { base: open(base), head: open(head) };
  return (name) => {
    const pointer = jsonPointer.append("", "components", "schemas", name);
    const changes = differ.changes({
      base: sources.base.at(pointer),
      head: sources.head.at(pointer),
      direction: "response",
      asText: false,
    });
    return changes
      .filter(({ change }) => describeSite(change.at).component === name)
      .map((placed) => ({
        text: tellSchemaChange(placed, "").title,
        severity: "safe",
        rule: placed.change.rule,
        structure: name,
      }));
  };
}
