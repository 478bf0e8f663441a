import type { Contract } from "../Contract.ts";
import { childPointer, parsePointer } from "../json/jsonPointer.ts";
import { elementsOf, entriesOf, isObject, textOf } from "../json/jsonValues.ts";
import { referredSchema, type SchemaRef, schemaAt, subschema } from "./SchemaRef.ts";

/** What the values of a discriminator mean. */
export interface DiscriminatorBranches {
  readonly property: string;
  readonly byValue: ReadonlyMap<string, SchemaRef>;
}

/**
 * The branches that a schema's discriminator chooses between: those of its `oneOf` or `anyOf`
 * (OpenAPI 3.1, 4.8.25); `undefined` where it has none.
 */
export function discriminatorBranches(
  contract: Contract,
  source: SchemaRef,
): DiscriminatorBranches | undefined {
  const discriminator = isObject(source.schema) ? source.schema.discriminator : undefined;
  const property = isObject(discriminator) ? textOf(discriminator.propertyName) : undefined;
  if (property === undefined || !isObject(discriminator) || !isObject(source.schema)) return undefined;
  const keyword = source.schema.oneOf === undefined ? "anyOf" : "oneOf";
  const branches = elementsOf(source.schema[keyword]).flatMap((_, index) => {
    const referred = referredSchema(contract, subschema(source, keyword, String(index)));
    return referred === undefined ? [] : [referred];
  });
  if (branches.length === 0) return undefined;
  const byValue = new Map(branches.map((branch) => [componentName(branch), branch]));
  for (const [value, target] of entriesOf(discriminator.mapping)) {
    byValue.set(value, mappingTarget(contract, String(target)));
  }
  return { property, byValue };
}

/** The schema that a discriminator mapping names: by component name or by reference. */
export function mappingTarget(contract: Contract, target: string): SchemaRef {
  if (target.startsWith("#")) return schemaAt(contract, decodeURIComponent(target.slice(1)));
  return schemaAt(contract, childPointer("/components/schemas", target));
}

/** The name by which a discriminator's value chooses a schema without a mapping. */
export function componentName({ pointer }: SchemaRef): string {
  return parsePointer(pointer)?.at(-1) ?? "";
}
