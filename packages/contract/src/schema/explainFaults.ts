import type { JsonObject, JsonValue } from "../Contract.ts";
import { childPointer } from "../load/jsonPointer.ts";
import { elementsOf, isList, isObject } from "../load/jsonValues.ts";
import { nearestName } from "../nearestName.ts";
import { describeKeyword } from "./describeSchema.ts";
import type { Explained, Explanation } from "./Explanation.ts";
import { explainObject } from "./explainObject.ts";
import { explainOpaque } from "./explainOpaque.ts";
import { explainVariants } from "./explainVariants.ts";
import { LEAF_KEYWORDS, leafRules } from "./leafRules.ts";
import type { SchemaFault } from "./SchemaFault.ts";
import { referredSchema, schemaAt, subschema } from "./SchemaRef.ts";
import type { SchemaValidators } from "./SchemaValidators.ts";

/**
 * Says in which ways a value does not fit the schema at a pointer of the document; empty where it fits.
 *
 * The verdict is that of the compiled schema. Only a value that failed is walked again, keyword by keyword, because a
 * validator's own errors tell neither the place of a keyword in the document nor which variant was meant.
 */
export function explainFaults(
  validators: SchemaValidators,
  pointer: string,
  value: JsonValue,
): readonly SchemaFault[] {
  if (validators.isValid(pointer, value)) return [];
  const explanation: Explanation = { validators, explain: (explained) => explain(explanation, explained) };
  const top: Explained = { schema: schemaAt(validators.contract, pointer), value, instancePointer: "" };
  const faults = distinct(explanation.explain(top));
  return faults.length > 0 ? faults : [unexplained(validators, top)];
}

function explain(explanation: Explanation, explained: Explained): readonly SchemaFault[] {
  const { schema } = explained;
  if (schema.schema === false) return [nothingAllowed(explained)];
  if (!isObject(schema.schema)) return [];
  const referred = referredSchema(explanation.validators.contract, schema);
  const ofReferred = referred === undefined ? [] : explanation.explain({ ...explained, schema: referred });
  const ofLeaves = explainLeaves(explanation, explained, schema.schema);
  if (ofLeaves.some(({ kind }) => kind === "wrong-type")) return [...ofReferred, ...ofLeaves];
  const faults = [
    ...ofReferred,
    ...ofLeaves,
    ...explainObject(explanation, explained),
    ...explainList(explanation, explained),
    ...explainAll(explanation, explained),
    ...explainVariants(explanation, explained),
    ...explainCondition(explanation, explained),
  ];
  return faults.length > 0 ? faults : explainOpaque(explanation, explained);
}

function explainLeaves(
  { validators }: Explanation,
  { schema, value, instancePointer }: Explained,
  keywords: JsonObject,
): readonly SchemaFault[] {
  const faults: SchemaFault[] = [];
  for (const { keyword, rule } of leafRules(validators.contract.openapi, keywords)) {
    if (validators.fitsKeyword(keywords, keyword, { rule, value })) continue;
    faults.push({
      kind: LEAF_KEYWORDS[keyword] ?? "schema-mismatch",
      instancePointer,
      documentPointer: childPointer(schema.pointer, Object.hasOwn(keywords, keyword) ? keyword : "type"),
      keyword,
      expected: describeKeyword(keyword, rule),
      actual: value,
      ...suggestionFor(keyword, rule, value),
    });
  }
  const type = faults.filter(({ kind }) => kind === "wrong-type");
  return type.length > 0 ? type : faults;
}

/** The listed value that a misspelt one was probably meant to be. */
function suggestionFor(keyword: string, rule: JsonValue, value: JsonValue): Pick<SchemaFault, "suggestion"> {
  if (keyword !== "enum" || typeof value !== "string") return {};
  const listed = elementsOf(rule).filter((one) => typeof one === "string");
  return { suggestion: nearestName(value, listed) };
}

function explainList(
  explanation: Explanation,
  { schema, value, instancePointer }: Explained,
): readonly SchemaFault[] {
  if (!isList(value) || !isObject(schema.schema)) return [];
  const prefix = elementsOf(schema.schema.prefixItems);
  const hasItems = schema.schema.items !== undefined;
  return value.flatMap((item, index) => {
    const inner = { value: item, instancePointer: childPointer(instancePointer, String(index)) };
    if (index < prefix.length) {
      return explanation.explain({ ...inner, schema: subschema(schema, "prefixItems", String(index)) });
    }
    return hasItems ? explanation.explain({ ...inner, schema: subschema(schema, "items") }) : [];
  });
}

function explainAll(explanation: Explanation, explained: Explained): readonly SchemaFault[] {
  const { schema } = explained;
  const parts = isObject(schema.schema) ? elementsOf(schema.schema.allOf) : [];
  return parts.flatMap((_, index) =>
    explanation.explain({ ...explained, schema: subschema(schema, "allOf", String(index)) }),
  );
}

function explainCondition(explanation: Explanation, explained: Explained): readonly SchemaFault[] {
  const { schema, value } = explained;
  if (!isObject(schema.schema) || schema.schema.if === undefined) return [];
  const holds = explanation.validators.isValid(childPointer(schema.pointer, "if"), value);
  const branch = holds ? "then" : "else";
  if (schema.schema[branch] === undefined) return [];
  return explanation.explain({ ...explained, schema: subschema(schema, branch) });
}

function nothingAllowed({ schema, value, instancePointer }: Explained): SchemaFault {
  return {
    kind: "schema-mismatch",
    instancePointer,
    documentPointer: schema.pointer,
    keyword: "false",
    expected: "nothing at all",
    actual: value,
  };
}

/** The compiled schema refused the value and no rule above knows why. */
function unexplained(validators: SchemaValidators, { schema, value }: Explained): SchemaFault {
  const [error] = validators.errorsOf(schema.pointer, value);
  return {
    kind: "schema-mismatch",
    instancePointer: error?.instancePath ?? "",
    documentPointer: schema.pointer,
    keyword: error?.keyword ?? "",
    expected: describeKeyword(error?.keyword ?? "", undefined),
    actual: value,
  };
}

/** One schema can be reached in several ways; what it finds is told once. */
function distinct(faults: readonly SchemaFault[]): readonly SchemaFault[] {
  const byPlace = new Map(
    faults.map((fault) => [`${fault.kind} ${fault.instancePointer} ${fault.documentPointer}`, fault]),
  );
  return [...byPlace.values()];
}
