import { inPlaceNodes } from "../schema/inPlaceNodes.ts";
import type { Keywords, SchemaNode } from "../schema/SchemaNode.ts";
import type { ObjectCell, ObjectPart, Term } from "./Term.ts";
import { terms } from "./terms.ts";
import { universalCells } from "./universalCells.ts";

/** What a schema asserts of objects. */
export function objectCellOf(keywords: Keywords, node: SchemaNode): ObjectCell {
  const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY, propertyNames } = keywords;
  const parts = [declaredPart(keywords), unevaluatedPart(node)].filter((part) => part !== undefined);
  return {
    ...universalCells.object,
    minProperties,
    maxProperties,
    required: new Set(keywords.required),
    parts,
    names: propertyNames ? [terms.schema(propertyNames)] : [],
    dependents: [...requiredDependents(keywords), ...schemaDependents(keywords)],
  };
}

function declaredPart(keywords: Keywords): ObjectPart | undefined {
  const { properties, patternProperties, additionalProperties } = keywords;
  if (!properties && !patternProperties && !additionalProperties) return undefined;
  return {
    properties: new Map([...(properties ?? [])].map(([name, child]) => [name, terms.schema(child)])),
    patterns: [...(patternProperties ?? [])].map(
      ([pattern, child]) => [pattern, terms.schema(child)] as const,
    ),
    additional: additionalProperties && terms.schema(additionalProperties),
  };
}

/** Where it is certain what the other keywords look at, `unevaluatedProperties` is `additionalProperties` for the rest. */
function unevaluatedPart(node: SchemaNode): ObjectPart | undefined {
  const rest = node.keywords.unevaluatedProperties;
  if (!rest || !hasCertainMembers(node)) return undefined;
  const nodes = inPlaceNodes([node]).map(({ keywords }) => keywords);
  const others = nodes.filter((keywords) => keywords !== node.keywords);
  const looksAtAll =
    node.keywords.additionalProperties ??
    others.some((keywords) => keywords.additionalProperties ?? keywords.unevaluatedProperties);
  if (looksAtAll) return undefined;
  const anything = (name: string): readonly [string, Term] => [name, terms.anything];
  return {
    properties: new Map(nodes.flatMap((keywords) => [...(keywords.properties?.keys() ?? [])].map(anything))),
    patterns: nodes.flatMap((keywords) => [...(keywords.patternProperties?.keys() ?? [])].map(anything)),
    additional: terms.schema(rest),
  };
}

/** Tells whether all schemas that apply in place of the node do so under every condition. */
export function hasCertainMembers(node: SchemaNode): boolean {
  return inPlaceNodes([node]).every(
    ({ keywords }) =>
      !keywords.anyOf && !keywords.oneOf && !keywords.if && !keywords.dependentSchemas && !keywords.opaque,
  );
}

function requiredDependents(keywords: Keywords): { name: string; term: Term }[] {
  return [...(keywords.dependentRequired ?? [])].map(([name, needs]) => ({
    name,
    term: terms.cell({ ...universalCells.object, required: new Set(needs) }),
  }));
}

function schemaDependents(keywords: Keywords): { name: string; term: Term }[] {
  return [...(keywords.dependentSchemas ?? [])].map(([name, child]) => ({ name, term: terms.schema(child) }));
}
