import type { JsonObject, JsonValue } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { isList, isObject } from "../json/jsonValues.ts";
import { nearestName } from "../nearestName.ts";
import type { ListedNames, ListedShape } from "./ListedNames.ts";
import type { SchemaNode } from "./SchemaNode.ts";
import { MOST_VIOLATIONS, type SchemaViolation } from "./SchemaViolation.ts";

/** A value with the schemas that describe it. */
interface Described<Value> {
  readonly schemas: readonly SchemaNode[];
  readonly value: Value;
  /** JSON pointer into the outermost value. */
  readonly instancePointer: string;
}

/**
 * Finds the properties of a value that no schema names, across all compositions, also where the document forgot to
 * forbid them: what a contract does not name, it does not promise. The search ends with one more than are listed.
 */
export function findUnlisted(
  names: ListedNames,
  schema: SchemaNode,
  value: JsonValue,
): readonly SchemaViolation[] {
  const violations: SchemaViolation[] = [];
  visit({ names, violations }, { schemas: [schema], value, instancePointer: "" });
  return violations;
}

interface Search {
  readonly names: ListedNames;
  readonly violations: SchemaViolation[];
}

function visit(search: Search, described: Described<JsonValue>): void {
  const { schemas, value, instancePointer } = described;
  if (schemas.length === 0) return;
  if (isList(value)) {
    const { items } = search.names.shapeOf(schemas);
    for (const [index, item] of value.entries()) {
      visit(search, {
        schemas: items,
        value: item,
        instancePointer: childPointer(instancePointer, String(index)),
      });
    }
  } else if (isObject(value)) {
    visitObject(search, { ...described, value });
  }
}

function visitObject(search: Search, described: Described<JsonObject>): void {
  const { schemas, value, instancePointer } = described;
  const shape = search.names.shapeOf(schemas);
  if (shape.isFree) return;
  for (const [name, child] of Object.entries(value)) {
    if (search.violations.length > MOST_VIOLATIONS) return;
    const describing = describingSchemas(shape, name);
    if (describing === undefined) search.violations.push(unlisted(shape, described, name));
    else
      visit(search, {
        schemas: describing,
        value: child,
        instancePointer: childPointer(instancePointer, name),
      });
  }
}

function describingSchemas(shape: ListedShape, name: string): readonly SchemaNode[] | undefined {
  const named = shape.named.get(name) ?? [];
  const matching = shape.patterns.filter(({ pattern }) => pattern.test(name)).map(({ schema }) => schema);
  if (shape.named.has(name) || matching.length > 0) return [...named, ...matching];
  return shape.additional.length > 0 ? shape.additional : undefined;
}

function unlisted(shape: ListedShape, described: Described<JsonObject>, name: string): SchemaViolation {
  const { schemas, value, instancePointer } = described;
  const absent = [...shape.named.keys()].filter((known) => !Object.hasOwn(value, known));
  return {
    kind: "unlisted-property",
    instancePointer: childPointer(instancePointer, name),
    documentPointer: childPointer(shape.namedBy?.pointer ?? schemas[0]?.pointer ?? "", "properties"),
    keyword: "properties",
    property: name,
    expected: `no property "${name}": no schema names it`,
    actual: value[name],
    suggestion: nearestName(name, absent),
  };
}
