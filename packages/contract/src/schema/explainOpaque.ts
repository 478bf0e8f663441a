import type { ErrorObject } from "ajv";
import { childPointer } from "../load/jsonPointer.ts";
import { isObject } from "../load/jsonValues.ts";
import type { Explained, Explanation } from "./Explanation.ts";
import type { SchemaFault } from "./SchemaFault.ts";

/** Keywords whose verdict depends on the others beside them, so that only the compiled schema can give it. */
const OPAQUE: Readonly<Record<string, string>> = {
  contains: "an item as described",
  minContains: "more items as described",
  maxContains: "fewer items as described",
  dependentRequired: "a property that another one asks for",
  not: "a value that is not as described",
  propertyNames: "property names as described",
  unevaluatedItems: "no items but the described ones",
  unevaluatedProperties: "no properties but the named ones",
};

/** The faults that only the compiled schema can find; its first error counts. */
export function explainOpaque(explanation: Explanation, explained: Explained): readonly SchemaFault[] {
  const { schema, value } = explained;
  const keywords = isObject(schema.schema) ? schema.schema : {};
  if (!Object.keys(OPAQUE).some((keyword) => Object.hasOwn(keywords, keyword))) return [];
  const errors = explanation.validators.errorsOf(schema.pointer, value);
  const error = errors.find(
    ({ keyword, instancePath }) => Object.hasOwn(OPAQUE, keyword) && instancePath === "",
  );
  return error === undefined ? [] : [toFault(explained, error)];
}

function toFault({ schema, value, instancePointer }: Explained, error: ErrorObject): SchemaFault {
  const property: unknown = error.params.unevaluatedProperty ?? error.params.missingProperty;
  const documentPointer = childPointer(schema.pointer, error.keyword);
  const expected = OPAQUE[error.keyword] ?? "";
  if (typeof property !== "string") {
    return {
      kind: "schema-mismatch",
      instancePointer,
      documentPointer,
      keyword: error.keyword,
      expected,
      actual: value,
    };
  }
  const missing = error.keyword === "dependentRequired";
  return {
    kind: missing ? "missing-property" : "forbidden-property",
    instancePointer: childPointer(instancePointer, property),
    documentPointer,
    keyword: error.keyword,
    property,
    expected: missing ? `the property "${property}"` : `no property "${property}"`,
    actual: missing || !isObject(value) ? undefined : value[property],
  };
}
