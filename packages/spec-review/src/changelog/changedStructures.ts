import { createComparer } from "../compare/createComparer.ts";
import { createSchemaDiffer, type PlacedChange } from "../diff/createSchemaDiffer.ts";
import { type Place, places } from "../document/Place.ts";
import type { ReviewedDocument } from "../document/ReviewedDocument.ts";
import { isJsonObject } from "../json/isJsonObject.ts";
import { describeSite } from "../review/describeSite.ts";
import { tellSchemaChange } from "../review/tellSchemaChange.ts";
import { createSchemaSource } from "../schema/createSchemaSource.ts";
import type { Kept } from "../walk/OperationPair.ts";
import type { ChangedStructure, ChangelogLine } from "./Changelog.ts";

/** The structures of the documents' components that are not what they were. */
export function changedStructures({ base, head }: Kept<ReviewedDocument>): ChangedStructure[] {
  const [old, now] = [namesOf(base), namesOf(head)];
  const changesOf = createStructureDiffer({ base, head });
  const added = [...now.keys()].filter((name) => !old.has(name));
  const removed = [...old.keys()].filter((name) => !now.has(name));
  const kept = [...now].flatMap(([name, isDeprecated]): ChangedStructure[] => {
    if (!old.has(name)) return [];
    const changes = changesOf(name);
    if (changes.length === 0) return [];
    return [{ kind: isDeprecated && old.get(name) === false ? "deprecated" : "changed", name, changes }];
  });
  const bare = (kind: "new" | "removed") => (name: string) => ({ kind, name, changes: [] });
  return [...added.map(bare("new")), ...kept, ...removed.map(bare("removed"))];
}

/** By name whether the structure is deprecated. */
function namesOf({ root }: ReviewedDocument): Map<string, boolean> {
  const components: Place | undefined = places.child(root, places.root(root), "components");
  const schemas = components?.value.schemas;
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
    const pointer = `/components/schemas/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    const pair = {
      base: sources.base.at(pointer),
      head: sources.head.at(pointer),
      direction: "response",
      asText: false,
    } as const;
    return differ
      .changes(pair)
      .filter((placed) => isOwn(placed, name))
      .map(lineOf);
  };
}

/** Changes of other structures that this one holds are told there. */
function isOwn({ change }: PlacedChange, name: string): boolean {
  return describeSite(change.at).component === name;
}

function lineOf(placed: PlacedChange): ChangelogLine {
  const { title, severity } = tellSchemaChange(placed, "");
  return { text: title, severity, rule: placed.change.rule };
}
