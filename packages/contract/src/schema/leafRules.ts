import type { JsonObject, JsonValue } from "../Contract.ts";
import type { SchemaFaultKind } from "./SchemaFault.ts";

/** The keywords that look at a value itself and not into it, with the kind of fault they find. */
export const LEAF_KEYWORDS: Readonly<Record<string, SchemaFaultKind>> = {
  type: "wrong-type",
  enum: "not-in-enum",
  const: "wrong-constant",
  format: "wrong-format",
  pattern: "pattern-mismatch",
  minLength: "wrong-length",
  maxLength: "wrong-length",
  minItems: "wrong-length",
  maxItems: "wrong-length",
  minProperties: "wrong-length",
  maxProperties: "wrong-length",
  minimum: "out-of-range",
  maximum: "out-of-range",
  exclusiveMinimum: "out-of-range",
  exclusiveMaximum: "out-of-range",
  multipleOf: "out-of-range",
  uniqueItems: "duplicate-items",
};

/** A keyword with what it asks for, as JSON Schema 2020-12 says it. */
export interface LeafRule {
  readonly keyword: string;
  readonly rule: JsonValue;
}

/** The leaf keywords of a schema; those of OpenAPI 3.0 are brought into today's form. */
export function leafRules(openapi: string, schema: JsonObject): readonly LeafRule[] {
  const rules: LeafRule[] = [];
  for (const [keyword, rule] of Object.entries(schema)) {
    if (!Object.hasOwn(LEAF_KEYWORDS, keyword)) continue;
    const adapted = openapi.startsWith("3.0") ? adapt30(schema, { keyword, rule }) : { keyword, rule };
    if (adapted !== undefined) rules.push(adapted);
  }
  return rules;
}

/** OpenAPI 3.0.4, 4.7.24: `nullable` widens a type that stands beside it, exclusive limits are switches. */
function adapt30(schema: JsonObject, { keyword, rule }: LeafRule): LeafRule | undefined {
  if (keyword === "type" && schema.nullable === true) return { keyword, rule: [rule, "null"] };
  if (typeof rule === "boolean" && keyword.startsWith("exclusive")) return undefined;
  if (keyword === "minimum" && schema.exclusiveMinimum === true) return { keyword: "exclusiveMinimum", rule };
  if (keyword === "maximum" && schema.exclusiveMaximum === true) return { keyword: "exclusiveMaximum", rule };
  return { keyword, rule };
}
