import type { JsonObject } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { childOf, isObject } from "../json/jsonValues.ts";
import { nearestName } from "../nearestName.ts";
import { collectNames } from "./collectEvaluated.ts";
import { patternCheck } from "./compileScalars.ts";
import { describeSchema } from "./describeSchema.ts";
import { keywordPointer, mismatch } from "./leafViolations.ts";
import type { SchemaNode } from "./SchemaNode.ts";
import {
  type Explained,
  type Explanation,
  type SchemaViolation,
  type SchemaViolationKind,
  takeViolations,
} from "./SchemaViolation.ts";

interface ExplainedObject extends Explained {
  readonly value: JsonObject;
}

/** The violations that the keywords for objects find. */
export function explainObject(explanation: Explanation, explained: Explained): readonly SchemaViolation[] {
  const { value } = explained;
  if (!isObject(value)) return [];
  const object: ExplainedObject = { ...explained, value };
  const violations = takeViolations(explainMembers(explanation, object));
  return violations.length > 0 ? violations : takeViolations(explainUnevaluated(explanation, object));
}

function* explainMembers(
  explanation: Explanation,
  object: ExplainedObject,
): Iterable<readonly SchemaViolation[]> {
  const { value, node } = object;
  const { required = [], dependentRequired = new Map<string, readonly string[]>() } = node.keywords;
  yield required.filter((name) => !hasMember(value, name)).map((name) => missing(object, "required", name));
  for (const name of Object.keys(value)) yield explainProperty(explanation, object, name);
  yield explainNames(explanation, object);
  const dependents = [...dependentRequired].flatMap(([name, others]) =>
    hasMember(value, name) ? others : [],
  );
  yield dependents
    .filter((name) => !hasMember(value, name))
    .map((name) => missing(object, "dependentRequired", name));
  yield explainDependents(explanation, object);
}

/** A property without a value is absent, as it is in the JSON text. */
function hasMember(value: JsonObject, name: string): boolean {
  return Object.hasOwn(value, name) && value[name] !== undefined;
}

function missing(object: ExplainedObject, keyword: string, name: string): SchemaViolation {
  const { node, instancePointer } = object;
  const described = isObject(node.raw) ? childOf(node.raw.properties, name) : undefined;
  const description = keyword === "required" ? `: ${describeSchema(described)}` : "";
  return {
    kind: "missing-property",
    instancePointer: childPointer(instancePointer, name),
    documentPointer: keywordPointer(node, keyword),
    keyword,
    property: name,
    expected: `the property "${name}"${description}`,
    actual: undefined,
  };
}

function explainProperty(
  explanation: Explanation,
  object: ExplainedObject,
  name: string,
): readonly SchemaViolation[] {
  const { value, node } = object;
  const {
    properties,
    patternProperties = new Map<string, SchemaNode>(),
    additionalProperties,
    hidden,
  } = node.keywords;
  const member = value[name];
  if (member === undefined) return [];
  const declared = properties?.get(name);
  if (declared !== undefined && hidden?.has(name) === true)
    return [hiddenProperty(explanation, object, name)];
  const inner = { value: member, instancePointer: childPointer(object.instancePointer, name) };
  const patterned = [...patternProperties].flatMap(([pattern, schema]) =>
    patternCheck(pattern)(name) ? [schema] : [],
  );
  const describing = declared === undefined ? patterned : [declared, ...patterned];
  if (describing.length > 0)
    return describing.flatMap((schema) => explanation.explain({ ...inner, node: schema }));
  if (additionalProperties === undefined) return [];
  if (additionalProperties.keywords.booleanSchema === false) return [forbidden(object, name)];
  return explanation.explain({ ...inner, node: additionalProperties });
}

interface Excess {
  readonly kind: SchemaViolationKind;
  readonly keyword: string;
  readonly documentPointer: string;
  readonly expected: string;
}

function excess(
  { value, instancePointer }: ExplainedObject,
  property: string,
  found: Excess,
): SchemaViolation {
  return {
    ...found,
    instancePointer: childPointer(instancePointer, property),
    property,
    actual: value[property],
  };
}

function hiddenProperty({ validators }: Explanation, object: ExplainedObject, name: string): SchemaViolation {
  const inRequest = validators.direction === "request";
  return excess(object, name, {
    kind: inRequest ? "read-only-property" : "write-only-property",
    keyword: inRequest ? "readOnly" : "writeOnly",
    documentPointer: childPointer(object.node.pointer, "properties", name),
    expected: `no "${name}": it is ${inRequest ? "read-only" : "write-only"}`,
  });
}

function forbidden(object: ExplainedObject, name: string): SchemaViolation {
  const known = [...(object.node.keywords.properties?.keys() ?? [])];
  const violation = excess(object, name, {
    kind: "forbidden-property",
    keyword: "additionalProperties",
    documentPointer: keywordPointer(object.node, "additionalProperties"),
    expected: `no property "${name}": no others than the named ones are allowed`,
  });
  const absent = known.filter((other) => !Object.hasOwn(object.value, other));
  return { ...violation, suggestion: nearestName(name, absent) };
}

function explainNames({ validators }: Explanation, object: ExplainedObject): readonly SchemaViolation[] {
  const { propertyNames } = object.node.keywords;
  if (propertyNames === undefined) return [];
  const names = Object.keys(object.value);
  return names.every((name) => validators.fits(propertyNames, name))
    ? []
    : [mismatch(object, "propertyNames", "property names as described")];
}

function explainDependents(explanation: Explanation, object: ExplainedObject): readonly SchemaViolation[] {
  const dependents = [...(object.node.keywords.dependentSchemas ?? [])];
  return dependents.flatMap(([name, node]) =>
    Object.hasOwn(object.value, name) ? explanation.explain({ ...object, node }) : [],
  );
}

function* explainUnevaluated(
  { validators }: Explanation,
  object: ExplainedObject,
): Iterable<readonly SchemaViolation[]> {
  const { node, value } = object;
  const { unevaluatedProperties } = node.keywords;
  if (unevaluatedProperties === undefined) return;
  const evaluated = collectNames(validators, node.keywords, value);
  for (const name of Object.keys(value)) {
    if (evaluated(name) || validators.fits(unevaluatedProperties, value[name])) continue;
    const found = {
      kind: "forbidden-property",
      keyword: "unevaluatedProperties",
      documentPointer: keywordPointer(node, "unevaluatedProperties"),
      expected: `no property "${name}"`,
    } as const;
    yield [excess(object, name, found)];
  }
}
