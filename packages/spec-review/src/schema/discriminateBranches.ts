import { isJsonObject, type JsonObject, type JsonValue } from "@gatehouse/contract";
import { jsonPointer } from "../json/jsonPointer.ts";
import { rawConjunction } from "./rawConjunction.ts";
import type { Keywords, SchemaNode } from "./SchemaNode.ts";
import type { SchemaSource } from "./SchemaSource.ts";

/**
 * Gives each branch of a discriminated union the values of the property that name it, so that the branches exclude
 * each other as their author means them to. A branch that fixes the property itself stays as it is.
 */
export function discriminateBranches(read: Keywords, raw: JsonObject, source: SchemaSource): Keywords {
  const discriminator = raw.discriminator;
  if (!isJsonObject(discriminator)) return read;
  const propertyName = discriminator.propertyName;
  if (typeof propertyName !== "string") return read;
  const mapping = readMapping(discriminator.mapping);
  // Where the mapping leads nowhere, nobody can say by which value an alternative is named.
  if ([...mapping.keys()].some((pointer) => source.at(pointer).raw === true)) return read;
  const named = (branch: SchemaNode) => nameBranch({ branch, propertyName, mapping, source });
  return {
    ...read,
    ...(read.oneOf && { oneOf: read.oneOf.map(named) }),
    ...(read.anyOf && { anyOf: read.anyOf.map(named) }),
  };
}

interface Naming {
  readonly branch: SchemaNode;
  readonly propertyName: string;
  readonly mapping: ReadonlyMap<string, readonly string[]>;
  readonly source: SchemaSource;
}

function nameBranch({ branch, propertyName, mapping, source }: Naming): SchemaNode {
  const ref = isJsonObject(branch.raw) ? branch.raw.$ref : undefined;
  if (typeof ref !== "string" || fixesProperty(branch, propertyName, source)) return branch;
  const target = decodeURIComponent(ref.slice(1));
  const names = mapping.get(target) ?? [jsonPointer.tokens(target).at(-1) ?? ""];
  const value = source.synthetic(branch.pointer, { enum: names });
  const name = source.synthetic(branch.pointer, {
    types: new Set(["object"]),
    required: [propertyName],
    properties: new Map([[propertyName, value]]),
  });
  return source.synthetic(branch.pointer, { allOf: [branch, { ...name, isNaming: true }] });
}

function fixesProperty(branch: SchemaNode, propertyName: string, source: SchemaSource): boolean {
  return rawConjunction(branch, source).some(({ pointer }) => {
    const property = source.at(jsonPointer.append(pointer, "properties", propertyName));
    return rawConjunction(property, source).some(
      ({ raw }) => raw.enum !== undefined || raw.const !== undefined,
    );
  });
}

/** Values by the pointer of the schema they name; a bare name means a component. */
function readMapping(mapping: JsonValue | undefined): Map<string, string[]> {
  const names = new Map<string, string[]>();
  if (!isJsonObject(mapping)) return names;
  for (const [value, target] of Object.entries(mapping)) {
    if (typeof target !== "string") continue;
    const pointer = target.startsWith("#") ? target.slice(1) : `/components/schemas/${target}`;
    names.set(pointer, [...(names.get(pointer) ?? []), value]);
  }
  return names;
}
