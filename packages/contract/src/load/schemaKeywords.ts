/** What a keyword of a schema holds. */
export type KeywordRule =
  | "array of schemas"
  | "boolean"
  | "boolean or schema"
  | "count"
  | "data"
  | "discriminator"
  | "list"
  | "list of names"
  | "map of lists of names"
  | "map of schemas"
  | "number"
  | "pattern"
  | "positive number"
  | "schema"
  | "string"
  | "type"
  | "xml";

const shared: Readonly<Record<string, KeywordRule>> = {
  title: "string",
  description: "string",
  type: "type",
  enum: "list",
  multipleOf: "positive number",
  maximum: "number",
  minimum: "number",
  maxLength: "count",
  minLength: "count",
  pattern: "pattern",
  maxItems: "count",
  minItems: "count",
  uniqueItems: "boolean",
  maxProperties: "count",
  minProperties: "count",
  required: "list of names",
  allOf: "array of schemas",
  oneOf: "array of schemas",
  anyOf: "array of schemas",
  not: "schema",
  items: "schema",
  properties: "map of schemas",
  additionalProperties: "boolean or schema",
  format: "string",
  default: "data",
  nullable: "boolean",
  discriminator: "discriminator",
  readOnly: "boolean",
  writeOnly: "boolean",
  example: "data",
  externalDocs: "data",
  deprecated: "boolean",
  xml: "xml",
};

/** The keywords of OpenAPI 3.0 (4.7.24); it allows no others. */
export const SCHEMA_KEYWORDS_30: Readonly<Record<string, KeywordRule>> = {
  ...shared,
  exclusiveMaximum: "boolean",
  exclusiveMinimum: "boolean",
};

/** The keywords of OpenAPI 3.1, which are those of JSON Schema 2020-12; it allows others. */
export const SCHEMA_KEYWORDS_31: Readonly<Record<string, KeywordRule>> = {
  ...shared,
  const: "data",
  examples: "data",
  exclusiveMaximum: "number",
  exclusiveMinimum: "number",
  nullable: "data",
  items: "boolean or schema",
  not: "boolean or schema",
  prefixItems: "array of schemas",
  contains: "boolean or schema",
  maxContains: "count",
  minContains: "count",
  patternProperties: "map of schemas",
  propertyNames: "boolean or schema",
  unevaluatedItems: "boolean or schema",
  unevaluatedProperties: "boolean or schema",
  dependentSchemas: "map of schemas",
  dependentRequired: "map of lists of names",
  if: "boolean or schema",
  // biome-ignore lint/suspicious/noThenProperty: this is the keyword of JSON Schema, the table is never awaited.
  then: "boolean or schema",
  else: "boolean or schema",
  contentEncoding: "string",
  contentMediaType: "string",
  contentSchema: "boolean or schema",
  $defs: "map of schemas",
  definitions: "map of schemas",
  $comment: "string",
};

/** The keywords by what they hold, for the readers of schemas. */
export const SCHEMA_KEYWORDS_BY_KIND = {
  /** One schema. */
  single: keywordsOf("schema", "boolean or schema"),
  /** A list of schemas. */
  list: keywordsOf("array of schemas"),
  /** A map of schemas by name or pattern. */
  map: keywordsOf("map of schemas"),
  count: keywordsOf("count"),
} as const;

function keywordsOf(...rules: readonly KeywordRule[]): readonly string[] {
  return Object.entries(SCHEMA_KEYWORDS_31).flatMap(([keyword, rule]) =>
    rules.includes(rule) ? [keyword] : [],
  );
}
