import type { JsonObject } from "../Contract.ts";
import { childPointer } from "../load/jsonPointer.ts";
import { childOf, elementsOf, entriesOf, isObject } from "../load/jsonValues.ts";
import { nearestName } from "../nearestName.ts";
import { describeSchema } from "./describeSchema.ts";
import type { Explained, Explanation } from "./Explanation.ts";
import { hiddenProperties } from "./hiddenProperties.ts";
import type { SchemaFault } from "./SchemaFault.ts";
import { subschema } from "./SchemaRef.ts";

interface ExplainedObject extends Explained {
  readonly value: JsonObject;
  readonly keywords: JsonObject;
  readonly hidden: ReadonlySet<string>;
}

/** The faults that the keywords for objects find. */
export function explainObject(explanation: Explanation, explained: Explained): readonly SchemaFault[] {
  const { schema, value } = explained;
  if (!isObject(value) || !isObject(schema.schema)) return [];
  const { contract, direction } = explanation.validators;
  const hidden = hiddenProperties(contract, schema, direction);
  const object: ExplainedObject = { ...explained, value, keywords: schema.schema, hidden };
  return [
    ...missingProperties(object),
    ...Object.keys(value).flatMap((name) => explainProperty(explanation, object, name)),
    ...explainDependents(explanation, object),
  ];
}

function missingProperties({
  schema,
  value,
  keywords,
  hidden,
  instancePointer,
}: ExplainedObject): SchemaFault[] {
  const missing = elementsOf(keywords.required).map(String);
  return missing
    .filter((name) => !Object.hasOwn(value, name) && !hidden.has(name))
    .map((name) => ({
      kind: "missing-property",
      instancePointer: childPointer(instancePointer, name),
      documentPointer: childPointer(schema.pointer, "required"),
      keyword: "required",
      property: name,
      expected: `the property "${name}": ${describeSchema(childOf(keywords.properties, name))}`,
      actual: undefined,
    }));
}

function explainProperty(
  explanation: Explanation,
  object: ExplainedObject,
  name: string,
): readonly SchemaFault[] {
  const { schema, value, keywords, hidden } = object;
  const inner = { value: value[name] ?? null, instancePointer: childPointer(object.instancePointer, name) };
  const declared = childOf(keywords.properties, name) !== undefined;
  if (declared && hidden.has(name)) return [hiddenFault(explanation, object, name)];
  const faults: SchemaFault[] = [];
  if (declared)
    faults.push(...explanation.explain({ ...inner, schema: subschema(schema, "properties", name) }));
  const patterns = entriesOf(keywords.patternProperties).filter(([pattern]) =>
    new RegExp(pattern, "u").test(name),
  );
  for (const [pattern] of patterns) {
    faults.push(
      ...explanation.explain({ ...inner, schema: subschema(schema, "patternProperties", pattern) }),
    );
  }
  if (declared || patterns.length > 0) return faults;
  if (keywords.additionalProperties === false) return [forbiddenFault(object, name)];
  if (keywords.additionalProperties === undefined) return [];
  return explanation.explain({ ...inner, schema: subschema(schema, "additionalProperties") });
}

function hiddenFault({ validators }: Explanation, object: ExplainedObject, name: string): SchemaFault {
  const inRequest = validators.direction === "request";
  return {
    kind: inRequest ? "read-only-property" : "write-only-property",
    instancePointer: childPointer(object.instancePointer, name),
    documentPointer: childPointer(object.schema.pointer, "properties", name),
    keyword: inRequest ? "readOnly" : "writeOnly",
    property: name,
    expected: inRequest ? `no "${name}": it is read-only` : `no "${name}": it is write-only`,
    actual: object.value[name],
  };
}

function forbiddenFault(
  { schema, value, keywords, instancePointer }: ExplainedObject,
  name: string,
): SchemaFault {
  const absent = entriesOf(keywords.properties)
    .map(([known]) => known)
    .filter((known) => !Object.hasOwn(value, known));
  return {
    kind: "forbidden-property",
    instancePointer: childPointer(instancePointer, name),
    documentPointer: childPointer(schema.pointer, "additionalProperties"),
    keyword: "additionalProperties",
    property: name,
    expected: `no property "${name}": no others than the named ones are allowed`,
    actual: value[name],
    suggestion: nearestName(name, absent),
  };
}

function explainDependents(explanation: Explanation, object: ExplainedObject): readonly SchemaFault[] {
  const { schema, value, keywords, instancePointer } = object;
  return entriesOf(keywords.dependentSchemas).flatMap(([name]) =>
    Object.hasOwn(value, name)
      ? explanation.explain({ schema: subschema(schema, "dependentSchemas", name), value, instancePointer })
      : [],
  );
}
