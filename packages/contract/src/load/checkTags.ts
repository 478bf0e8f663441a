import type { JsonValue } from "../Contract.ts";
import { elementsOf, isObject, textOf } from "../json/jsonValues.ts";
import type { Checked } from "./checkFields.ts";

/** Tags have different names, and parents that lead to no circle (OpenAPI 3.1.1, 4.8.1.1; 3.2.0, 4.22). */
export function checkTags({ context, value, node }: Checked): void {
  const parents = new Map<string, string | undefined>();
  const tags = elementsOf(value.tags).map((tag, index) => ({
    name: fieldOf(tag, "name"),
    node: node.child("tags").child(String(index)),
  }));
  for (const [index, { name, node: tagNode }] of tags.entries()) {
    if (name === undefined) continue;
    if (parents.has(name)) {
      context.report(tagNode.child("name"), {
        rule: "conflicting-fields",
        message: `There are two tags with the name "${name}".`,
        advice: "Remove or rename one of the two.",
      });
    } else parents.set(name, fieldOf(elementsOf(value.tags)[index], "parent"));
  }
  for (const { name, node: tagNode } of tags) {
    const parent = name === undefined ? undefined : parents.get(name);
    if (!context.is32 || name === undefined || parent === undefined) continue;
    const isCircle = leadsTo(parents, parent, name);
    if (parents.has(parent) && !isCircle) continue;
    context.report(tagNode.child("parent"), {
      rule: isCircle ? "cyclic-reference" : "unresolved-reference",
      message: isCircle
        ? `The parents of the tag "${name}" lead back to it.`
        : `The document has no tag "${parent}".`,
      advice: isCircle ? "Remove one of these parents." : `Add "${parent}" to the tags, or remove "parent".`,
    });
  }
}

function fieldOf(tag: JsonValue | undefined, field: string): string | undefined {
  return isObject(tag) ? textOf(tag[field]) : undefined;
}

function leadsTo(parents: ReadonlyMap<string, string | undefined>, from: string, name: string): boolean {
  const seen = new Set<string>();
  for (let next: string | undefined = from; next !== undefined && !seen.has(next); next = parents.get(next)) {
    if (next === name) return true;
    seen.add(next);
  }
  return false;
}
