import { isJsonObject, type JsonObject } from "@gatehouse/contract";
import { jsonPointer } from "../json/jsonPointer.ts";
import type { SchemaNode } from "../schema/SchemaNode.ts";
import type { Facets } from "./Facets.ts";

/** What a value of the discriminator stands for. */
export interface NamedSchema {
  readonly name: string;
  /** The alternative, where the discriminator belongs to a union that has it. */
  readonly node: SchemaNode | undefined;
}

/**
 * By value of the discriminator what it stands for: what the mapping says, and for alternatives that it leaves out the
 * name of their schema (OpenAPI 3.1, 4.8.25). Away from a union every schema goes by its name, so a mapping that says
 * just that says nothing.
 */
export function discriminatedSchemas(facets: Facets, discriminator: JsonObject): Map<string, NamedSchema> {
  const mapping = isJsonObject(discriminator.mapping) ? Object.entries(discriminator.mapping) : [];
  const explicit = mapping.map(([value, target]) => [value, schemaName(String(target))] as const);
  const alternatives = alternativesOf(facets);
  const found = new Map<string, NamedSchema>();
  for (const [value, name] of explicit) {
    if (alternatives.size > 0 || value !== name) found.set(value, { name, node: alternatives.get(name) });
  }
  for (const [name, node] of alternatives) {
    const isMapped = explicit.some(([, target]) => target === name);
    if (!isMapped) found.set(name, { name, node });
  }
  return found;
}

/** The alternatives by the name of the schema that they refer to. */
function alternativesOf({ nodes }: Facets): Map<string, SchemaNode> {
  const home = nodes.find(({ raw }) => isJsonObject(raw) && isJsonObject(raw.discriminator));
  const named = [...(home?.keywords.oneOf ?? []), ...(home?.keywords.anyOf ?? [])].flatMap((member) => {
    const ref = referenceOf(member);
    return ref ? [[schemaName(ref.pointer), ref] as const] : [];
  });
  return new Map(named);
}

/** An alternative that got its name from the discriminator holds the reference one level deeper. */
function referenceOf({ keywords }: SchemaNode): SchemaNode | undefined {
  return keywords.ref ?? keywords.allOf?.[0]?.keywords.ref;
}

function schemaName(target: string): string {
  return jsonPointer.tokens(`/${target}`).at(-1) ?? "";
}
