import { isJsonObject, type JsonValue } from "@gatehouse/contract";
import { jsonPointer } from "../json/jsonPointer.ts";
import { inPlaceNodes } from "../schema/inPlaceNodes.ts";
import type { SchemaNode } from "../schema/SchemaNode.ts";

/** What a reader calls an alternative: the name of its component, its title, its tag, its type. */
export function memberLabel(node: SchemaNode): string {
  return (
    componentName(node) ??
    titleOf(node) ??
    tagOf(node) ??
    listedValue(node) ??
    typeOf(node) ??
    "an alternative"
  );
}

/** The name of the component that an alternative refers to. */
export function componentName(node: SchemaNode): string | undefined {
  const { ref, allOf } = node.keywords;
  if (ref) return jsonPointer.tokens(ref.pointer).at(-1);
  const [first] = allOf ?? [];
  return first && node.raw === true ? componentName(first) : undefined;
}

/** The fixed value of a member that tells an alternative from the others. */
export function tagOf(node: SchemaNode): string | undefined {
  for (const { keywords } of inPlaceNodes([node])) {
    for (const [name, child] of keywords.properties ?? []) {
      const value = fixedValue(child);
      if (value !== undefined) return `${name}: ${JSON.stringify(value)}`;
    }
  }
  return undefined;
}

/** The one value that an alternative stands for. */
export function listedValue(node: SchemaNode): string | undefined {
  const value = fixedValue(node);
  return value === undefined ? undefined : JSON.stringify(value);
}

function fixedValue({ keywords }: SchemaNode): JsonValue | undefined {
  if (keywords.const) return keywords.const.value;
  return keywords.enum?.length === 1 ? keywords.enum[0] : undefined;
}

function titleOf({ raw }: SchemaNode): string | undefined {
  return isJsonObject(raw) && typeof raw.title === "string" ? raw.title : undefined;
}

/** The types of an alternative, in words. */
export function typeOf(node: SchemaNode): string | undefined {
  for (const { keywords } of inPlaceNodes([node])) {
    if (!keywords.types) continue;
    const names = [...keywords.types].map((type) =>
      type === "number" && keywords.integerOnly ? "integer" : type,
    );
    return names.join(" or ");
  }
  return undefined;
}
