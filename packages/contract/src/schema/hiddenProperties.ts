import type { Contract } from "../Contract.ts";
import { elementsOf, entriesOf, isObject } from "../load/jsonValues.ts";
import type { Direction } from "./Direction.ts";
import { referredSchema, type SchemaRef, subschema } from "./SchemaRef.ts";

/**
 * The properties of a schema, those of its `allOf` included, that do not travel in a direction: `readOnly` ones are
 * not for requests, `writeOnly` ones not for responses (OpenAPI 3.0.4, 4.7.24.1).
 */
export function hiddenProperties(
  contract: Contract,
  source: SchemaRef,
  direction: Direction,
): ReadonlySet<string> {
  const hidden = new Set<string>();
  collect(
    { contract, flag: direction === "request" ? "readOnly" : "writeOnly", hidden, seen: new Set() },
    source,
  );
  return hidden;
}

interface Collection {
  readonly contract: Contract;
  readonly flag: "readOnly" | "writeOnly";
  readonly hidden: Set<string>;
  readonly seen: Set<string>;
}

function collect(collection: Collection, source: SchemaRef): void {
  const { contract, flag, hidden, seen } = collection;
  if (!isObject(source.schema) || seen.has(source.pointer)) return;
  seen.add(source.pointer);
  for (const [name] of entriesOf(source.schema.properties)) {
    if (hasFlag(contract, subschema(source, "properties", name), flag)) hidden.add(name);
  }
  const referred = referredSchema(contract, source);
  if (referred !== undefined) collect(collection, referred);
  for (const index of elementsOf(source.schema.allOf).keys()) {
    collect(collection, subschema(source, "allOf", String(index)));
  }
}

function hasFlag(contract: Contract, property: SchemaRef, flag: string): boolean {
  if (isObject(property.schema) && property.schema[flag] === true) return true;
  const referred = referredSchema(contract, property);
  return isObject(referred?.schema) && referred.schema[flag] === true;
}
