import type { JsonObject, JsonValue } from "../Contract.ts";
import { childPointer } from "../load/jsonPointer.ts";
import { isList, isObject } from "../load/jsonValues.ts";
import { nearestName } from "../nearestName.ts";
import { explainFaults } from "./explainFaults.ts";
import type { ListedShape } from "./ListedNames.ts";
import type { SchemaFault } from "./SchemaFault.ts";
import { type SchemaRef, schemaAt } from "./SchemaRef.ts";
import type { SchemaValidators } from "./SchemaValidators.ts";

/**
 * Finds the properties of a value that no schema names, across all compositions, also where the document forgot to
 * forbid them: what a contract does not name, it does not promise.
 *
 * On the way it holds each object with a discriminator against the schema that its value chooses among the heirs.
 */
export function findUnlisted(
  validators: SchemaValidators,
  { pointer, value }: { readonly pointer: string; readonly value: JsonValue },
): readonly SchemaFault[] {
  const faults: SchemaFault[] = [];
  const search: Search = { validators, faults };
  visit(search, { schemas: [schemaAt(validators.contract, pointer)], value, instancePointer: "" });
  return faults;
}

interface Search {
  readonly validators: SchemaValidators;
  readonly faults: SchemaFault[];
}

interface Place {
  readonly schemas: readonly SchemaRef[];
  readonly value: JsonValue;
  readonly instancePointer: string;
}

function visit(search: Search, place: Place): void {
  const { schemas, value, instancePointer } = place;
  if (schemas.length === 0) return;
  if (isList(value)) {
    const { items } = search.validators.names.shapeOf(schemas);
    for (const [index, item] of value.entries()) {
      visit(search, {
        schemas: items,
        value: item,
        instancePointer: childPointer(instancePointer, String(index)),
      });
    }
  } else if (isObject(value)) {
    visitObject(search, { ...place, value });
  }
}

function visitObject(search: Search, place: Place & { readonly value: JsonObject }): void {
  const { schemas, value, instancePointer } = place;
  const shape = search.validators.names.shapeOf(schemas);
  followHeirs(search, place);
  if (shape.isFree) return;
  for (const [name, child] of Object.entries(value)) {
    const describing = describingSchemas(shape, name);
    if (describing === undefined) search.faults.push(unlisted(shape, place, name));
    else
      visit(search, {
        schemas: describing,
        value: child,
        instancePointer: childPointer(instancePointer, name),
      });
  }
}

function describingSchemas(shape: ListedShape, name: string): readonly SchemaRef[] | undefined {
  const named = shape.named.get(name) ?? [];
  const matching = shape.patterns.filter(({ pattern }) => pattern.test(name)).map(({ schema }) => schema);
  if (named.length + matching.length > 0) return [...named, ...matching];
  return shape.additional.length > 0 ? shape.additional : undefined;
}

function unlisted(
  shape: ListedShape,
  place: Place & { readonly value: JsonObject },
  name: string,
): SchemaFault {
  const absent = [...shape.named.keys()].filter((known) => !Object.hasOwn(place.value, known));
  return {
    kind: "unlisted-property",
    instancePointer: childPointer(place.instancePointer, name),
    documentPointer: childPointer(shape.namedBy?.pointer ?? place.schemas[0]?.pointer ?? "", "properties"),
    keyword: "properties",
    property: name,
    expected: `no property "${name}": no schema names it`,
    actual: place.value[name],
    suggestion: nearestName(name, absent),
  };
}

function followHeirs({ validators, faults }: Search, place: Place & { readonly value: JsonObject }): void {
  for (const source of validators.names.discriminating(place.schemas)) {
    const heir = validators.names.chosenHeir(source, place.value);
    if (heir === undefined) continue;
    for (const fault of explainFaults(validators, heir.pointer, place.value)) {
      faults.push({ ...fault, instancePointer: place.instancePointer + fault.instancePointer });
    }
  }
}
